import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { guardDialog } from './pages/guard-dialog.ts';
import { historyPage } from './pages/history-page.ts';
import { incidentsPage } from './pages/incidents-page.ts';
import { vaultPage } from './pages/vault-page.ts';
import { type Recorder, replies } from './recorder.ts';

const KEY = 'e2e09c02e2e09c02e2e09c02e2e09c02';
const RESEND = /^Send again with the same key/;

test('an unknown one that arrived is marked so, and can be acknowledged then', async ({ app, recorder }) => {
  const compose = await at(app, recorder);
  recorder.answer(replies.html);
  await compose.send('Unknown');
  recorder.answer(replies.pagerdutyAccepted);
  await expect(compose.next('Resolve')).toBeHidden();
  await compose.next('It arrived').click();
  await expect(compose.result).toContainText('Accepted');
  await expect(compose.result).toContainText('until somebody said');
  await compose.next('Acknowledge').click();
  await expect(compose.next('Acknowledge')).toBeHidden();
  await expect(compose.result).toContainText('Accepted');
  expect(recorder.requests).toHaveLength(2);
});

test('an unknown one that did not arrive is marked so, and nothing is left open', async ({
  app,
  recorder,
}) => {
  const compose = await at(app, recorder);
  recorder.answer(replies.html);
  await compose.send('Unknown');
  const incidents = incidentsPage(app.page);
  await expect(incidents.link).toHaveAccessibleName('Incidents 1 left open');
  await compose.next('It did not').click();
  await expect(compose.result).toContainText('Not sent');
  await expect(incidents.link).toHaveAccessibleName('Incidents');
  expect(recorder.requests).toHaveLength(1);
});

test('sent again with the same key, it is the same request to the byte', async ({ app, recorder }) => {
  const compose = await at(app, recorder);
  recorder.answer(replies.html);
  await compose.send('Unknown');
  recorder.answer(replies.pagerdutyAccepted);
  await compose.next(RESEND).click();
  await expect(compose.result).toContainText('Accepted');
  expect(recorder.requests).toHaveLength(2);
  expect(recorder.requests[1]?.toString()).toBe(recorder.requests[0]?.toString());
  const history = historyPage(app.page);
  await history.open();
  await expect(history.rows).toHaveCount(1);
});

test('in production, sending again goes through the guard, and giving up leaves it unknown', async ({
  app,
  recorder,
}) => {
  const compose = await at(app, recorder, 'Production');
  const guard = guardDialog(app.page);
  recorder.answer(replies.html);
  await compose.sendButton.click();
  await guard.typed.fill('payments');
  await guard.hold.uncheck();
  await guard.confirm.click();
  await expect(compose.result).toContainText('Unknown');
  recorder.answer(replies.pagerdutyAccepted);
  await compose.next(RESEND).click();
  await expect(guard.root).toBeVisible();
  await guard.cancel.click();
  await expect(compose.result).toContainText('Unknown');
  await compose.next(RESEND).click();
  await guard.typed.fill('payments');
  await guard.hold.uncheck();
  await guard.confirm.click();
  await expect(compose.result).toContainText('Accepted');
  expect(recorder.requests).toHaveLength(2);
});

test('what was decided elsewhere shows here too', async ({ app, recorder, host }) => {
  test.skip(host === 'desktop', 'the desktop app has one window');
  const compose = await at(app, recorder);
  recorder.answer(replies.html);
  await compose.send('Unknown');
  const tab = await app.openTab();
  const there = incidentsPage(tab);
  recorder.answer(replies.pagerdutyAccepted);
  await there.go();
  await there.act('Clean up…').click();
  await there.confirmation.getByRole('button', { name: 'Clean up' }).click();
  await expect(there.rowsResolved).toHaveCount(1);
  // the trigger itself is still unknown, and here somebody says that it had arrived
  await compose.next('It arrived').click();
  await expect(compose.result).toContainText('Accepted');
  await expect(there.timeline.first()).toContainText('Trigger accepted');
  await tab.close();
});

