import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { composePage } from './pages/compose-page.ts';
import { historyPage } from './pages/history-page.ts';

// a menu stands in no landmark: it is there for a moment only
const menu = { region: { enabled: false } };

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no rule of axe is broken by the history’s menus, dialogs and tabs, ${colorScheme}`, async ({
    app,
  }) => {
    test.slow();
    const { page } = app;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const compose = composePage(page);
    await compose.send('Accepted');
    await compose.next('Send again').click();
    await expect(compose.result).toContainText('Accepted');
    const history = historyPage(page);
    await history.open();
    await expect(page.getByRole('figure').first()).toBeVisible();
    for (const name of ['Time', 'Environment', 'Provider', 'Destination', 'Outcome'] as const) {
      await history.filterButton(name).click();
      await expectAccessible(app, `the menu ${name}`, menu);
      await page.keyboard.press('Escape');
    }
    await history.filterBy('Outcome', 'Accepted');
    await history.filterBy('Time', 'From … until …');
    await expectAccessible(app, 'from when to when');
    await page.keyboard.press('Escape');
    await history.filterBy('Saved', 'Save this filter…');
    await expectAccessible(app, 'saving a filter');
    await history.dialog.getByRole('textbox', { name: 'Name' }).fill('Accepted ones');
    await page.keyboard.press('Enter');
    await history.filterBy('Saved', 'Rename or remove…');
    await expectAccessible(app, 'the saved filters');
    await page.keyboard.press('Escape');
    await expectAccessible(app, 'a narrowed list');
    await page.getByRole('button', { name: 'All…' }).click();
    await expectAccessible(app, 'the latencies');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Export…' }).click();
    await expectAccessible(app, 'the export');
    await history.dialog.getByRole('button', { name: 'Export' }).click();
    await expect(history.dialog).toContainText('exports/history-');
    await expectAccessible(app, 'what was exported');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More for the history' }).click();
    await page.getByRole('menuitem', { name: 'How long to keep it…' }).click();
    await expectAccessible(app, 'how long it is kept');
    await page.keyboard.press('Escape');

    await history.openDetail(0);
    for (const tab of ['Attempts', 'Incident', 'Diff'] as const) {
      await history.showTab(tab);
      await expectAccessible(app, tab);
    }
    await history.detail
      .getByRole('list', { name: 'Sends to compare with' })
      .getByRole('button')
      .first()
      .click();
    await expect(history.detail.getByRole('button', { name: 'Choose another' })).toBeVisible();
    await expectAccessible(app, 'two sends compared');
    await history.detail.getByRole('button', { name: 'Copy…' }).click();
    await expectAccessible(app, 'the forms to copy it in', menu);
    await page.keyboard.press('Escape');
    await history.filterBy('Outcome', 'Rejected');
    await history.filterBy('Outcome', 'Accepted');
    await expectAccessible(app, 'a list in which nothing matches');
  });
}
