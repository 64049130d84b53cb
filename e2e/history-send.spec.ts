import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keepCopies } from './copied-text.ts';
import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { guardDialog } from './pages/guard-dialog.ts';
import { historyPage } from './pages/history-page.ts';
import { vaultPage } from './pages/vault-page.ts';
import { type Recorder, replies } from './recorder.ts';

const KEY = 'e2e09c02e2e09c02e2e09c02e2e09c02';

test('any two sends are compared, by what they mean', async ({ app }) => {
  const { page } = app;
  const compose = composePage(page);
  await compose.field('Dedup key').fill('e2e-diff');
  await compose.send('Accepted');
  await compose.choice('Severity', 'Warning').check();
  await compose.field('Source').fill('db-eu-west-99');
  await compose.send('Accepted');
  await compose.chooseProvider('VictorOps');
  await compose.send('Accepted');

  const history = historyPage(page);
  await history.open();
  await history.openDetail(1);
  await history.showTab('Diff');
  const others = history.detail.getByRole('list', { name: 'Sends to compare with' }).getByRole('button');
  await expect(others).toHaveCount(1);
  await history.detail.getByRole('radio', { name: 'All' }).check();
  await expect(others).toHaveCount(2);
  await history.detail.getByRole('searchbox', { name: 'Search for a send' }).fill('e2e-diff');
  await expect(others).toHaveCount(1);
  await others.first().click();

  await expect(history.detail).toContainText('2 differences, from the earlier to the later one.');
  const differences = history.detail.getByRole('listitem');
  await expect(differences.nth(0)).toContainText(/Changed.*body\.payload\.source/);
  await expect(differences.nth(0)).toContainText('db-eu-west-99');
  await expect(differences.nth(1)).toContainText(
    /Changed.*body\.payload\.severity.*before: critical.*now: warning/,
  );
  await history.detail.getByRole('radio', { name: 'Answer' }).check();
  await expect(history.detail).toContainText('The two answers say the same.');

  await page.reload();
  await expect(history.detail).toContainText('2 differences');
  await history.detail.getByRole('button', { name: 'Choose another' }).click();
  await history.detail.getByRole('radio', { name: 'All' }).check();
  await others.filter({ hasText: 'sandbox-victorops' }).click();
  await expect(history.detail).toContainText(/Changed.*url/);
});

test('a send is made once more from the history, as a new one', async ({ app }) => {
  const compose = composePage(app.page);
  await compose.field('Summary').fill('Once more, please');
  await compose.send('Accepted');
  const history = historyPage(app.page);
  await history.open();
  await history.openDetail(0);
  const first = app.page.url();
  await history.detail.getByRole('button', { name: 'Send again' }).click();
  await expect(history.rows).toHaveCount(2);
  await expect(app.page).not.toHaveURL(first);
  await expect(history.detail.getByRole('heading', { level: 2 })).toHaveText('Once more, please');
  await expect(history.rows.first()).toHaveAttribute('aria-selected', 'true');
});

test('to production it goes through the guard, and can be stopped while it is held', async ({
  app,
  recorder,
}) => {
  const { page } = app;
  const guard = guardDialog(page);
  const compose = await atDestination(app, recorder, 'payments-prod', 'Production');
  await compose.sendButton.click();
  await guard.typed.fill('payments-prod');
  await guard.hold.uncheck();
  await guard.confirm.click();
  await expect(compose.result).toContainText('Accepted');

  const history = historyPage(page);
  await history.open();
  await history.openDetail(0);
  const again = history.detail.getByRole('button', { name: 'Send again…' });
  await again.click();
  await page.keyboard.press('Escape');
  await expect(guard.root).toBeHidden();
  await expect(history.detail).toBeVisible();
  expect(recorder.requests).toHaveLength(1);

  await again.click();
  await guard.typed.fill('payments-prod');
  await guard.confirm.click();
  const stop = history.detail.getByRole('button', { name: /^Stop · leaves in \d s$/ });
  await expect(stop).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(stop).toBeHidden();
  await expect(history.detail).toBeVisible();
  await expect(history.detail.getByRole('alert')).toContainText('You stopped it.');
  expect(recorder.requests).toHaveLength(1);
  await expect(page.getByRole('button', { name: '1 newer' })).toBeVisible();

  await again.click();
  await guard.typed.fill('payments-prod');
  await guard.hold.uncheck();
  await guard.confirm.click();
  await expect.poll(() => recorder.requests.length).toBe(2);
  await expect(history.rows).toHaveCount(3);
  await expect(history.rows.nth(1)).toContainText('Cancelled');
});

test('of what is unknown a person says that it arrived, or that it did not', async ({ app, recorder }) => {
  const compose = await atDestination(app, recorder, 'behind-the-proxy');
  recorder.answer(replies.html);
  for (const key of ['e2e-arrived', 'e2e-did-not']) {
    await compose.field('Dedup key').fill(key);
    await compose.send('Unknown');
  }
  const history = historyPage(app.page);
  await history.open();
  await history.filterBy('Outcome', 'Unknown');
  await expect(history.rows).toHaveCount(2);
  await history.openDetail(1);
  await expect(history.detail).toContainText('Needs your decision');
  await history.detail.getByRole('button', { name: 'It arrived' }).click();
  await expect(history.detail).toContainText('Marked as arrived');
  await expect(history.detail.getByRole('button', { name: 'It arrived' })).toBeHidden();
  await expect(history.rows).toHaveCount(1);
  await history.openDetail(0);
  await history.detail.getByRole('button', { name: 'It did not' }).click();
  await expect(history.detail).toContainText('Marked as not arrived');
  await expect(app.page.getByText('Nothing in the history matches: Unknown.')).toBeVisible();
  await app.page.getByRole('button', { name: 'Show everything' }).click();
  await expect(history.rows.nth(0)).toContainText('Not sent');
  await expect(history.rows.nth(1)).toContainText('Accepted');
  expect(recorder.requests).toHaveLength(2);
});

