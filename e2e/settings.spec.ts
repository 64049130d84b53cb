import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';

const AUTHORITY = path.join(import.meta.dirname, '../main/send/testing/certificates/authority.cert.pem');

async function open(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
}

test('a proxy of one’s own is kept over a restart, and one that cannot be used is refused in words', async ({
  app,
}) => {
  await open(app.page);
  await app.page.getByRole('radio', { name: 'This one' }).check();
  const address = app.page.getByLabel('Its address');
  await address.fill('socks5://proxy.example.net:1080');
  await app.page.getByRole('button', { name: 'Save' }).click();
  await expect(app.page.getByRole('alert').getByText(/over http or https, not over socks5/)).toBeVisible();
  await expect(address, 'what was typed is still there').toHaveValue('socks5://proxy.example.net:1080');
  await address.fill('http://me:secret@proxy.example.net:8080');
  await app.page.getByRole('button', { name: 'Save' }).click();
  await expect(app.page.getByText(/user name or password is not kept here/)).toBeVisible();
  await address.fill('http://proxy.example.net:8080');
  await address.press('Enter');
  await expect(app.page.getByText('Requests go through http://proxy.example.net:8080.')).toBeVisible();

  await app.restart();
  await open(app.page);
  await expect(app.page.getByLabel('Its address')).toHaveValue('http://proxy.example.net:8080');
  await expect(app.page.getByRole('button', { name: 'Save' })).toBeDisabled();
});

test('certificates are named once they are trusted, and a file without any is refused', async ({ app }) => {
  const file = path.join(app.dataDir, 'company.pem');
  copyFileSync(AUTHORITY, file);
  await open(app.page);
  const certificates = app.page.getByLabel('Certificates');
  await certificates.fill(path.join(app.dataDir, 'workspace.db'));
  await app.page.getByRole('button', { name: 'Save' }).click();
  await expect(app.page.getByText(/has no certificate in it/)).toBeVisible();
  await certificates.fill(file);
  await app.page.getByRole('button', { name: 'Save' }).click();
  await expect(app.page.getByText(/Trusted beside the system’s: /)).toBeVisible();
  // the sandbox is on this computer: a proxy or an authority makes no difference to it
  await composePage(app.page).open();
  await composePage(app.page).send('Accepted');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the settings break no rule of axe, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(app.page);
    await app.page.getByRole('radio', { name: 'This one' }).check();
    const { violations } = await new AxeBuilder({ page: app.page }).analyze();
    expect(violations).toEqual([]);
  });
}
