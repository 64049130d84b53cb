import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { historyPage } from './pages/history-page.ts';

test('a draft survives a restart, also where it is not valid', async ({ app }) => {
  const before = composePage(app.page);
  await before.field('Summary').fill('Typed before the restart');
  await before.field('Source').fill('');
  await before.editJsonAsText('Custom details');
  await before.field('Custom details').fill('{"half": ');
  await expect(app.page.getByRole('banner')).toContainText(/draft saved/i);

  await app.restart();
  const after = composePage(app.page);
  await expect(after.field('Summary')).toHaveValue('Typed before the restart');
  await expect(after.field('Source')).toHaveValue('');
  await expect(after.field('Custom details')).toHaveValue('{"half": ');
});

test('changing the provider and back loses nothing', async ({ app }) => {
  const compose = composePage(app.page);
  await compose.field('Summary').fill('For PagerDuty');
  await compose.chooseProvider('BigPanda');
  await compose.field('Description').fill('For BigPanda');
  await compose.chooseProvider('VictorOps');
  await compose.field('Display name').fill('For VictorOps');
  await compose.chooseProvider('PagerDuty');
  await expect(compose.field('Summary')).toHaveValue('For PagerDuty');
  await compose.choice('Message', 'Change event').check();
  await compose.field('Summary').fill('A change');
  await compose.choice('Message', 'Alert event').check();
  await expect(compose.field('Summary')).toHaveValue('For PagerDuty');
  await compose.chooseProvider('BigPanda');
  await expect(compose.field('Description')).toHaveValue('For BigPanda');
  await compose.chooseProvider('VictorOps');
  await expect(compose.field('Display name')).toHaveValue('For VictorOps');
});

test('going to another page and back loses nothing', async ({ app }) => {
  const compose = composePage(app.page);
  await compose.field('Summary').fill('Typed, then gone to look at the history');
  await historyPage(app.page).open();
  await compose.open();
  await expect(compose.field('Summary')).toHaveValue('Typed, then gone to look at the history');
});

test('a send out of the history opens as a draft with everything that was sent', async ({ app }) => {
  const compose = composePage(app.page);
  const history = historyPage(app.page);
  await compose.field('Summary').fill('To be sent again');
  await compose.choice('Severity', 'Info').check();
  await compose.send('Accepted');
  await compose.field('Summary').fill('Something else in the meantime');

  await history.open();
  await history.openDetail(0);
  await history.openAsDraft();
  await expect(compose.field('Summary')).toHaveValue('To be sent again');
  await expect(compose.choice('Severity', 'Info')).toBeChecked();
  await expect(compose.destination).toHaveAccessibleName(/sandbox-pagerduty/);
});