test('what is unknown is sent once more with the same key and the same bytes', async ({ app, recorder }) => {
  const compose = await atDestination(app, recorder, 'behind-the-proxy');
  recorder.answer(replies.html);
  await compose.field('Dedup key').fill('e2e-same-bytes');
  await compose.send('Unknown');
  recorder.answer(replies.pagerdutyAccepted);
  const history = historyPage(app.page);
  await history.open();
  await history.openDetail(0);
  await history.detail.getByRole('button', { name: 'Send again with the same key' }).click();
  await expect.poll(() => recorder.requests.length).toBe(2);
  await expect(history.detail.getByRole('button', { name: 'Send again', exact: true })).toBeVisible();
  const [first, second] = recorder.requests.map((request) => request.toString().split('\r\n\r\n')[1]);
  expect(second).toBe(first);
  expect(second).toContain('e2e-same-bytes');
});

test('one that waits for another attempt is cancelled', async ({ app, recorder }) => {
  const { page } = app;
  const compose = await atDestination(app, recorder, 'busy');
  recorder.answer(
    'HTTP/1.1 429 Too Many Requests\r\nretry-after: 120\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
  );
  await compose.sendButton.click();
  await recorder.first();
  const history = historyPage(page);
  await history.open();
  await expect(history.rows.first()).toContainText('Trying again');
  await history.openDetail(0);
  await expect(history.detail).toContainText('Attempt 2 is next');
  await history.detail.getByRole('button', { name: 'Cancel this send' }).click();
  await expect(history.rows.first()).toContainText('Cancelled');
  await expect(history.detail.getByRole('button', { name: 'Cancel this send' })).toBeHidden();
  expect(recorder.requests).toHaveLength(1);
});

test('the incident of a send shows all that was sent about it', async ({ app }) => {
  const { page } = app;
  const compose = composePage(page);
  await compose.field('Dedup key').fill('e2e-incident');
  await compose.send('Accepted');
  await compose.next('Acknowledge').click();
  await expect(compose.next('Acknowledge')).toBeHidden();
  await compose.next('Resolve').click();
  await expect(compose.next('Resolve')).toBeHidden();
  await compose.field('Dedup key').fill('e2e-another');
  await compose.send('Accepted');

  const history = historyPage(page);
  await history.open();
  await expect(history.rows).toHaveCount(4);
  await history.openDetail(1);
  await history.showTab('Incident');
  const steps = history.detail.getByRole('list', { name: 'What was sent, the oldest first' });
  await expect(steps.getByRole('listitem')).toHaveCount(3);
  await expect(history.detail).toContainText('Resolved');
  await history.detail.getByRole('button', { name: 'Show in the list' }).click();
  await expect(history.rows).toHaveCount(3);
  await steps.getByRole('link').first().click();
  await expect(history.rows).toHaveCount(3);
  await expect(history.rows.nth(2)).toHaveAttribute('aria-selected', 'true');
  await history.filters.getByRole('button', { name: /^Key: e2e-incident/ }).click();
  await history.filters.getByRole('button', { name: 'Clear' }).click();
  await expect(history.rows).toHaveCount(4);
});

test('a send is copied as a command and as JSON, with its key left out', async ({ app }) => {
  const { page } = app;
  await composePage(page).send('Accepted');
  const history = historyPage(page);
  await history.open();
  await history.openDetail(0);
  const copied = await keepCopies(page);
  const copyAs = async (form: string) => {
    await history.detail.getByRole('button', { name: 'Copy…' }).click();
    await page.getByRole('menuitem', { name: form, exact: true }).click();
    await expect(history.detail.getByRole('status').filter({ hasText: `Copied as ${form}` })).toHaveCount(1);
    return copied();
  };
  expect(await copyAs('cURL')).toMatch(/^curl [^]*\$\{FIREDRILL_SECRET_/);
  const json = await copyAs('JSON');
  expect(JSON.parse(json)).toMatchObject({ event_action: 'trigger' });
  expect(json).toMatch(/"routing_key": "«secret:/);
});

test('a history that is not the one of before has to be accepted before anything is sent', async ({
  app,
}) => {
  await composePage(app.page).send('Accepted');
  await app.whileStopped(() => {
    for (const name of readdirSync(app.dataDir).filter((name) => name.startsWith('history.db'))) {
      writeFileSync(path.join(app.dataDir, name), 'this is no database');
    }
    return Promise.resolve();
  });
  const history = historyPage(app.page);
  const compose = composePage(app.page);
  await compose.sendButton.click();
  await expect(compose.result).toContainText('The history is not the one of before');
  await history.open();
  await expect(app.page.getByText('Until you say that you know, nothing is sent.').first()).toBeVisible();
  await app.page.getByRole('main').getByRole('button', { name: 'I know, go on' }).click();
  await expect(app.page.getByRole('main').getByRole('button', { name: 'I know, go on' })).toBeHidden();
  await compose.open();
  await compose.send('Accepted');
});

/** Compose, pointed at the recorder. */
async function atDestination(
  { page }: App,
  recorder: Recorder,
  name: string,
  environment: 'Test' | 'Production' = 'Test',
) {
  const vault = vaultPage(page);
  await vault.open();
  await vault.add({
    provider: 'PagerDuty',
    name,
    url: `${recorder.origin}/v2/enqueue`,
    keys: { 'Routing key': KEY },
    environment,
  });
  const compose = composePage(page);
  await compose.open();
  await compose.chooseProvider('PagerDuty');
  await compose.chooseDestination(name);
  return compose;
}
