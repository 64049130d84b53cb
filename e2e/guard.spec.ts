import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { guardDialog } from './pages/guard-dialog.ts';
import { historyPage } from './pages/history-page.ts';
import { vaultPage } from './pages/vault-page.ts';
import type { Recorder } from './recorder.ts';

const KEY = 'e2e09c02e2e09c02e2e09c02e2e09c02';
const NAME = 'payments-prod';

test('the name has to be typed, and Escape gives up', async ({ app, recorder }) => {
  const { compose, guard } = await atProduction(app, recorder);
  await compose.sendButton.click();
  await expect(guard.typed).toBeFocused();
  await expect(guard.root).toContainText('A page cannot be taken back.');
  await expect(guard.root).toContainText(`${recorder.origin}/v2/enqueue`);
  await expect(guard.root).toContainText('Critical');
  await expect(guard.hold).toBeChecked();
  await expect(guard.remember).not.toBeChecked();
  await expect(guard.confirm).toBeDisabled();
  await guard.typed.fill('payments-pro');
  await expect(guard.confirm).toBeDisabled();
  await app.page.keyboard.press('Enter');
  await app.page.keyboard.press('ControlOrMeta+Enter');
  await expect(guard.root).toBeVisible();
  await guard.typed.fill(NAME);
  await expect(guard.confirm).toBeEnabled();
  await app.page.keyboard.press('Enter');
  await app.page.keyboard.press('ControlOrMeta+Enter');
  await expect(guard.root).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(guard.root).toBeHidden();
  await expect(compose.sendButton).toBeFocused();
  expect(recorder.requests).toHaveLength(0);
});

test('held for 5 seconds, and stopped in that time: cancelled, and nothing arrived', async ({
  app,
  recorder,
}) => {
  const { compose, guard } = await atProduction(app, recorder);
  await compose.sendButton.click();
  await guard.typed.fill(NAME);
  await guard.confirm.click();
  await expect(guard.root).toBeHidden();
  await expect(compose.bar).toContainText(/Leaves in [1-5] s/);
  await expect(compose.stop).toBeFocused();
  await expect(compose.bar).toContainText('Leaves in 3 s');
  await app.page.keyboard.press('Escape');
  await expect(compose.result).toContainText('Cancelled');
  await expect(compose.result).toContainText(
    /You stopped it [23] s before it would have left\. Nothing was sent\./,
  );
  // longer than it would have been held
  await app.page.waitForTimeout(4000);
  expect(recorder.requests).toHaveLength(0);
  const history = historyPage(app.page);
  await history.open();
  await expect(history.rows.first()).toContainText('Cancelled');
});

test('the Stop button stops it too', async ({ app, recorder }) => {
  const { compose, guard } = await atProduction(app, recorder);
  await compose.sendButton.click();
  await guard.typed.fill(NAME);
  await guard.confirm.click();
  await compose.stop.click();
  await expect(compose.result).toContainText('Cancelled');
  await expect(compose.stop).toBeHidden();
  expect(recorder.requests).toHaveLength(0);
});

test('held and not stopped, it leaves after 5 seconds', async ({ app, recorder }) => {
  const { compose, guard } = await atProduction(app, recorder);
  await compose.sendButton.click();
  await guard.typed.fill(NAME);
  const confirmed = Date.now();
  await guard.confirm.click();
  await recorder.first();
  expect(Date.now() - confirmed).toBeGreaterThan(4900);
  await expect(compose.result).toContainText('Accepted');
  expect(recorder.requests).toHaveLength(1);
});

test('without the hold it leaves at once; remembered, the second is not asked about', async ({
  app,
  recorder,
}) => {
  const { compose, guard } = await atProduction(app, recorder);
  await compose.sendButton.click();
  await guard.typed.fill(NAME);
  await guard.hold.uncheck();
  await guard.remember.check();
  await guard.confirm.click();
  await expect(compose.result).toContainText('Accepted');
  await expect(compose.bar).toContainText(/Not asked again until \d\d:\d\d/);
  await compose.next('Resolve').click();
  await expect(compose.next('Resolve')).toBeHidden();
  await expect(compose.result).toContainText('Accepted');
  await expect(guard.root).toBeHidden();
  expect(recorder.requests).toHaveLength(2);

  await app.page.reload();
  await compose.sendButton.click();
  await expect(guard.root).toBeVisible();
});

test('what the engine no longer remembers is asked about again, and nothing is sent before', async ({
  app,
  recorder,
}) => {
  const { compose, guard } = await atProduction(app, recorder);
  await compose.sendButton.click();
  await guard.typed.fill(NAME);
  await guard.hold.uncheck();
  await guard.remember.check();
  await guard.confirm.click();
  await expect(compose.result).toContainText('Accepted');

  // another address is another destination to the engine, which the window does not know
  const vault = vaultPage(app.page);
  await vault.open();
  await app.page.getByRole('button', { name: `Edit ${NAME}` }).click();
  await vault.dialog.address.fill(`${recorder.origin}/v2/elsewhere`);
  await vault.dialog.save();
  await vault.dialog.saved();
  await compose.open();
  await compose.sendButton.click();
  await expect(guard.root).toContainText(`${recorder.origin}/v2/elsewhere`);
  expect(recorder.requests).toHaveLength(1);
});

test('Ctrl+Enter never sends to production, remembered or not', async ({ app, recorder }) => {
  const { compose, guard } = await atProduction(app, recorder);
  const summary = compose.field('Summary');
  await summary.press('ControlOrMeta+Enter');
  await expect(
    app.page.getByRole('alert').filter({ hasText: 'No shortcut sends to production' }),
  ).toHaveCount(1);
  await expect(guard.root).toBeHidden();
  await compose.sendButton.click();
  await guard.typed.fill(NAME);
  await guard.hold.uncheck();
  await guard.remember.check();
  await guard.confirm.click();
  await expect(compose.result).toContainText('Accepted');
  await summary.press('ControlOrMeta+Enter');
  await app.page.waitForTimeout(500);
  expect(recorder.requests).toHaveLength(1);
});

async function atProduction(app: App, recorder: Recorder) {
  const vault = vaultPage(app.page);
  const compose = composePage(app.page);
  await vault.open();
  await vault.add({
    provider: 'PagerDuty',
    name: NAME,
    url: `${recorder.origin}/v2/enqueue`,
    keys: { 'Routing key': KEY },
    environment: 'Production',
  });
  await compose.open();
  await compose.chooseDestination(NAME);
  return { compose, guard: guardDialog(app.page) };
}
