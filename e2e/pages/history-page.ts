import { expect, type Page } from '@playwright/test';

type DetailTab = 'Attempts' | 'Request' | 'Answer' | 'Incident' | 'Diff' | 'Facts';
type Filter = 'Time' | 'Environment' | 'Provider' | 'Destination' | 'Outcome' | 'Batch' | 'Saved';

export function historyPage(page: Page) {
  const grid = page.getByRole('grid', { name: 'Sends, newest first' });
  const detail = page.getByRole('complementary', { name: 'Details of the send' });
  const filters = page.getByRole('search', { name: 'Sends' });
  const filterButton = (name: Filter) =>
    filters.getByRole('button', { name: name === 'Time' ? /^(Any time|Time:)/ : new RegExp(`^${name}`) });
  return {
    grid,
    detail,
    filters,
    search: filters.getByRole('searchbox', { name: 'Search' }),
    filterButton,
    /** Newest first, without the row of names. */
    rows: grid.getByRole('row').filter({ has: page.getByRole('gridcell') }),
    /** "1–50 of 52" */
    count: page.getByText(/^1–[\d,]+ of /),
    dialog: page.getByRole('dialog'),
    /** Takes one choice of a menu, or gives it up; the menu of one thing at a time closes by itself. */
    async filterBy(name: Filter, choice: string) {
      await filterButton(name).click();
      const menu = page.getByRole('menu');
      await menu
        .getByRole('menuitemcheckbox', { name: choice })
        .or(menu.getByRole('menuitemradio', { name: choice }))
        .or(menu.getByRole('menuitem', { name: choice, exact: true }))
        .first()
        .click();
      if (name !== 'Time' && name !== 'Saved' && (await menu.isVisible()))
        await page.keyboard.press('Escape');
      await expect(menu).toBeHidden();
    },
    async open() {
      await page.getByRole('link', { name: 'History' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
    },
    async openDetail(row: number) {
      await grid
        .getByRole('row')
        .filter({ has: page.getByRole('gridcell') })
        .nth(row)
        .click();
      await expect(detail).toBeVisible();
    },
    async showTab(name: DetailTab) {
      await detail.getByRole('tab', { name }).click();
    },
    async openAsDraft() {
      await detail.getByRole('button', { name: 'Open as draft' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Compose' })).toBeVisible();
    },
  };
}
