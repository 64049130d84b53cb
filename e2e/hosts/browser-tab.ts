import type { Page } from '@playwright/test';
import type { Host } from './host.ts';
import { startWebHost } from './web-host.ts';

/** The web host, opened in this tab. */
export async function openInBrowser(page: Page, dataDir: string): Promise<Host> {
  const host = await startWebHost(dataDir);
  await page.goto(host.address());
  return {
    page,
    get address() {
      return host.address();
    },
    async openTab() {
      const tab = await page.context().newPage();
      // as a person would: the used address makes the host print a fresh one
      const fresh = host.nextAddress();
      await tab.goto(host.address());
      await tab.goto(await fresh);
      await tab.getByRole('navigation', { name: 'Main' }).waitFor();
      return tab;
    },
    async stop() {
      // a page that outlives its host logs that its live updates have failed
      await page.goto('about:blank');
      await host.stop();
    },
    async kill() {
      await host.kill();
      await page.goto('about:blank');
    },
  };
}
