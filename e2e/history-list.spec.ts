import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { historyPage } from './pages/history-page.ts';
import { vendors } from './sample-alerts.ts';

const TITLES: Readonly<Record<string, string>> = {
  PagerDuty: 'Disk 91 % full on db-eu-west-07',
  BigPanda: 'CPU overloaded on billing-api-3',
  VictorOps: 'Kafka consumer lag on orders-eu',
};

test('a search finds words of the summary, the key, the host, the destination and the answer', async ({
  app,
}) => {
  const history = await withOneOfEach(app);
  const [pagerduty, bigpanda, victorops] = [TITLES['PagerDuty'], TITLES['BigPanda'], TITLES['VictorOps']];
  for (const [word, title] of [
    ['overloaded', bigpanda],
    ['91 full', pagerduty],
    ['e2e-search-key', pagerduty],
    ['sandbox-victorops', victorops],
    ['Event processed', pagerduty],
    ['orders-', victorops],
  ] as const) {
    await history.search.fill(word);
    await expect(history.rows, word).toHaveCount(1);
    await expect(history.rows.first(), word).toContainText(title ?? '');
  }
  await history.search.fill('127.0.0.1');
  await expect(history.rows).toHaveCount(3);
  await history.search.fill('nothing of the kind');
  await expect(app.page.getByText('Nothing in the history matches: “nothing of the kind”.')).toBeVisible();
  await app.page.getByRole('button', { name: 'Show everything' }).click();
  await expect(history.rows).toHaveCount(3);
  await expect(history.search).toHaveValue('');
});

test('each filter narrows the list, they add up, and Back takes them away again', async ({ app }) => {
  const { page } = app;
  const history = await withOneOfEach(app);
  await history.filterBy('Provider', 'BigPanda');
  await expect(history.rows).toHaveCount(1);
  await expect(history.rows.first()).toContainText('sandbox-bigpanda');
  await history.filterBy('Provider', 'PagerDuty');
  await expect(history.rows).toHaveCount(2);
  await expect(history.filterButton('Provider')).toHaveAccessibleName('Provider: BigPanda, PagerDuty');
  await history.filterBy('Destination', 'sandbox-pagerduty');
  await expect(history.rows).toHaveCount(1);
  await history.filterBy('Outcome', 'Accepted');
  await expect(history.rows).toHaveCount(1);
  await history.filterBy('Environment', 'Sandbox');
  await expect(history.rows).toHaveCount(1);
  await history.filterBy('Time', 'Last hour');
  await expect(history.rows).toHaveCount(1);

  await page.reload();
  await expect(history.rows).toHaveCount(1);
  await expect(history.filterButton('Time')).toHaveText('Last hour');

  await history.filterBy('Outcome', 'Unknown');
  await history.filterBy('Outcome', 'Accepted');
  await expect(
    page.getByText(/^Nothing in the history matches: .*Sandbox · .*Unknown.*Last hour\./),
  ).toBeVisible();
  for (let step = 0; step < 2; step++) await page.goBack();
  await expect(history.rows).toHaveCount(1);

  // Back from an open send leaves the filter as it was
  await history.openDetail(0);
  await page.goBack();
  await expect(history.detail).toBeHidden();
  await expect(history.filterButton('Destination')).toHaveText('sandbox-pagerduty');
  await history.filters.getByRole('button', { name: 'Clear' }).click();
  await expect(history.rows).toHaveCount(3);
});

test('from when to when can be said to the minute', async ({ app }) => {
  const { page } = app;
  const history = await withOneOfEach(app);
  await history.filterBy('Time', 'From … until …');
  await history.dialog.getByLabel('From').fill('2020-01-01T00:00');
  await history.dialog.getByLabel('Until').fill('2019-01-01T00:00');
  await expect(history.dialog.getByRole('alert')).toContainText('The end is before the beginning');
  await history.dialog.getByLabel('Until').fill('2021-01-01T00:00');
  await history.dialog.getByRole('button', { name: 'Show them' }).click();
  await expect(page.getByText(/^Nothing in the history matches: /)).toBeVisible();
  await history.filterBy('Time', 'From … until …');
  await history.dialog.getByLabel('Until').fill('');
  await history.dialog.getByRole('button', { name: 'Show them' }).click();
  await expect(history.rows).toHaveCount(3);
  await expect(history.filterButton('Time')).toHaveText(/^Since 1 Jan 2020/);
});

