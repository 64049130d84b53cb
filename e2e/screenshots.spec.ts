import path from 'node:path';
import { type App, expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { guardDialog } from './pages/guard-dialog.ts';
import { historyPage } from './pages/history-page.ts';
import { incidentsPage } from './pages/incidents-page.ts';
import { vaultPage } from './pages/vault-page.ts';
import { replies } from './recorder.ts';

const FOLDER = path.resolve(import.meta.dirname, '..', 'docs', 'screenshots');

// Not a test of anything: takes the pictures of the README, when asked for by name.

for (const colorScheme of ['light', 'dark'] as const) {
  test(`pictures, ${colorScheme}`, async ({ app, recorder }) => {
    const { page } = app;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const compose = composePage(page);
    const history = historyPage(page);
    const vault = vaultPage(page);
    const guard = guardDialog(page);
    const incidents = incidentsPage(page);

    await picture(app, `first-run.${colorScheme}`);
    await compose.send('Accepted');
    await compose.next('Acknowledge').click();
    await expect(compose.next('Acknowledge')).toBeHidden();
    await compose.next('Resolve').click();
    await expect(compose.next('Resolve')).toBeHidden();
    await compose.chooseProvider('VictorOps');
    await compose.send('Accepted');
    await compose.chooseProvider('BigPanda');
    await compose.send('Accepted');
    await picture(app, `bigpanda.${colorScheme}`);

    await vault.open();
    await expect(vault.state).toContainText('Not set up');
    await picture(app, `vault-set-up.${colorScheme}`);
    await vault.setUp('tin whistle harbour sixpence');
    recorder.answer(replies.html);
    await vault.add({
      provider: 'PagerDuty',
      name: 'behind-the-proxy',
      url: `${recorder.origin}/v2/enqueue`,
      keys: { 'Routing key': 'e2e0a41fe2e0a41fe2e0a41fe2e0a41f' },
    });
    await vault.add({
      provider: 'PagerDuty',
      name: 'payments-prod',
      url: 'https://events.pagerduty.com/v2/enqueue',
      keys: { 'Routing key': 'e2e09c02e2e09c02e2e09c02e2e09c02' },
      environment: 'Production',
    });
    await picture(app, `vault.${colorScheme}`);

    await compose.open();
    await compose.chooseProvider('PagerDuty');
    await compose.chooseDestination('behind-the-proxy');
    await compose.send('Unknown');
    await compose.chooseDestination('sandbox-pagerduty');
    await compose.send('Accepted');
    await picture(app, `compose.${colorScheme}`);
    await compose.chooseDestination('payments-prod');
    await compose.sendButton.click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await guard.typed.fill('payments-prod');
    await picture(app, `production-guard.${colorScheme}`);
    await guard.confirm.click();
    await expect(compose.bar).toContainText('Leaves in 4 s');
    await picture(app, `held.${colorScheme}`);
    await page.keyboard.press('Escape');
    await expect(compose.result).toContainText('Cancelled');
    await vault.open();
    await page.getByRole('button', { name: 'Lock now' }).click();
    await expect(vault.state).toContainText('Locked');
    await compose.open();
    await compose.unlock.click();
    await picture(app, `unlock.${colorScheme}`);
    await page.keyboard.press('Escape');

    await history.open();
    await history.openDetail(1);
    await picture(app, `history.${colorScheme}`);
    await incidents.go();
    await incidents.rowsOpen.first().click();
    await picture(app, `incidents.${colorScheme}`);
  });
}

async function picture({ page }: App, name: string) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
