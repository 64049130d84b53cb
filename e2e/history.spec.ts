import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { historyPage } from './pages/history-page.ts';
import { vendors } from './sample-alerts.ts';

test('an empty history says what to do next', async ({ app }) => {
  await historyPage(app.page).open();
  await expect(app.page.getByText('Nothing was sent yet.')).toBeVisible();
  await app.page.getByRole('button', { name: 'Go to Compose' }).click();
  await expect(composePage(app.page).form).toBeVisible();
});

test('every send is a row, newest first, and stays one after a restart', async ({ app }) => {
  const compose = composePage(app.page);
  for (const vendor of vendors) {
    await compose.chooseProvider(vendor.name);
    await compose.field(vendor.title).fill(`Sent to ${vendor.name}`);
    await compose.send('Accepted');
    await expect(compose.result).toContainText(vendor.accepted.status);
  }
  const expectRows = async () => {
    const history = historyPage(app.page);
    await history.open();
    await expect(history.rows).toHaveCount(3);
    for (const [index, vendor] of vendors.toReversed().entries()) {
      const row = history.rows.nth(index);
      await expect(row).toContainText('Accepted');
      await expect(row).toContainText(vendor.sandbox);
      await expect(row).toContainText(vendor.accepted.status);
      await expect(row).toContainText(`Sent to ${vendor.name}`);
    }
  };
  await expectRows();
  await app.restart();
  await expectRows();
});

test('the detail has the request with its key masked, the vendor’s answer, and how it went', async ({
  app,
}) => {
  const compose = composePage(app.page);
  const history = historyPage(app.page);
  await compose.field('Dedup key').fill('e2e-detail');
  await compose.send('Accepted');
  await history.open();
  await history.openDetail(0);

  await expect(history.detail).toContainText('does not prove that anybody was paged');
  await history.showTab('Request');
  await expect(history.detail).toContainText('e2e-detail');
  await expect(history.detail).toContainText('Sandbox routing key');
  await history.showTab('Answer');
  await expect(history.detail).toContainText('202');
  await expect(history.detail).toContainText('Event processed');
  await history.showTab('Facts');
  await expect(history.detail).toContainText('e2e-detail');
  await expect(history.detail).toContainText('sandbox-pagerduty');
  await app.page.keyboard.press('Escape');
  await expect(history.detail).toBeHidden();
});

test('an open history shows what another tab sends, without being asked', async ({ app, host, page }) => {
  test.skip(host === 'desktop', 'the desktop app has one window');
  const history = historyPage(page);
  await composePage(page).send('Accepted');
  await history.open();
  await expect(history.rows).toHaveCount(1);

  const other = await app.openTab();
  await composePage(other).send('Accepted');
  await expect(history.rows).toHaveCount(2);
  await other.close();
});