test('a filter is saved, put back after a restart, renamed and removed', async ({ app }) => {
  const history = await withOneOfEach(app);
  await history.search.fill('overloaded');
  await history.filterBy('Provider', 'BigPanda');
  await history.filterBy('Saved', 'Save this filter…');
  await history.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(history.dialog).toContainText('Give it a name.');
  await history.dialog.getByRole('textbox', { name: 'Name' }).fill('Busy billing');
  await app.page.keyboard.press('Enter');
  await expect(history.dialog).toBeHidden();
  await expect(history.filterButton('Saved')).toHaveAccessibleName('Saved: Busy billing');

  await app.restart();
  const again = historyPage(app.page);
  await again.open();
  await expect(again.rows).toHaveCount(3);
  await again.filterBy('Saved', 'Busy billing');
  await expect(again.rows).toHaveCount(1);
  await expect(again.search).toHaveValue('overloaded');

  await again.filterBy('Saved', 'Rename or remove…');
  await again.dialog.getByRole('textbox', { name: 'Name of Busy billing' }).fill('Billing');
  await again.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(again.filterButton('Saved')).toHaveAccessibleName('Saved: Billing');
  await again.filterBy('Saved', 'Rename or remove…');
  await again.dialog.getByRole('button', { name: 'Remove Billing' }).click();
  await again.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(again.dialog).toBeHidden();
  await again.filters.getByRole('button', { name: 'Clear' }).click();
  await expect(again.filterButton('Saved')).toBeHidden();
});

test('a long list is read page by page, and new sends do not move the rows that are being read', async ({
  app,
  host,
}) => {
  test.slow();
  const { page } = app;
  const compose = composePage(page);
  await compose.field('Summary').fill('Number 1');
  await compose.send('Accepted');
  for (let n = 2; n <= 56; n++) {
    await compose.next('Send again').click();
    await expect(compose.next('Send again')).toBeVisible();
    await expect(compose.result).toContainText('Accepted');
  }
  const history = historyPage(page);
  await history.open();
  await expect(history.count).toHaveText(/^1–50 of 5\d$/);
  const total = Number(/of (\d+)/.exec(await history.count.innerText())?.[1]);
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(history.count).toHaveText(`1–${total} of ${total}`);
  await expect(page.getByRole('button', { name: 'Older' })).toBeHidden();

  test.skip(host === 'desktop', 'the desktop app has one window');
  await history.rows.first().hover();
  await page.mouse.wheel(0, 640);
  const anchor = history.rows.nth(8);
  const id = await anchor.getAttribute('data-id');
  const row = page.locator(`[data-id="${id}"]`);
  await page.waitForTimeout(300);
  const before = await row.boundingBox();
  const other = await app.openTab();
  await composePage(other).send('Accepted');
  await expect(page.getByRole('button', { name: '1 newer' })).toBeVisible();
  expect(await row.boundingBox()).toEqual(before);
  await page.getByRole('button', { name: '1 newer' }).click();
  await expect(page.getByRole('button', { name: '1 newer' })).toBeHidden();
  await expect(history.count).toHaveText(`1–${total + 1} of ${total + 1}`);
  await expect(history.rows.first()).toBeInViewport();
  await other.close();
});

test('what the list shows is exported, as CSV, JSON and NDJSON, without keys', async ({ app }) => {
  const { page, dataDir } = app;
  const history = await withOneOfEach(app);
  await history.filterBy('Provider', 'PagerDuty');
  await expect(history.rows).toHaveCount(1);
  const exported = async (format: string) => {
    await page.getByRole('button', { name: 'Export…' }).click();
    await expect(history.dialog).toContainText('1 sends: PagerDuty');
    await history.dialog.getByRole('radio', { name: format, exact: true }).check();
    await history.dialog.getByRole('button', { name: 'Export' }).click();
    await expect(history.dialog.getByRole('status')).toContainText('One send is in exports/history-');
    await expect(history.dialog).toContainText('in the data folder');
    const name = await history.dialog.getByRole('code').innerText();
    await history.dialog.getByRole('button', { name: 'Close' }).click();
    return readFileSync(path.join(dataDir, name), 'utf8');
  };
  const title = TITLES['PagerDuty'] ?? '';
  const csv = await exported('CSV');
  expect(csv.trim().split(/\r?\n/)[0]).toMatch(/^id,at,state,/);
  expect(csv).toContain(title);
  expect(csv).toContain('«secret:');
  expect(csv).not.toContain(TITLES['BigPanda']);
  expect(JSON.parse(await exported('JSON'))).toMatchObject([{ summary: title, state: 'delivered' }]);
  const lines = (await exported('NDJSON')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ summary: title }]);
});

