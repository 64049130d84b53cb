import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesHolding } from './files-holding.ts';
import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { field } from './pages/field.ts';
import { type NewDestination, vaultPage } from './pages/vault-page.ts';
import type { Recorder } from './recorder.ts';

const KEY = 'e2e0a41fe2e0a41fe2e0a41fe2e0a41f';
const PASSPHRASE = 'tin whistle harbour sixpence';

// scrypt at its real cost, several times in a test
test.slow();

test('a key that is kept in the vault sends again after a restart, once the vault is unlocked', async ({
  app,
  recorder,
}) => {
  const { page } = app;
  const vault = vaultPage(page);
  const compose = composePage(page);
  const rail = page.getByRole('navigation', { name: 'Main' });
  await expect(rail).toContainText('Vault not set up');
  await vault.open();
  await vault.setUp(PASSPHRASE);
  await expect(rail).toContainText('Vault unlocked');
  await vault.add(at(recorder));
  await expect(vault.secretRow('recorder key')).toContainText('vault');
  await compose.open();
  await compose.chooseDestination('recorder');
  await compose.send('Accepted');
  expect(recorder.requests[0]?.toString('utf8')).toContain(KEY);
  await expect(page.getByRole('banner')).toContainText(/draft saved/i);

  await app.restart();
  await expect(rail).toContainText('Vault locked');
  await expect(compose.destination).toHaveAccessibleName(/recorder/);
  await expect(compose.bar).toContainText('Unlock to send as recorder.');
  await compose.sendButton.click({ force: true });
  await expect(compose.unlockDialog).toBeVisible();
  const typed = field(compose.unlockDialog, 'Passphrase');
  await expect(typed).toBeFocused();
  await typed.fill('not the passphrase');
  await typed.press('Enter');
  await expect(typed).toHaveAccessibleDescription(/does not open the vault/);
  await expect(typed).toHaveValue('not the passphrase');
  await expect(typed).toBeFocused();
  // all of it is selected, so typing takes its place
  await page.keyboard.type(PASSPHRASE);
  await expect(typed).toHaveValue(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(compose.unlockDialog).toBeHidden();
  await expect(compose.sendButton).toBeFocused();
  await compose.send('Accepted');

  expect(recorder.requests).toHaveLength(2);
  expect(recorder.requests[1]?.toString('utf8')).toContain(KEY);
  expect(filesHolding(app.dataDir, KEY)).toEqual([]);
  expect(filesHolding(app.dataDir, PASSPHRASE)).toEqual([]);
});

test('the first key of somebody new: typed, kept and sent, without the page of the vault', async ({
  app,
  recorder,
}) => {
  const { page } = app;
  const compose = composePage(page);
  const { dialog } = vaultPage(page);
  await page.getByRole('button', { name: 'Add my own key' }).click();
  await expect(field(dialog.root, 'Routing key')).toBeFocused();
  await page.keyboard.type(KEY);
  await expect(dialog.root).toContainText('gone when Firedrill stops');
  await dialog.address.fill(`${recorder.origin}/v2/enqueue`);
  await page.keyboard.press('Enter');

  await expect(dialog.keep).toContainText('my-pagerduty is saved and can send.');
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(dialog.keep).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Vault unlocked');
  await expect(compose.destination).toHaveAccessibleName(/my-pagerduty/);
  await compose.field('Summary').press('ControlOrMeta+Enter');
  await expect(compose.result).toContainText('Accepted');
  expect(recorder.requests[0]?.toString('utf8')).toContain(KEY);
});

test('a key in memory goes into the vault that is made later, and is said to be in memory until then', async ({
  app,
  recorder,
}) => {
  const vault = vaultPage(app.page);
  await vault.open();
  await vault.add(at(recorder));
  await expect(vault.secretRow('recorder key')).toContainText('memory');
  await expect(vault.panel).toContainText('1 key in memory will be kept in it.');
  await vault.setUp(PASSPHRASE);
  await expect(vault.secretRow('recorder key')).toContainText('vault');
  await expect(vault.panel).not.toContainText('in memory');
});

test('a key in memory is gone with the next start, and the destination asks for it again', async ({
  app,
  recorder,
}) => {
  const vault = vaultPage(app.page);
  await vault.open();
  await vault.add(at(recorder));
  await app.restart();
  await vault.open();
  await expect(vault.row('recorder')).toContainText('Routing key missing');
  await app.page.getByRole('button', { name: 'Edit recorder' }).click();
  await expect(vault.dialog.root).toContainText('kept in memory only');
});

test('two passphrases that differ, or a short one, make no vault', async ({ app }) => {
  const { page } = app;
  const vault = vaultPage(page);
  const again = field(vault.panel, 'Once more');
  const make = vault.panel.getByRole('button', { name: 'Set up the vault' });
  await vault.open();
  await vault.passphrase.fill('short');
  await make.click();
  await expect(vault.passphrase).toHaveAccessibleDescription(/7 more are needed/);
  await expect(vault.passphrase).toBeFocused();
  await vault.passphrase.fill(PASSPHRASE);
  await again.fill(`${PASSPHRASE}.`);
  await make.click();
  await expect(again).toHaveAccessibleDescription(/not the same as above/);
  await expect(again).toBeFocused();
  await expect(vault.state).toContainText('Not set up');
});

test('“Lock now” takes the keys off the page, and a wrong passphrase is said where it was typed', async ({
  app,
  recorder,
}) => {
  const { page } = app;
  const vault = vaultPage(page);
  await vault.open();
  await vault.setUp(PASSPHRASE);
  await vault.add(at(recorder));
  await page.getByRole('button', { name: 'Lock now' }).click();
  await expect(vault.state).toContainText('Locked');
  await expect(vault.secrets).toContainText('The vault is shut.');
  await expect(vault.row('recorder')).toContainText('in the vault');

  await page.getByRole('button', { name: 'Edit recorder' }).click();
  await expect(vault.dialog.root).toContainText('In the vault, which is shut. It stays as it is.');
  await page.keyboard.press('Escape');

  await vault.unlock('another passphrase');
  await expect(vault.passphrase).toHaveAccessibleDescription(/does not open the vault/);
  await expect(vault.passphrase).toHaveValue('another passphrase');
  await vault.unlock(PASSPHRASE);
  await expect(vault.state).toContainText('Unlocked');
  await expect(vault.secretRow('recorder key')).toBeVisible();
  await expect(vault.row('recorder')).toContainText('Routing key …a41f');
});

test('a key by itself: added, renamed, replaced, used by a destination, deleted', async ({
  app,
  recorder,
}) => {
  const { page } = app;
  const vault = vaultPage(page);
  await vault.open();
  await vault.setUp(PASSPHRASE);
  await page.getByRole('button', { name: 'Add a secret' }).click();
  const value = field(vault.dialogNamed('Add a secret'), 'Value');
  await value.fill('u+abcdefghijklmnopqr');
  await expect(value).toHaveAccessibleDescription(/REST API token/);
  await page.keyboard.press('Escape');
  await vault.addSecret({ label: 'Payments key', value: KEY, origin: recorder.origin });
  await expect(vault.secretRow('Payments key')).toContainText(new URL(recorder.origin).host);

  await vault.choose('Payments key', 'Rename…');
  await page.keyboard.type('Payments test key');
  await page.keyboard.press('Enter');
  await expect(vault.secretRow('Payments test key')).toContainText('…a41f');

  await vault.choose('Payments test key', 'Replace the value…');
  await page.keyboard.type('e2e09c02e2e09c02e2e09c02e2e09c02');
  await page.keyboard.press('Enter');
  await expect(vault.secretRow('Payments test key')).toContainText('…9c02');

  await page.getByRole('button', { name: 'Add a destination' }).click();
  await vault.dialog.enter({ ...at(recorder), keys: {} });
  await vault.dialog.root
    .getByRole('combobox', { name: 'Routing key: use one that is there' })
    .selectOption({ label: 'Payments test key …9c02' });
  await vault.dialog.save();
  await vault.dialog.saved();
  await expect(vault.row('recorder')).toContainText('Routing key …9c02');

  await vault.choose('Payments test key', 'Delete…');
  await expect(vault.confirmation).toContainText('recorder cannot send without it.');
  await expect(vault.confirmation).toContainText('from the backup of the last save');
  await vault.confirmation.getByRole('button', { name: 'Delete' }).click();
  await expect(vault.secretRow('Payments test key')).toBeHidden();
  await expect(vault.row('recorder')).toContainText('Routing key missing');
  expect(readdirSync(app.dataDir).filter((name) => name.endsWith('.bak'))).toEqual([]);
});

test('a backup under its own passphrase brings a deleted key back, after showing that it would', async ({
  app,
  recorder,
}) => {
  const { page } = app;
  const vault = vaultPage(page);
  await vault.open();
  await vault.setUp(PASSPHRASE);
  await vault.add(at(recorder));

  await page.getByRole('button', { name: 'Back up…' }).click();
  const backUp = vault.dialogNamed('Back up the vault');
  await field(backUp, 'Its passphrase').fill('another one for the backup');
  await field(backUp, 'Once more').fill('another one for the backup');
  await backUp.getByRole('button', { name: 'Back up', exact: true }).click();
  const done = vault.dialogNamed('Backed up');
  const name = await done.locator('code').innerText();
  const file = path.join(app.dataDir, name);
  expect(readFileSync(file).length).toBeGreaterThan(100);
  expect(filesHolding(app.dataDir, KEY)).toEqual([]);
  await page.keyboard.press('Escape');

  await vault.choose('recorder key', 'Delete…');
  await vault.confirmation.getByRole('button', { name: 'Delete' }).click();
  await expect(vault.secretRow('recorder key')).toBeHidden();

  await page.getByRole('button', { name: 'Restore a backup…' }).click();
  const restore = vault.dialogNamed('Restore a backup');
  const choosing = page.waitForEvent('filechooser');
  await restore.getByRole('button', { name: 'Choose a file…' }).click();
  await (await choosing).setFiles(file);
  await expect(field(restore, 'Its passphrase')).toBeFocused();
  await page.keyboard.type('another one for the backup');
  await page.keyboard.press('Enter');
  const plan = vault.dialogNamed('What the backup would change');
  await expect(plan).toContainText('Would be added (1)');
  await expect(plan).toContainText('recorder key');
  await plan.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(vault.dialogNamed('Restored')).toContainText('Added (1)');
  await page.keyboard.press('Escape');
  await expect(vault.secretRow('recorder key')).toContainText('…a41f');
});

test('after a change of the passphrase only the new one opens the vault', async ({ app }) => {
  const { page } = app;
  const vault = vaultPage(page);
  await vault.open();
  await vault.setUp(PASSPHRASE);
  await expect(vault.panel).toContainText('In use');
  await page.getByRole('button', { name: 'Change the passphrase…' }).click();
  const dialog = vault.dialogNamed('Change the passphrase');
  await field(dialog, 'Passphrase now').fill(PASSPHRASE);
  await field(dialog, 'New passphrase').fill('quite another passphrase');
  await field(dialog, 'Once more').fill('quite another passphrase');
  await dialog.getByRole('button', { name: 'Change it' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Lock now' }).click();
  await vault.unlock(PASSPHRASE);
  await expect(vault.passphrase).toHaveAccessibleDescription(/does not open the vault/);
  await vault.unlock('quite another passphrase');
  await expect(vault.state).toContainText('Unlocked');
});

test('a vault that was changed from outside is not touched, and a new one starts only when that is asked for', async ({
  app,
}) => {
  const { page } = app;
  const vault = vaultPage(page);
  await vault.open();
  await vault.setUp(PASSPHRASE);
  const file = path.join(app.dataDir, 'vault.fdv');
  await app.whileStopped(async () => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 7));
  });
  const cut = readFileSync(file);

  await vault.open();
  await expect(vault.state).toContainText(/Damaged|Changed from outside/);
  await expect(page.getByRole('navigation', { name: 'Main' })).toContainText(
    /Vault: (damaged|changed from outside)/,
  );
  await vault.panel.getByRole('button', { name: 'Try again' }).click();
  await expect(vault.state).toContainText(/Damaged|Changed from outside/);
  expect(readFileSync(file).equals(cut)).toBe(true);

  await vault.panel.getByRole('button', { name: 'Start anew…' }).click();
  await expect(vault.confirmation).toContainText('put aside');
  await vault.confirmation.getByRole('button', { name: 'Cancel' }).click();
  expect(readFileSync(file).equals(cut)).toBe(true);
  await vault.panel.getByRole('button', { name: 'Start anew…' }).click();
  await vault.confirmation.getByRole('button', { name: 'Put the old vault aside' }).click();
  await expect(vault.state).toContainText('Not set up');
  const aside = readdirSync(path.join(app.dataDir, 'quarantine'), { recursive: true }).map(String);
  expect(aside.some((name) => name.includes('vault.fdv'))).toBe(true);
});

function at(recorder: Recorder): NewDestination {
  return {
    provider: 'PagerDuty',
    name: 'recorder',
    url: `${recorder.origin}/v2/enqueue`,
    keys: { 'Routing key': KEY },
  };
}
