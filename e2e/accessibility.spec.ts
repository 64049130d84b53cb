import { AxeBuilder } from '@axe-core/playwright';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { field } from './pages/field.ts';
import { guardDialog } from './pages/guard-dialog.ts';
import { historyPage } from './pages/history-page.ts';
import { vaultPage } from './pages/vault-page.ts';

const PASSPHRASE = 'tin whistle harbour sixpence';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no rule of axe is broken on any page or dialog, ${colorScheme}`, async ({ app }) => {
    // many pages, each looked at from end to end
    test.slow();
    const { page } = app;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const compose = composePage(page);
    const history = historyPage(page);
    const vault = vaultPage(page);
    const guard = guardDialog(page);

    await expectAccessible(app, 'compose, first start');
    await compose.unfold('Links and images');
    await page.getByRole('button', { name: 'Add a link' }).click();
    await compose.field('Summary').fill('');
    await compose.field('Summary').blur();
    await expectAccessible(app, 'compose, with errors');
    await compose.destination.click();
    await expectAccessible(app, 'compose, destinations');
    await page.keyboard.press('Escape');
    for (const name of ['BigPanda', 'VictorOps']) {
      await compose.chooseProvider(name);
      await expectAccessible(app, `compose, ${name}`);
    }
    await compose.send('Accepted');
    await expectAccessible(app, 'compose, with a result');

    await history.open();
    await expectAccessible(app, 'history');
    await history.openDetail(0);
    for (const tab of ['Attempts', 'Request', 'Answer', 'Incident', 'Diff', 'Facts'] as const) {
      await history.showTab(tab);
      await expectAccessible(app, `history, ${tab}`);
    }

    await vault.open();
    await expectAccessible(app, 'vault');
    await vault.panel.getByRole('button', { name: 'Set up the vault' }).click();
    await expectAccessible(app, 'vault, set up with errors');
    await page.getByRole('button', { name: 'Add a destination' }).click();
    await vault.dialog.enter({
      provider: 'PagerDuty',
      name: 'in-memory',
      url: 'https://events.example.net/v2/enqueue',
      keys: {},
    });
    await vault.dialog.root.getByLabel('Routing key', { exact: true }).fill('tooshort');
    await expectAccessible(app, 'destination dialog, with a key that is suspicious');
    await vault.dialog.save();
    await expect(vault.dialog.keep).toBeVisible();
    await expectAccessible(app, 'the choice to keep the first key');
    await page.keyboard.press('Escape');
    await expectAccessible(app, 'vault, with a key in memory');
    await vault.setUp(PASSPHRASE);
    await expectAccessible(app, 'vault, unlocked');
    await vault.add({
      provider: 'PagerDuty',
      name: 'payments-prod',
      url: 'https://events.example.net/v2/enqueue',
      keys: { 'Routing key': 'e2e0a41fe2e0a41fe2e0a41fe2e0a41f' },
      environment: 'Production',
    });
    await expectAccessible(app, 'vault, with a destination of one’s own');
    await page.getByRole('button', { name: 'Add a destination' }).click();
    await vault.dialog.address.fill('http://events.example.net');
    await vault.dialog.save();
    await expectAccessible(app, 'destination dialog, with errors');
    await page.keyboard.press('Escape');
    for (const [of, entry] of [
      ['payments-prod', 'Check the key…'],
      ['payments-prod', 'Delete…'],
      ['payments-prod key', 'Rename…'],
      ['payments-prod key', 'Replace the value…'],
      ['destinations', 'Export…'],
      ['destinations', 'Import…'],
    ] as const) {
      await vault.choose(of, entry);
      await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
      await expectAccessible(app, `${entry} of ${of}`);
      await page.keyboard.press('Escape');
    }
    for (const name of [
      'Add a secret',
      'Back up…',
      'Restore a backup…',
      'Change the passphrase…',
      'Make a new key…',
    ]) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').locator('[type=submit]').click();
      await expectAccessible(app, `${name}, with what is missing`);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'More for payments-prod', exact: true }).click();
    // a menu stands in no landmark: it is there for a moment only
    await expectAccessible(app, 'the menu of a destination', { region: { enabled: false } });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Lock now' }).click();
    await expect(vault.state).toContainText('Locked');
    await expectAccessible(app, 'vault, locked');
    await vault.unlock('not the passphrase');
    await expect(vault.passphrase).toHaveAccessibleDescription(/does not open/);
    await expectAccessible(app, 'vault, wrong passphrase');

    await compose.open();
    await compose.chooseProvider('PagerDuty');
    await compose.field('Summary').fill('For production');
    await compose.chooseDestination('payments-prod');
    await expectAccessible(app, 'compose, production, with the vault locked');
    await compose.unlock.click();
    await expectAccessible(app, 'unlock dialog');
    await field(compose.unlockDialog, 'Passphrase').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(compose.unlockDialog).toBeHidden();
    await expectAccessible(app, 'compose, production');
    await compose.sendButton.click();
    await expect(guard.root).toBeVisible();
    await guard.typed.fill('payments-prod');
    await expectAccessible(app, 'production guard');
    await guard.confirm.click();
    await expect(compose.stop).toBeVisible();
    await expectAccessible(app, 'compose, held back');
    await compose.stop.click();
    await expect(compose.result).toContainText('Cancelled');
    await expectAccessible(app, 'compose, stopped');
  });
}

test('a tab that is not connected is accessible too', async ({ app, host, context }) => {
  test.skip(host === 'desktop', 'the desktop app is always connected');
  const stranger = await context.newPage();
  await stranger.goto(new URL('/', app.address).href);
  await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: stranger }).analyze();
  expect(violations).toEqual([]);
});