test('held back behind an unknown one: the one that blocks is a click away, and a resolve can clean up', async ({
  app,
  recorder,
}) => {
  const compose = await at(app, recorder);
  recorder.answer(replies.html);
  await compose.send('Unknown');
  recorder.answer(replies.pagerdutyAccepted);
  await compose.choice('Action', 'Resolve').check();
  await compose.send('Cancelled');
  await expect(compose.result).toContainText('an earlier message about this incident is unknown');
  await compose.next('Show the unknown one').click();
  await expect(historyPage(app.page).detail).toContainText('Unknown');
  await compose.open();
  await compose.next('Clean up…').click();
  const asked = app.page.getByRole('alertdialog', { name: 'Clean up?' });
  await expect(asked).toContainText('if it did not, the resolve has no effect');
  await asked.getByRole('button', { name: 'Clean up' }).click();
  await expect(compose.result).toContainText('Accepted');
  expect(recorder.requests).toHaveLength(2);
});

test('refused for now, it says when it tries again, and Stop ends it', async ({ app, recorder }) => {
  const compose = await at(app, recorder);
  recorder.answer(replies.tooMany);
  await compose.sendButton.click();
  await expect(compose.bar).toContainText(/Trying again at \d\d:\d\d:\d\d, attempt 2 of 4\./);
  await compose.stop.click();
  await expect(compose.result).toContainText('Cancelled');
  await expect(compose.result).toContainText('PagerDuty has not taken it.');
  await expect(compose.stop).toBeHidden();
  expect(recorder.requests).toHaveLength(1);
});

test('behind a message about the same incident it waits for its turn, and can be stopped there', async ({
  app,
  recorder,
  host,
}) => {
  test.skip(host === 'desktop', 'the desktop app has one window');
  const compose = await at(app, recorder);
  await compose.field('Dedup key').fill('one-incident');
  await expect(app.page.getByRole('banner')).toContainText(/draft saved/i);
  recorder.answer(replies.pagerdutyAccepted, 40_000);
  await compose.sendButton.click();
  const tab = await app.openTab();
  const second = composePage(tab);
  await expect(second.field('Dedup key')).toHaveValue('one-incident');
  await second.sendButton.click();
  await expect(second.bar).toContainText('Waits for its turn');
  await second.stop.click();
  await expect(second.result).toContainText('You stopped it before anything had left.');
  await app.page.keyboard.press('Escape');
  await expect(compose.result).toContainText('Unknown');
  expect(recorder.requests).toHaveLength(1);
  await tab.close();
});

test('stopped on its way it is unknown, and the record that is shown is its own', async ({
  app,
  recorder,
  host,
}) => {
  test.skip(host === 'desktop', 'the desktop app has one window');
  const compose = await at(app, recorder);
  await compose.field('Dedup key').fill('the-first');
  await expect(app.page.getByRole('banner')).toContainText(/draft saved/i);
  const tab = await app.openTab();
  const second = composePage(tab);
  await second.field('Dedup key').fill('the-second');
  recorder.answer(replies.pagerdutyAccepted, 40_000);
  await compose.sendButton.click();
  await recorder.first();
  // newer, to the same destination
  recorder.answer(replies.pagerdutyAccepted);
  await second.send('Accepted');
  await app.page.keyboard.press('Escape');
  await expect(compose.result).toContainText('Unknown');
  await expect(compose.result).toContainText('the-first');
  await tab.close();
});

test('a tab asks before it goes away only while something is on its way', async ({ app, recorder, host }) => {
  test.skip(host === 'desktop', 'the desktop app has one window');
  const compose = await at(app, recorder);
  await compose.field('Summary').fill('Typed and kept');
  await expect(app.page.getByRole('banner')).toContainText(/draft saved/i);
  const tab = await app.openTab();
  const second = composePage(tab);
  const asked: string[] = [];
  tab.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  recorder.answer(replies.pagerdutyAccepted, 6000);
  await second.sendButton.click();
  await recorder.first();
  await tab.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(second.result).toContainText('Accepted');
  const closed = tab.waitForEvent('close');
  await tab.close({ runBeforeUnload: true });
  await closed;
  expect(asked).toEqual(['beforeunload']);
});

