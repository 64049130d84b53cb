import { expect, type Page } from '@playwright/test';

export function historyPage(page: Page) {
  const grid = page.getByRole('grid', { name: 'Sends, newest first' });
  const detail = page.getByRole('complementary', { name: 'Details of the send' });
  return {
    grid,
    detail,
    /** Newest first, without the row of names. */
    rows: grid.getByRole('row').filter({ has: page.getByRole('gridcell') }),
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
    async showTab(name: 'Attempts' | 'Request' | 'Answer' | 'Facts') {
      await detail.getByRole('tab', { name }).click();
    },
    async openAsDraft() {
      await detail.getByRole('button', { name: 'Open as draft' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Compose' })).toBeVisible();
    },
  };
}
