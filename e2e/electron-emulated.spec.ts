import { expect, test } from './emulator/fixture.ts';
import { composePage } from './pages/compose-page.ts';
import { field } from './pages/field.ts';
import { historyPage } from './pages/history-page.ts';
import { vaultPage } from './pages/vault-page.ts';

test('the main job over the real main and preload bundles', async ({ desktop }) => {
  const compose = composePage(desktop.page);
  await compose.send('Accepted');
  await expect(compose.result).toContainText('202');
  await compose.next('Resolve').click();
  await expect(compose.next('Resolve')).toBeHidden();
  const history = historyPage(desktop.page);
  await history.open();
  await expect(history.rows).toHaveCount(2);
  await history.openDetail(0);
  await history.showTab('Answer');
  await expect(history.detail).toContainText('Event processed');
});

test('live updates come through the port: a new destination is there at once', async ({ desktop }) => {
  const vault = vaultPage(desktop.page);
  await vault.open();
  await vault.add({
    provider: 'VictorOps',
    name: 'over-the-port',
    url: 'https://alert.example.net/integrations/generic/20131114/alert',
    keys: { 'API key': '558e7ebc-1f2e-4d2c-8f0a-e2e0000008c4' },
  });
  const compose = composePage(desktop.page);
  await compose.open();
  await compose.chooseProvider('VictorOps');
  await compose.chooseDestination('over-the-port');
});

test('the keyring of the computer keeps the keys, and a passphrase can be added to it and taken away', async ({
  desktop,
}) => {
  const { page } = desktop;
  const vault = vaultPage(page);
  await vault.open();
  await expect(vault.panel.getByRole('checkbox', { name: /keyring, when you log in/ })).toBeChecked();
  await expect(vault.passphrase).toBeHidden();
  await vault.panel.getByRole('button', { name: 'Set up the vault' }).click();
  await expect(vault.state).toContainText('Unlocked');
  const ways = vault.panel.getByRole('listitem');
  await expect(ways).toHaveCount(1);
  await expect(ways.first()).toContainText('keyring');
  await expect(ways.first()).toContainText('In use');

  await page.getByRole('button', { name: 'Add a passphrase' }).click();
  const adding = vault.dialogNamed('Add a passphrase');
  await field(adding, 'New passphrase').fill('tin whistle harbour sixpence');
  await field(adding, 'Once more').fill('tin whistle harbour sixpence');
  await adding.getByRole('button', { name: 'Add it' }).click();
  await expect(ways).toHaveCount(2);
  await expect(vault.panel).toContainText('Opened by either of these');

  await page.getByRole('button', { name: 'Remove: Passphrase…' }).click();
  await vault.dialogNamed('Remove the passphrase?').getByRole('button', { name: 'Remove it' }).click();
  await expect(ways).toHaveCount(1);
  await expect(vault.state).toContainText('Unlocked');
});

test('the window is sandboxed, and the page gets one frozen word and nothing of Node or Electron', async ({
  desktop,
}) => {
  expect(desktop.url).toBe('firedrill://ui/index.html');
  expect(desktop.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  const seen = await desktop.page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>;
    return {
      bridge: world['firedrill'],
      frozen: Object.isFrozen(world['firedrill']),
      surplus: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'relayConnect'].filter(
        (name) => name in world,
      ),
    };
  });
  expect(seen).toEqual({ bridge: { host: 'electron' }, frozen: true, surplus: [] });
});