test('when it resolves itself is part of the draft, as typed, and blocks the send while it is no time', async ({
  app,
}) => {
  const before = composePage(app.page);
  await expect(before.resolvesItself).toContainText('As sandbox-pagerduty says: never');
  await before.resolvesItself.selectOption('other');
  await before.resolvesIn.fill('soon');
  await before.sendButton.press('Enter');
  await expect(before.resolvesIn).toBeFocused();
  await expect(before.bar).toContainText('Say after how long it resolves itself, as a number.');
  await expect(app.page.getByRole('banner')).toContainText(/draft saved/i);
  await app.restart();
  const after = composePage(app.page);
  await expect(after.resolvesIn).toHaveValue('soon');
  await after.resolvesIn.fill('20');
  await after.send('Accepted');
  await expect(after.bar.getByRole('link', { name: /^Resolves itself in (20:00|19:)/ })).toBeVisible();
  // what opens nothing has nothing to resolve
  await after.choice('Action', 'Resolve').check();
  await expect(after.resolvesItself).toBeHidden();
});

test('the destination’s own time holds unless the alert says otherwise', async ({ app, recorder }) => {
  const compose = await at(app, recorder);
  const vault = vaultPage(app.page);
  await vault.open();
  await app.page.getByRole('button', { name: 'Edit payments' }).click();
  const own = vault.dialog.root.getByRole('combobox', { name: 'Resolves itself' });
  await own.selectOption('other');
  await vault.dialog.root.getByRole('textbox', { name: /^How long/ }).fill('no');
  await vault.dialog.save();
  await expect(vault.dialog.root).toContainText('Say after how long it resolves itself, as a number.');
  await own.selectOption('900');
  await vault.dialog.save();
  await vault.dialog.saved();
  await compose.open();
  await expect(compose.resolvesItself).toContainText('As payments says: after 15 min');
  await compose.send('Accepted');
  await expect(compose.bar.getByRole('link', { name: /^Resolves itself in (15:00|14:)/ })).toBeVisible();
  await app.page.getByRole('button', { name: 'New key' }).click();
  await compose.resolvesItself.selectOption('never');
  await compose.send('Accepted');
  await expect(compose.bar.getByRole('link', { name: /^Resolves itself/ })).toBeHidden();
});

test('the vendor’s limit is shown once more than half of it is used', async ({ app, recorder }) => {
  test.slow();
  const compose = await at(app, recorder);
  const summary = compose.field('Summary');
  for (let sent = 1; sent <= 61; sent++) {
    await summary.press('ControlOrMeta+Enter');
    await expect.poll(() => recorder.requests.length).toBe(sent);
    await expect(compose.sendButton).toBeVisible();
  }
  await expect(compose.bar).toContainText(/6\d of the 120 calls that PagerDuty takes in a minute\./);
});

test('with a history that is not the one of before nothing is sent, and the way to say so is there', async ({
  app,
}) => {
  await composePage(app.page).send('Accepted');
  await app.whileStopped(() => {
    for (const name of readdirSync(app.dataDir)) {
      if (name.startsWith('history.db-')) rmSync(path.join(app.dataDir, name));
      if (name === 'backups') rmSync(path.join(app.dataDir, name), { recursive: true });
    }
    writeFileSync(path.join(app.dataDir, 'history.db'), 'not a database');
    return Promise.resolve();
  });
  const compose = composePage(app.page);
  await compose.sendButton.click();
  await expect(compose.result).toContainText('Not sent');
  await expect(compose.result).toContainText('The history is not the one of before');
  await compose.next('Go to History').click();
  await app.page.getByRole('button', { name: 'I know, go on' }).click();
  await compose.open();
  await compose.send('Accepted');
});

async function at(app: App, recorder: Recorder, environment: 'Test' | 'Production' = 'Test') {
  const vault = vaultPage(app.page);
  const compose = composePage(app.page);
  await vault.open();
  await vault.add({
    provider: 'PagerDuty',
    name: 'payments',
    url: `${recorder.origin}/v2/enqueue`,
    keys: { 'Routing key': KEY },
    environment,
  });
  await compose.open();
  await compose.chooseDestination('payments');
  return compose;
}
