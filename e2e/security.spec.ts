import { filesHolding } from './files-holding.ts';
import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { historyPage } from './pages/history-page.ts';
import { vaultPage } from './pages/vault-page.ts';

// That no page breaks its policy or logs an error is checked after each test of every file, see fixtures.ts.

test('every page and dialog, used, without one violation of the policy', async ({ app }) => {
  const compose = composePage(app.page);
  const history = historyPage(app.page);
  const vault = vaultPage(app.page);
  for (const tab of ['JSON', 'cURL', 'Diff', 'HTTP']) {
    await compose.preview.getByRole('tab', { name: tab }).click();
  }
  await compose.destination.click();
  await app.page.getByRole('button', { name: 'New destination…' }).click();
  await expect(vault.dialog.root).toBeVisible();
  await app.page.keyboard.press('Escape');
  await compose.send('Accepted');
  await history.open();
  await history.openDetail(0);
  for (const tab of ['Request', 'Answer', 'Facts'] as const) await history.showTab(tab);
  await vault.open();
  await app.page.getByRole('button', { name: 'Add a destination' }).click();
  await expect(vault.dialog.root).toBeVisible();
  expect(app.problems).toEqual([]);
});

test('a key that was entered is nowhere on the page, nor in its storage, nor in a file', async ({
  app,
  recorder,
}) => {
  const key = 'c4nary00c4nary00c4nary00c4nary00';
  const vault = vaultPage(app.page);
  const compose = composePage(app.page);
  await vault.open();
  await vault.add({
    provider: 'PagerDuty',
    name: 'canary',
    url: `${recorder.origin}/v2/enqueue`,
    keys: { 'Routing key': key },
  });
  const seen = async () =>
    app.page.evaluate(() => [
      document.documentElement.outerHTML,
      ...Object.values(localStorage),
      ...Object.values(sessionStorage),
    ]);
  expect((await seen()).join('\n')).not.toContain(key);
  await compose.open();
  await compose.chooseDestination('canary');
  await compose.send('Accepted');
  expect((await seen()).join('\n')).not.toContain(key);
  expect((await recorder.first()).toString('utf8')).toContain(key);
  expect(filesHolding(app.dataDir, key)).toEqual([]);
});

test.describe('the web host', () => {
  test.beforeEach(({ host }) => test.skip(host === 'desktop', 'the desktop app has no address'));

  test('the code is gone from the address, and is good once', async ({ app, page, context }) => {
    expect(page.url()).not.toContain('#c=');
    const used = await context.newPage();
    await used.goto(app.address);
    await expect(
      used.getByRole('heading', { name: 'This tab is not connected to Firedrill.' }),
    ).toBeVisible();
    expect(used.url()).not.toContain('#c=');
  });

  test('a tab without a code gets the notice, and no data', async ({ app, context }) => {
    const stranger = await context.newPage();
    await stranger.goto(new URL('/', app.address).href);
    await expect(
      stranger.getByRole('heading', { name: 'This tab is not connected to Firedrill.' }),
    ).toBeVisible();
    await expect(stranger.getByText('sandbox-pagerduty')).toBeHidden();
  });

  test('a reload keeps the tab connected', async ({ app }) => {
    await app.page.reload();
    await expect(composePage(app.page).form).toBeVisible();
  });

  test('what is sent without the token, or from elsewhere, is refused', async ({ app, request }) => {
    const { origin } = new URL(app.address);
    const call = (headers: Record<string, string>) =>
      request.post(`${origin}/rpc/destinations/list`, {
        headers: { 'content-type': 'application/json', ...headers },
        data: '{"json":{}}',
      });
    expect((await call({ origin })).status()).toBe(401);
    expect((await call({ origin: 'https://evil.example' })).status()).toBe(403);
    expect((await call({})).status()).toBe(403);
    expect((await request.get(`${origin}/`, { headers: { host: 'evil.example' } })).status()).toBe(421);
  });
});
