import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { historyPage } from './pages/history-page.ts';
import { vaultPage } from './pages/vault-page.ts';
import { closedPort, replies } from './recorder.ts';

const KEY = 'e2e0a41fe2e0a41fe2e0a41fe2e0a41f';

test('JSON that is none: said under the field and in the checks, nothing is sent', async ({ app }) => {
  const compose = composePage(app.page);
  const details = compose.field('Custom details');
  await compose.editJsonAsText('Custom details');
  await details.fill('{"mount": "/var", }');
  await details.blur();

  await expect(details).toHaveAttribute('aria-invalid', 'true');
  await expect(details).toHaveAccessibleDescription(/line 1|column|JSON|expected/i);
  await expect(compose.checks.getByRole('listitem').first()).toBeVisible();
  await expectBlocked(app);
  await expect(details).toHaveValue('{"mount": "/var", }');
  await expect(details).toBeFocused();

  await details.fill('{"mount": "/var"}');
  await compose.send('Accepted');
});

test('a summary of 1,025 characters is one too many, however many bytes they have', async ({ app }) => {
  const compose = composePage(app.page);
  const summary = compose.field('Summary');
  await summary.fill('🔥'.repeat(1025));
  await summary.blur();

  const words = 'Summary has 1,025 characters; PagerDuty allows 1,024.';
  await expect(summary).toHaveAccessibleDescription(new RegExp(words));
  await expect(compose.checks).toContainText(words);
  await expectBlocked(app);
  await expect(summary).toHaveValue('🔥'.repeat(1025));

  await summary.fill('🔥'.repeat(1024));
  await compose.send('Accepted');
});

test('a severity that PagerDuty does not know: the words say so, and one click puts it right', async ({
  app,
}) => {
  const compose = composePage(app.page);
  await compose.choice('Severity', 'Other…').check();
  const typed = compose.field('Severity, another value');
  await typed.fill('warn');
  await typed.blur();

  await expect(compose.form).toContainText('"warn" is no severity');
  await expect(compose.checks).toContainText('"warn" is no severity');
  await expectBlocked(app);
  await expect(typed).toHaveValue('warn');

  await compose.checks.getByRole('button', { name: 'Use warning' }).click();
  await expect(compose.choice('Severity', 'Warning')).toBeChecked();
  await compose.send('Accepted');
});

test('InfluxDB’s "ok" is offered as what Flux makes of it: a resolve', async ({ app }) => {
  const compose = composePage(app.page);
  await compose.field('Dedup key').fill('e2e-ok');
  await compose.choice('Severity', 'Other…').check();
  await compose.field('Severity, another value').fill('ok');
  await compose.checks.getByRole('button', { name: /^Resolve/ }).click();
  await expect(compose.choice('Action', 'Resolve')).toBeChecked();
  await expect(compose.choice('Severity', 'Info')).toBeChecked();
});

test('an address that is not https is refused where it is typed, loopback excepted', async ({ app }) => {
  const vault = vaultPage(app.page);
  const { dialog } = vault;
  await vault.open();
  await app.page.getByRole('button', { name: 'Add a destination' }).click();
  await dialog.enter({
    provider: 'PagerDuty',
    name: 'plain',
    url: 'http://events.example.net/v2/enqueue',
    keys: { 'Routing key': KEY },
  });
  await dialog.save();
  await expect(dialog.address).toHaveAccessibleDescription(/Use https; http is only for 127\.0\.0\.1\./);
  await expect(dialog.address).toHaveValue('http://events.example.net/v2/enqueue');
  await expect(dialog.root.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('plain');
  await expect(dialog.root.getByLabel('Routing key', { exact: true })).toHaveValue(KEY);

  await dialog.address.fill('events.example.net');
  await dialog.save();
  await expect(dialog.address).toHaveAccessibleDescription(/This is not an address\./);

  await dialog.address.fill('http://127.0.0.1:9/v2/enqueue');
  await dialog.save();
  await dialog.saved();
  await expect(vault.row('plain')).toBeVisible();
});

test('a host that refuses: not sent, and the history says that nothing left', async ({ app }) => {
  const compose = await destinationAt(app, `http://127.0.0.1:${await closedPort()}/v2/enqueue`);
  await compose.field('Summary').fill('To nobody');
  await compose.send('Not sent');
  await expect(compose.result).toContainText('refused the connection. Nothing left this computer.');
  await expect(compose.field('Summary')).toHaveValue('To nobody');
  await expectInHistory(app, 'Not sent', /Nothing left this computer/);
});

test('a host that does not exist: not sent, and the history says why', async ({ app }) => {
  const compose = await destinationAt(app, 'https://events.nowhere.invalid/v2/enqueue');
  await compose.sendButton.click();
  await expect(compose.result).toContainText('Not sent', { timeout: 30_000 });
  await expect(compose.result).toContainText('events.nowhere.invalid could not be');
  await expectInHistory(app, 'Not sent', /Nothing left this computer/);
});

test('a server that answers with a web page: unknown, with the page kept as it came', async ({
  app,
  recorder,
}) => {
  recorder.answer(replies.html);
  const compose = await destinationAt(app, `${recorder.origin}/v2/enqueue`);
  await compose.field('Summary').fill('To a proxy');
  await compose.send('Unknown');
  await expect(compose.result).toContainText('200');
  await expect(compose.result).toContainText('not one that PagerDuty gives');
  await expect(compose.field('Summary')).toHaveValue('To a proxy');

  await expectInHistory(app, 'Unknown', /may or may not have it/);
  const history = historyPage(app.page);
  await history.showTab('Answer');
  await expect(history.detail).toContainText('<h1>Company proxy</h1>');
  await expect(history.detail).not.toContainText(KEY);
});

/** Send says why it is blocked, does nothing when pressed, and nothing comes into the history. */
async function expectBlocked(app: App) {
  const compose = composePage(app.page);
  await expect(compose.sendButton).toHaveAttribute('aria-disabled', 'true');
  // pressing it leads to the first problem
  await compose.sendButton.click({ force: true });
  await expect(compose.result).not.toContainText(/Accepted|Not sent|Unknown/);
  expect(await app.page.evaluate(() => location.hash)).not.toContain('history');
}

async function destinationAt(app: App, url: string) {
  const vault = vaultPage(app.page);
  const compose = composePage(app.page);
  await vault.open();
  await vault.add({ provider: 'PagerDuty', name: 'elsewhere', url, keys: { 'Routing key': KEY } });
  await compose.open();
  await compose.chooseDestination('elsewhere');
  return compose;
}

async function expectInHistory(app: App, word: string, means: RegExp) {
  const history = historyPage(app.page);
  await history.open();
  await expect(history.rows).toHaveCount(1);
  await expect(history.rows.first()).toContainText(word);
  await expect(history.rows.first()).toContainText('elsewhere');
  await history.openDetail(0);
  await expect(history.detail).toContainText(means);
}
