import type { Page } from '@playwright/test';

/** What the page's copy buttons copy. The page may not read the clipboard, so what it writes there is kept. */
export async function keepCopies(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const kept = globalThis as unknown as { copied: string };
    navigator.clipboard.writeText = (text) => {
      kept.copied = text;
      return Promise.resolve();
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { copied: string }).copied);
}
