import { callEngine } from './call-engine.ts';
import { expectAccessible } from './accessible.ts';
import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { historyPage } from './pages/history-page.ts';

type Sent = { readonly kind: string; readonly params: Readonly<Record<string, unknown>> };

test.skip(({ host }) => host === 'desktop', 'a batch is started through the tab’s own way to the engine');

test('a batch shows how far it has come, is paused, resumed and cancelled', async ({ app }) => {
  const { page } = app;
  await startBatch(app, { id: 'e2e-slow', name: 'Friday drill', rows: 200, perSecond: 3 });
  const history = historyPage(page);
  await history.open();
  const batch = page
    .getByRole('region', { name: 'Batches' })
    .getByRole('listitem')
    .filter({ hasText: 'Friday drill' });
  await expect(batch).toContainText('Running');
  await expect(batch).toContainText(/[1-9]\d* of 200 · .*accepted/);
  await expect(batch.getByRole('progressbar', { name: 'Progress of Friday drill' })).toBeVisible();
  await expectAccessible(app, 'history, with a batch');

  await batch.getByRole('button', { name: 'Pause' }).click();
  await expect(batch).toContainText('Paused');
  await batch.getByRole('button', { name: 'Resume' }).click();
  await expect(batch).toContainText('Running');
  await batch.getByRole('button', { name: 'Cancel…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the batch' }).click();
  await expect(batch).toBeHidden();
  await page.getByRole('button', { name: 'Recent' }).click();
  await expect(batch).toContainText('Cancelled');
  await expect(batch).toContainText(/200 of 200 · \d+ accepted · \d+ cancelled/);

  await batch.getByRole('button', { name: 'Show its sends' }).click();
  await expect(history.rows.first()).toContainText('Row 200');
  await expect(history.filterButton('Batch')).toHaveAccessibleName('Batch: Friday drill');
  await expect(
    page.getByRole('figure', { name: /^Latency of the batch, \d+ answers: median / }),
  ).toBeVisible();
  await batch.getByRole('button', { name: 'Show its sends' }).click();
  await expect(history.count).toHaveText('1–50 of 201');
});

test('a batch that was running when Firedrill stopped says so, and goes on when it is told to', async ({
  app,
}) => {
  await startBatch(app, { id: 'e2e-cut', name: 'Cut short', rows: 30, perSecond: 3 });
  await app.restart();
  const history = historyPage(app.page);
  await history.open();
  const batch = app.page.getByRole('region', { name: 'Batches' }).getByRole('listitem').first();
  await expect(batch).toContainText('Interrupted');
  await expect(batch).toContainText('Nothing more of it leaves until you resume it.');
  await batch.getByRole('button', { name: 'Resume' }).click();
  // once it is over it is among the recent ones
  await expect(batch).toBeHidden({ timeout: 30_000 });
  await app.page.getByRole('button', { name: 'Recent' }).click();
  await expect(batch).toContainText('30 of 30 · 30 accepted');
});

async function startBatch(
  { page }: App,
  { id, name, rows, perSecond }: { id: string; name: string; rows: number; perSecond: number },
) {
  await composePage(page).send('Accepted');
  const page1 = (await callEngine(page, 'history/list', { before: null, limit: 1 })) as {
    sends: readonly { id: string }[];
  };
  const { kind, params } = (await callEngine(page, 'history/get', { id: page1.sends[0]?.id })) as Sent;
  await callEngine(page, 'batches/create', {
    id,
    name,
    destinationId: 'sandbox-pagerduty',
    concurrency: 2,
    perSecond,
  });
  await callEngine(page, 'batches/add', {
    id,
    rows: Array.from({ length: rows }, (_, n) => ({
      clientRequestId: `${id}-${n}`,
      provider: 'pagerduty',
      kind,
      params: { ...params, dedupKey: `${id}-${n}`, summary: `Row ${n + 1}` },
    })),
  });
  await callEngine(page, 'batches/run', { id });
}
