import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { vendors } from './sample-alerts.ts';

test('the first alert: the example goes to the sandbox, and PagerDuty’s own words come back', async ({
  app,
}) => {
  const compose = composePage(app.page);
  await expect(compose.choice('Provider', 'PagerDuty')).toBeChecked();
  await expect(compose.destination).toHaveAccessibleName(/sandbox-pagerduty/);
  await expect(app.page.getByRole('heading', { name: 'Your first alert, in 30 seconds' })).toBeVisible();

  await compose.send('Accepted');
  await expect(compose.result).toContainText('202');
  await expect(compose.result).toContainText('Event processed');
  await expect(compose.result).toContainText('does not prove that anybody was paged');
});

for (const vendor of vendors) {
  test(`${vendor.name}: trigger, acknowledge, resolve with one key`, async ({ app }) => {
    const compose = composePage(app.page);
    await compose.chooseProvider(vendor.name);
    await expect(compose.destination).toHaveAccessibleName(new RegExp(vendor.sandbox));

    await compose.send('Accepted');
    await expect(compose.result).toContainText(vendor.accepted.status);
    await compose.next('Acknowledge').click();
    await expect(compose.next('Acknowledge')).toBeHidden();
    await expect(compose.result).toContainText('Accepted');
    await compose.next('Resolve').click();
    await expect(compose.next('Resolve')).toBeHidden();
    await expect(compose.result).toContainText('Accepted');
  });
}

test('Ctrl+Enter sends from within a field', async ({ app }) => {
  const compose = composePage(app.page);
  await compose.field('Summary').press('ControlOrMeta+Enter');
  await expect(compose.result).toContainText('Accepted');
});
