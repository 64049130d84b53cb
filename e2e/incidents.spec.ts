import { expectAccessible } from './accessible.ts';
import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { guardDialog } from './pages/guard-dialog.ts';
import { historyPage } from './pages/history-page.ts';
import { incidentsPage } from './pages/incidents-page.ts';
import { vaultPage } from './pages/vault-page.ts';
import { type Recorder, replies } from './recorder.ts';

const KEY = 'e2e09c02e2e09c02e2e09c02e2e09c02';

test('the life of an incident, with the program killed in between: triggered, acknowledged, resolved', async ({
  app,
}) => {
  await composePage(app.page).send('Accepted');
  const first = incidentsPage(app.page);
  await expect(first.link).toHaveAccessibleName('Incidents 1 left open');
  await first.go();
  await expect(first.rowsOpen).toHaveCount(1);
  await expect(first.rowsOpen).toContainText('Open');
  await first.act('Acknowledge').click();
  await expect(first.said).toContainText('Acknowledge accepted.');
  await expect(first.rowsOpen).toContainText('Acknowledged');

  await app.killed();
  const again = incidentsPage(app.page);
  await expect(again.notice).toContainText('One incident is still open from before.');
  await again.notice.getByRole('link', { name: 'Show it' }).click();
  await expect(again.rowsOpen).toContainText('Acknowledged');
  await expect(again.act('Acknowledge')).toBeHidden();
  await again.act('Resolve now').click();
  await expect(again.said).toContainText('Resolve accepted.');
  await expect(again.open).toContainText('Nothing is left open.');
  await expect(again.rowsResolved).toHaveCount(1);
  await expect(again.timeline).toContainText([
    'Trigger accepted',
    'Acknowledge accepted',
    'Resolve accepted',
  ]);
  await expect(again.link).toHaveAccessibleName('Incidents');
  await expect(again.notice).toBeHidden();
});

test('a timer that ran out while nothing ran fires at the next start, and that is said', async ({ app }) => {
  const compose = composePage(app.page);
  await compose.resolvesItself.selectOption('other');
  await compose.resolvesIn.fill('10');
  await compose.form.getByRole('combobox', { name: 'Unit of time' }).selectOption('seconds');
  await compose.send('Accepted');
  await expect(compose.bar.getByRole('link', { name: /^Resolves itself in 0:/ })).toBeVisible();

  await app.killed(() => new Promise((resolve) => setTimeout(resolve, 10_500)));
  const incidents = incidentsPage(app.page);
  await expect(incidents.notice).toContainText(
    'One incident was to resolve itself while Firedrill was not running. That was done at this start.',
  );
  await incidents.notice.getByRole('link', { name: 'Show it' }).click();
  await expect(incidents.rowsResolved).toHaveCount(1);
  await expect(incidents.timeline.last()).toContainText('By the timer.');

  await incidents.notice.getByRole('button', { name: /^Dismiss/ }).click();
  await expect(incidents.notice).toBeHidden();
  await app.page.reload();
  await expect(incidents.rowsResolved).toHaveCount(1);
  await expect(incidents.notice).toBeHidden();
});

