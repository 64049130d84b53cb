import type { Page } from '@playwright/test';

/** Collects what a page must never do: break its own policy, throw, or log an error. */
export async function watchProblems(page: Page, problems: string[]): Promise<void> {
  await page.exposeBinding('reportViolation', (_source, words: string) => {
    problems.push(words);
  });
  await page.addInitScript(() => {
    const report = (globalThis as unknown as { reportViolation: (words: string) => Promise<void> })
      .reportViolation;
    document.addEventListener('securitypolicyviolation', (event) => {
      void report(
        `policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
      );
    });
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
}
