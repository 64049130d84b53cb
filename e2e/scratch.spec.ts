import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { vaultPage } from './pages/vault-page.ts';
import { writeFileSync, readFileSync } from 'node:fs';
test('look', async ({ app, recorder }) => {
  test.slow();
  const { page } = app;
  const vault = vaultPage(page);
  const compose = composePage(page);
  const shot = async (n: string) => {
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(250);
    await page.screenshot({ path: `/tmp/shots/${n}.png` });
  };
  const sizes = async (n: string) => {
    for (const [w, h] of [
      [1280, 800],
      [960, 800],
      [720, 900],
    ] as const) {
      await page.setViewportSize({ width: w, height: h });
      await shot(`${n}-${w}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Add my own key' }).click();
  await page.keyboard.type('u+abcdefghijklmnop12');
  await shot('add-own-key');
  await vault.dialog.root.getByLabel('Routing key', { exact: true }).fill('e2e09c02e2e09c02e2e09c02e2e09c02');
  await vault.dialog.save();
  await expect(vault.dialog.keep).toBeVisible();
  await shot('keep');
  await vault.dialog.keep.getByRole('button', { name: /^Only until/ }).click();
  await vault.open();
  await vault.add({
    provider: 'BigPanda',
    name: 'bigpanda-staging',
    url: 'https://api.bigpanda.io/data/v2/alerts',
    keys: {},
    environment: 'Test',
  });
  await vault.add({
    provider: 'PagerDuty',
    name: 'checkout-eu',
    url: 'https://events.eu.pagerduty.com/v2/enqueue',
    keys: { 'Routing key': 'e2e09c02e2e09c02e2e09c02e2e09c0f' },
    environment: 'Production',
  });
  await sizes('vault-absent');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await vault.setUp('tin whistle harbour sixpence');
  await sizes('vault-open-dark');
  await page.getByRole('button', { name: 'More for checkout-eu', exact: true }).click();
  await shot('menu');
  await page.keyboard.press('Escape');
  await vault.choose('checkout-eu', 'Check the key…');
  await shot('check');
  await page.keyboard.press('Escape');
  await vault.choose('destinations', 'Export…');
  await shot('export');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a secret' }).click();
  await shot('add-secret');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back up…' }).click();
  await shot('backup');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Restore a backup…' }).click();
  await shot('restore');
  await page.keyboard.press('Escape');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Lock now' }).click();
  await vault.unlock('not the passphrase');
  await expect(vault.passphrase).toHaveAccessibleDescription(/does not open/);
  await sizes('vault-locked');
  await compose.open();
  await page.setViewportSize({ width: 720, height: 900 });
  await shot('compose-locked-720');
  await page.setViewportSize({ width: 1280, height: 800 });
  await shot('compose-locked');
  await app.whileStopped(async () => {
    const f = `${app.dataDir}/vault.fdv`;
    const b = readFileSync(f);
    writeFileSync(f, b.subarray(0, b.length - 9));
  });
  await vault.open();
  await expect(vault.state).toBeVisible();
  await shot('damaged');
});