test('how long the history is kept can be said, and is remembered', async ({ app }) => {
  const { page } = app;
  const history = historyPage(page);
  await history.open();
  const open = async () => {
    await page.getByRole('button', { name: 'More for the history' }).click();
    await page.getByRole('menuitem', { name: 'How long to keep it…' }).click();
    await expect(history.dialog).toBeVisible();
  };
  await open();
  const days = history.dialog.getByRole('textbox', { name: 'Forget what is older than: days' });
  await expect(days).toBeDisabled();
  await history.dialog.getByRole('checkbox', { name: 'Forget what is older than' }).check();
  await days.fill('ninety');
  await history.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(history.dialog.getByRole('alert')).toContainText('The days are a whole number');
  await days.fill('90');
  await history.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(history.dialog.getByRole('status')).toContainText('There was nothing to forget.');
  await history.dialog.getByRole('button', { name: 'Close' }).click();
  await app.restart();
  await historyPage(app.page).open();
  await app.page.getByRole('button', { name: 'More for the history' }).click();
  await app.page.getByRole('menuitem', { name: 'How long to keep it…' }).click();
  await expect(app.page.getByRole('textbox', { name: 'Forget what is older than: days' })).toHaveValue('90');
});

test('everything in the list is done with the keyboard alone', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;
  const history = await withOneOfEach(app);
  const tabTo = async (what: ReturnType<typeof page.getByRole>) => {
    for (let presses = 0; presses < 60; presses++) {
      if (await what.evaluate((element) => element.contains(document.activeElement))) return;
      await keyboard.press('Tab');
    }
    throw new Error('It cannot be reached with the Tab key.');
  };
  await tabTo(history.search);
  await keyboard.type('sandbox');
  await expect(history.rows).toHaveCount(3);
  await tabTo(history.filterButton('Provider'));
  await keyboard.press('Enter');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitemcheckbox', { name: 'BigPanda' })).toBeChecked();
  await keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(history.rows).toHaveCount(1);
  await expect(history.filterButton('Provider')).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(history.rows).toHaveCount(3);

  await tabTo(history.grid.getByRole('columnheader').first());
  await keyboard.press('ArrowDown');
  await keyboard.press('Space');
  await expect(history.detail.getByRole('heading', { level: 2 })).toHaveText(TITLES['VictorOps'] ?? '');
  await keyboard.press('ArrowDown');
  await expect(history.detail.getByRole('heading', { level: 2 })).toHaveText(TITLES['BigPanda'] ?? '');
  await tabTo(history.detail.getByRole('tab', { name: 'Attempts' }));
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await expect(history.detail.getByRole('tab', { name: 'Request' })).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Escape');
  await expect(history.detail).toBeHidden();
  await tabTo(history.search);
  await keyboard.press('Escape');
  await expect(history.search).toHaveValue('');
});

test('there is room for everything at 720 pixels', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 720, height: 800 });
  const history = await withOneOfEach(app);
  const scrolls = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(await scrolls()).toBe(false);
  await expect(history.filterButton('Outcome')).toBeInViewport();
  await history.openDetail(0);
  await expect(history.detail).toBeFocused();
  await expect(history.detail.getByRole('button', { name: 'Open as draft' })).toBeInViewport();
  expect(await scrolls()).toBe(false);
  await page.goBack();
  await expect(history.detail).toBeHidden();
  await expect(history.rows).toHaveCount(3);
});

/** One send to each stand-in of the sandbox, newest last, and the history open. */
async function withOneOfEach({ page }: App) {
  const compose = composePage(page);
  for (const vendor of vendors) {
    await compose.chooseProvider(vendor.name);
    await compose.field(vendor.title).fill(TITLES[vendor.name] ?? '');
    if (vendor.name === 'PagerDuty') await compose.field('Dedup key').fill('e2e-search-key');
    await compose.send('Accepted');
  }
  const history = historyPage(page);
  await history.open();
  await expect(history.rows).toHaveCount(3);
  return history;
}
