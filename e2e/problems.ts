import type { ConsoleMessage, Page } from '@playwright/test';

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
    if (message.type() === 'error' && !isRefusal(message)) problems.push(`console: ${message.text()}`);
  });
}

/** The web host carries what the contract refuses as a status, and a browser logs each of those by itself. */
function isRefusal(message: ConsoleMessage): boolean {
  const { url } = message.location();
  return url.includes('/rpc/') && /responded with a status of (404|409|422|423) /.test(message.text());
}
