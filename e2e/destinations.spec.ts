import { readFileSync } from 'node:fs';
import { keepCopies } from './copied-text.ts';
import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { type NewDestination, vaultPage } from './pages/vault-page.ts';
import { type Recorder, replies } from './recorder.ts';

const KEY = 'e2e0a41fe2e0a41fe2e0a41fe2e0a41f';

test('a duplicate has the same address, environment and key, under another name', async ({
  app,
  recorder,
}) => {
  const vault = vaultPage(app.page);
  await vault.open();
  await vault.add({ ...named('payments', recorder), environment: 'Production' });
  await vault.choose('payments', 'Duplicate');
  const copy = vault.row('payments copy');
  await expect(copy).toContainText('Production');
  await expect(copy).toContainText('Routing key …a41f');
  await expect(app.page.getByRole('button', { name: 'More for payments copy', exact: true })).toBeFocused();
  await expect(vault.secretRow('payments key')).toContainText('2');
});

test('the order is changed with the keyboard, and stays', async ({ app, recorder }) => {
  const { page } = app;
  const vault = vaultPage(page);
  await vault.open();
  for (const name of ['first', 'second', 'third']) await vault.add(named(name, recorder));
  const own = async () => (await vault.names()).filter((name) => !name.startsWith('sandbox-'));
  expect(await own()).toEqual(['first', 'second', 'third']);

  const more = page.getByRole('button', { name: 'More for third', exact: true });
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Move down' })).toBeDisabled();
  await page.getByRole('menuitem', { name: 'Move up' }).press('Enter');
  await expect.poll(own).toEqual(['first', 'third', 'second']);
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Move up' }).press('Enter');
  await expect.poll(own).toEqual(['third', 'first', 'second']);
  await expect(vault.table.getByText('third is number 1 of 3.')).toHaveCount(1);

  await page.reload();
  await expect.poll(own).toEqual(['third', 'first', 'second']);
});

test('deleting asks first, and leaves the key', async ({ app, recorder }) => {
  const vault = vaultPage(app.page);
  await vault.open();
  await vault.add(named('payments', recorder));
  await vault.choose('payments', 'Delete…');
  await expect(vault.confirmation.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await vault.confirmation.getByRole('button', { name: 'Delete' }).click();
  await expect(vault.row('payments')).toBeHidden();
  await expect(vault.secretRow('payments key')).toBeVisible();
});

test('checking a key says what is sent first, and never that the key is right', async ({ app, recorder }) => {
  const vault = vaultPage(app.page);
  await vault.open();
  await vault.add({ ...named('payments', recorder), environment: 'Production' });
  await vault.choose('payments', 'Check the key…');
  const dialog = vault.dialogNamed('Check the key of payments');
  await expect(dialog).toContainText('A resolve for a key that was never open.');
  expect(recorder.requests).toHaveLength(0);
  await dialog.getByRole('button', { name: 'Send the check' }).click();
  await expect(dialog.getByRole('status')).toContainText('Not refused.');
  await expect(dialog.getByRole('status')).toContainText('did not say that the key is right');
  expect(recorder.requests).toHaveLength(1);
  const sent = recorder.requests[0]?.toString('utf8') ?? '';
  expect(sent).toContain('"event_action":"resolve"');
  expect(sent).toContain(KEY);

  recorder.answer(replies.html);
  await dialog.getByRole('button', { name: 'Check again' }).click();
  await expect(dialog.getByRole('status')).toContainText('Unknown.');
});

test('an export has no key in it, and comes back unchanged', async ({ app, recorder, host }) => {
  const { page } = app;
  const vault = vaultPage(page);
  await vault.open();
  await vault.add({ ...named('payments', recorder), environment: 'Production' });
  await vault.choose('destinations', 'Export…');
  const exporting = vault.dialogNamed('Export destinations');
  const copied = await keepCopies(page);
  await exporting.getByRole('button', { name: 'Copy' }).click();
  const text = await copied();
  expect(text).not.toContain(KEY);
  expect(text).not.toContain('sandbox-');
  expect(JSON.parse(text)).toMatchObject({
    firedrill: 'destinations/1',
    destinations: [{ name: 'payments', environment: 'production' }],
  });
  if (host === 'web') {
    const downloading = page.waitForEvent('download');
    await exporting.getByRole('button', { name: /^Download / }).click();
    expect(readFileSync(await (await downloading).path(), 'utf8')).toBe(text);
  }
  await page.keyboard.press('Escape');

  await vault.choose('destinations', 'Import…');
  await chooseFile(vault, text);
  await expect(vault.dialogNamed('Import destinations')).toContainText('There is nothing to import.');
});

test('an import shows what it does; one that points elsewhere loses its key', async ({ app, recorder }) => {
  const { page } = app;
  const vault = vaultPage(page);
  const compose = composePage(page);
  await vault.open();
  await vault.add(named('payments', recorder));
  await vault.add(named('stays', recorder));
  const to = (name: string, url: string) => ({
    name,
    provider: 'pagerduty',
    environment: 'test',
    url,
    settings: {},
  });
  const file = {
    firedrill: 'destinations/1',
    destinations: [
      to('payments', 'https://collector.example.net/v2/enqueue'),
      to('stays', `${recorder.origin}/v2/enqueue`),
      to('from-a-colleague', 'https://events.pagerduty.com/v2/enqueue'),
    ],
  };
  await vault.choose('destinations', 'Import…');
  await chooseFile(vault, JSON.stringify(file));
  const importing = vault.dialogNamed('Import destinations');
  const line = (name: string) => importing.getByRole('row').filter({ hasText: name });
  await expect(line('payments')).toContainText('is replaced');
  await expect(line('payments')).toContainText('loses its keys');
  await expect(line('stays')).toContainText('is the same');
  await expect(line('from-a-colleague')).toContainText('is added');

  await importing.getByRole('button', { name: 'Import 2 destinations' }).click();
  await expect(vault.dialogNamed('Imported')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(vault.row('payments')).toContainText('Routing key missing');
  await expect(vault.row('payments')).toContainText('collector.example.net');
  await expect(vault.row('stays')).toContainText('Routing key …a41f');

  await compose.open();
  await compose.chooseDestination('payments');
  await compose.sendButton.click({ force: true });
  await expect(compose.bar).toContainText('payments has no Routing key yet.');
  expect(recorder.requests).toHaveLength(0);
});

test('a file that is none of ours changes nothing, and says why', async ({ app }) => {
  const vault = vaultPage(app.page);
  await vault.open();
  await vault.choose('destinations', 'Import…');
  await chooseFile(vault, '{"firedrill": "destinations/1", "destinations": [{"name": "x"}]}');
  const importing = vault.dialogNamed('Import destinations');
  await expect(importing.getByRole('alert')).toContainText('Nothing was changed.');
  await expect(importing.getByRole('button', { name: /^Import / })).toBeHidden();
});

async function chooseFile(vault: ReturnType<typeof vaultPage>, text: string) {
  const dialog = vault.dialogNamed('Import destinations');
  const choosing = dialog.page().waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await choosing).setFiles({
    name: 'destinations.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
}

function named(name: string, recorder: Recorder): NewDestination {
  return {
    provider: 'PagerDuty',
    name,
    url: `${recorder.origin}/v2/enqueue`,
    keys: { 'Routing key': KEY },
  };
}
