import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { historyPage } from './pages/history-page.ts';

test('the main job, from the first key to the history, without a pointer', async ({ app }) => {
  const { page } = app;
  const compose = composePage(page);
  const { keyboard } = page;
  const tabTo = async (what: ReturnType<typeof page.getByRole>) => {
    for (let presses = 0; presses < 60; presses++) {
      if (await what.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    throw new Error('It cannot be reached with the Tab key.');
  };

  await tabTo(compose.choice('Provider', 'PagerDuty'));
  await keyboard.press('ArrowRight');
  await expect(compose.choice('Provider', 'BigPanda')).toBeChecked();
  await keyboard.press('ArrowLeft');
  await expect(compose.choice('Provider', 'PagerDuty')).toBeChecked();

  await tabTo(compose.destination);
  await keyboard.press('Enter');
  await keyboard.type('sandbox');
  await keyboard.press('Enter');
  await expect(compose.destination).toHaveAccessibleName(/sandbox-pagerduty/);

  await tabTo(compose.field('Summary'));
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Typed without a pointer');
  await keyboard.press('ControlOrMeta+Enter');
  await expect(compose.result).toContainText('Accepted');

  await tabTo(compose.next('Acknowledge'));
  await keyboard.press('Enter');
  await expect(compose.next('Acknowledge')).toBeHidden();
  await tabTo(compose.next('Resolve'));
  await keyboard.press('Enter');
  await expect(compose.next('Resolve')).toBeHidden();

  await keyboard.press('ControlOrMeta+2');
  const history = historyPage(page);
  await expect(history.rows).toHaveCount(3);
  await tabTo(history.grid.getByRole('columnheader').first());
  await keyboard.press('ArrowDown');
  await keyboard.press('Space');
  await expect(history.detail).toBeVisible();
  await keyboard.press('Escape');
  await expect(history.detail).toBeHidden();
  await keyboard.press('ControlOrMeta+3');
  await expect(page.getByRole('heading', { level: 1, name: 'Incidents' })).toBeVisible();
  await keyboard.press('ControlOrMeta+4');
  await expect(page.getByRole('heading', { level: 1, name: 'Vault & destinations' })).toBeVisible();
});