test('killed while something was under way: the next start asks for a decision, and leads to it', async ({
  app,
  recorder,
}) => {
  const { compose } = await at(app, recorder, 'Test', 'payments-test');
  recorder.answer(replies.pagerdutyAccepted, 60_000);
  await compose.sendButton.click();
  await recorder.first();
  await app.killed();
  const incidents = incidentsPage(app.page);
  await expect(incidents.notice).toContainText('One send needs a decision');
  await incidents.notice.getByRole('link', { name: 'Show what is unknown' }).click();
  const history = historyPage(app.page);
  await expect(app.page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  await expect(history.rows).toHaveCount(1);
  await expect(history.rows).toContainText('Unknown');
  await incidents.go();
  await expect(incidents.rowsOpen).toContainText('Needs a decision');
});

test('the time at which it resolves itself is set, moved and taken away, and then comes', async ({ app }) => {
  await composePage(app.page).send('Accepted');
  const incidents = incidentsPage(app.page);
  await incidents.go();
  await expect(incidents.timer).toContainText('Stays open until somebody resolves it.');
  await expect(incidents.rowsOpen).toContainText('Stays open until resolved');
  await incidents.timer.getByRole('button', { name: 'In 5 min' }).click();
  await expect(incidents.rowsOpen).toContainText('Resolves itself in 5 min');
  await expect(incidents.timeline.last()).toContainText('Resolve, planned');
  await incidents.timer.getByRole('button', { name: '+15 min' }).click();
  await expect(incidents.rowsOpen).toContainText('Resolves itself in 20 min');
  await incidents.timer.getByRole('button', { name: 'Hold' }).click();
  await expect(incidents.rowsOpen).toContainText('Stays open until resolved');

  await incidents.timer.getByRole('button', { name: 'Other…' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'When does it resolve itself?' });
  await dialog.getByRole('textbox', { name: /^How long/ }).fill('2');
  await dialog.getByRole('combobox', { name: 'Unit of time' }).selectOption('seconds');
  await dialog.getByRole('button', { name: 'Set' }).click();
  await expect(dialog.getByRole('alert')).toContainText('10 seconds at the earliest');
  await dialog.getByRole('textbox', { name: /^How long/ }).fill('10');
  await dialog.getByRole('button', { name: 'Set' }).click();
  await expect(dialog).toBeHidden();
  await expect(incidents.rowsOpen).toContainText(/Resolves itself in \d+ s/);
  await expect(incidents.rowsResolved).toHaveCount(1, { timeout: 20_000 });
  await expect(incidents.timeline.last()).toContainText('By the timer.');
});

test('resolve all ends what is open in the sandbox, vendor by vendor', async ({ app }) => {
  const compose = composePage(app.page);
  for (const vendor of ['PagerDuty', 'BigPanda', 'VictorOps']) {
    await compose.chooseProvider(vendor);
    await compose.send('Accepted');
  }
  const incidents = incidentsPage(app.page);
  await incidents.go();
  await expect(incidents.rowsOpen).toHaveCount(3);
  await incidents.askResolveAll();
  await expect(incidents.resolveAll.getByRole('checkbox')).toHaveAccessibleName('3 incidents in the sandbox');
  await incidents.resolveAll.getByRole('button', { name: 'Resolve 3' }).click();
  await expect(incidents.resolveAll).toContainText('3 of 3 were resolved.');
  await incidents.resolveAll.getByRole('button', { name: 'Close' }).click();
  await expect(incidents.open).toContainText('Nothing is left open.');
  await expect(incidents.rowsResolved).toHaveCount(3);
});

test('the notice of the start resolves all too, and says which one it could not', async ({
  app,
  recorder,
}) => {
  const { compose } = await at(app, recorder, 'Test', 'payments-test');
  await compose.send('Accepted');
  await compose.chooseDestination('sandbox-pagerduty');
  await app.page.getByRole('button', { name: 'New key' }).click();
  await compose.send('Accepted');

  // the key was in memory only, so the test destination has none after this
  await app.restart();
  const incidents = incidentsPage(app.page);
  await expect(incidents.notice).toContainText('2 incidents are still open from before.');
  await incidents.notice.getByRole('button', { name: 'Resolve all…' }).click();
  await incidents.resolveAll.getByRole('button', { name: 'Resolve 2' }).click();
  await expect(incidents.resolveAll).toContainText('1 of 2 were resolved.');
  await expect(incidents.resolveAll.getByRole('list', { name: 'Not resolved' })).toContainText(
    /has no .*key yet/i,
  );
  await incidents.resolveAll.getByRole('button', { name: 'Close' }).click();
  await expect(incidents.notice).toContainText('One incident is still open from before.');
});

test('production: each one behind the guard, also the timer, and resolve all leaves it alone', async ({
  app,
  recorder,
}) => {
  const { compose, guard } = await at(app, recorder, 'Production', 'payments-prod');
  await compose.sendButton.click();
  await guard.typed.fill('payments-prod');
  await guard.hold.uncheck();
  await guard.confirm.click();
  await expect(compose.result).toContainText('Accepted');

  const incidents = incidentsPage(app.page);
  await incidents.go();
  await incidents.timer.getByRole('button', { name: 'In 5 min' }).click();
  const later = app.page.getByRole('alertdialog', { name: 'Send this to production by itself?' });
  await expect(later).toContainText('asks nobody any more');
  await later.getByRole('textbox').fill('payments-prod');
  await later.getByRole('button', { name: 'Set the time' }).click();
  await expect(incidents.rowsOpen).toContainText('Resolves itself in 5 min');

  await incidents.act('Acknowledge').click();
  await expect(guard.root).toContainText('Acknowledges the incident with this key');
  await guard.typed.fill('payments-prod');
  await guard.confirm.click();
  await expect(incidents.detail).toContainText(/Leaves in [1-5] s/);
  await incidents.act('Stop').click();
  await expect(incidents.timeline.nth(1)).toContainText('Acknowledge cancelled');
  expect(recorder.requests).toHaveLength(1);

  await incidents.askResolveAll();
  await expect(incidents.resolveAll).toContainText('1 incident in production, each asked about by itself');
  await expect(incidents.resolveAll.getByRole('button', { name: /^Resolve \d/ })).toBeHidden();
  await incidents.resolveAll.getByRole('button', { name: 'Resolve…' }).click();
  await guard.typed.fill('payments-prod');
  await guard.hold.uncheck();
  await guard.confirm.click();
  await expect(incidents.resolveAll).toContainText('Nothing is left open in the sandbox or in test.');
  await incidents.resolveAll.getByRole('button', { name: 'Cancel' }).click();
  await expect(incidents.rowsResolved).toHaveCount(1);
  expect(recorder.requests).toHaveLength(2);
});

test('an unknown one is cleaned up, and what that means is said before', async ({ app, recorder }) => {
  const { compose } = await at(app, recorder, 'Test', 'payments-test');
  recorder.answer(replies.html);
  await compose.send('Unknown');
  recorder.answer(replies.pagerdutyAccepted);
  const incidents = incidentsPage(app.page);
  await incidents.go();
  await expect(incidents.rowsOpen).toContainText('Needs a decision');
  await expect(incidents.timeline).toContainText('Trigger is unknown');
  await expect(incidents.timeline.getByRole('link', { name: 'Decide what became of it' })).toBeVisible();
  await incidents.act('Clean up…').click();
  await expect(incidents.confirmation).toContainText('if it did not, the resolve has no effect');
  await incidents.confirmation.getByRole('button', { name: 'Clean up' }).click();
  await expect(incidents.said).toContainText('Resolve accepted.');
  await expect(incidents.rowsResolved).toHaveCount(1);
});

test('looked after elsewhere: it leaves the list, nothing is sent, and the history keeps it', async ({
  app,
  recorder,
}) => {
  const { compose } = await at(app, recorder, 'Test', 'payments-test');
  await compose.send('Accepted');
  const incidents = incidentsPage(app.page);
  await incidents.go();
  await incidents.more('Looked after elsewhere…');
  await expect(incidents.confirmation).toContainText('Nothing is sent');
  await incidents.confirmation.getByRole('button', { name: 'It is looked after' }).click();
  await expect(incidents.link).toHaveAccessibleName('Incidents');
  expect(recorder.requests).toHaveLength(1);
  const history = historyPage(app.page);
  await history.open();
  await expect(history.rows).toHaveCount(1);
});

test('from an incident to its sends, and to its opening message as a draft', async ({ app }) => {
  const compose = composePage(app.page);
  await compose.field('Summary').fill('The one that is looked for');
  await compose.send('Accepted');
  await app.page.getByRole('button', { name: 'New key' }).click();
  await compose.field('Summary').fill('Another one');
  await compose.send('Accepted');
  const incidents = incidentsPage(app.page);
  await incidents.go();
  await expect(incidents.rowsOpen).toHaveCount(2);
  await incidents.rowsOpen.filter({ hasText: 'looked for' }).getByRole('link').click();
  await incidents.more('Its sends in History');
  const history = historyPage(app.page);
  await expect(app.page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  await expect(history.rows).toHaveCount(1);
  await expect(history.rows).toContainText('The one that is looked for');
  await app.page.goBack();
  await incidents.more('Open as draft');
  await expect(compose.field('Summary')).toHaveValue('The one that is looked for');
});

test('everything by keyboard', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;
  const compose = composePage(page);
  await compose.send('Accepted');
  await page.getByRole('button', { name: 'New key' }).click();
  await compose.field('Summary').fill('The second');
  await compose.send('Accepted');
  await keyboard.press('ControlOrMeta+3');
  const incidents = incidentsPage(page);
  await expect(incidents.rowsOpen).toHaveCount(2);
  await incidents.rowsOpen.first().getByRole('link').focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(incidents.detail.getByRole('heading', { level: 2 })).not.toHaveText('The second');
  await incidents.act('Acknowledge').focus();
  await keyboard.press('Enter');
  await expect(incidents.said).toContainText('Acknowledge accepted.');
  await incidents.act('Resolve now').focus();
  await keyboard.press('Enter');
  await expect(incidents.rowsResolved).toHaveCount(1);

  await page.getByRole('button', { name: 'Resolve all open…' }).focus();
  await keyboard.press('Enter');
  // the harmless button has the focus
  await expect(incidents.resolveAll.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(incidents.resolveAll).toContainText('1 of 1 were resolved.');
  await keyboard.press('Escape');
  await expect(incidents.resolveAll).toBeHidden();
  await expect(incidents.open).toContainText('Nothing is left open.');
});

test('at 720 pixels the incident is the page, and Escape goes back to the list', async ({ app }) => {
  await composePage(app.page).send('Accepted');
  await app.page.setViewportSize({ width: 720, height: 900 });
  const incidents = incidentsPage(app.page);
  await incidents.go();
  await expect(incidents.detail).toBeHidden();
  await incidents.rowsOpen.first().getByRole('link').click();
  await expect(incidents.detail).toBeFocused();
  await expect(incidents.rowsOpen.first()).toBeHidden();
  expect(await app.page.evaluate(() => document.documentElement.scrollWidth)).toBe(720);
  await app.page.keyboard.press('Escape');
  await expect(incidents.detail).toBeHidden();
  await expect(incidents.rowsOpen.first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no rule of axe is broken, ${colorScheme}`, async ({ app, recorder }) => {
    test.slow();
    await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const incidents = incidentsPage(app.page);
    await incidents.go();
    await expectAccessible(app, 'incidents, empty');
    const { compose } = await at(app, recorder, 'Test', 'payments-test');
    await compose.resolvesItself.selectOption('other');
    await compose.resolvesIn.fill('soon');
    await expectAccessible(app, 'compose, with a time that is none');
    await compose.resolvesItself.selectOption('900');
    await compose.send('Accepted');
    await expectAccessible(app, 'compose, with an incident that resolves itself');
    recorder.answer(replies.html);
    await app.page.getByRole('button', { name: 'New key' }).click();
    await compose.send('Unknown');
    await expectAccessible(app, 'compose, with the three decisions');
    await incidents.go();
    await expect(incidents.rowsOpen).toHaveCount(2);
    await expectAccessible(app, 'incidents, an unknown one');
    await incidents.rowsOpen.nth(1).getByRole('link').click();
    await expectAccessible(app, 'incidents, one with a timer');
    await incidents.timer.getByRole('button', { name: 'Other…' }).click();
    await expectAccessible(app, 'the time at which it resolves itself');
    await app.page.keyboard.press('Escape');
    await incidents.askResolveAll();
    await expectAccessible(app, 'resolve all');
    await app.page.keyboard.press('Escape');
    await app.page.setViewportSize({ width: 720, height: 900 });
    await expectAccessible(app, 'incidents at 720');
    await app.page.setViewportSize({ width: 1280, height: 800 });
    await app.restart();
    await expect(incidentsPage(app.page).notice).toContainText('still open');
    await expectAccessible(app, 'the notice of the start');
  });
}

async function at(app: App, recorder: Recorder, environment: 'Test' | 'Production', name: string) {
  const vault = vaultPage(app.page);
  const compose = composePage(app.page);
  await vault.open();
  await vault.add({
    provider: 'PagerDuty',
    name,
    url: `${recorder.origin}/v2/enqueue`,
    keys: { 'Routing key': KEY },
    environment,
  });
  await compose.open();
  await compose.chooseDestination(name);
  return { compose, guard: guardDialog(app.page) };
}
