import { expect, type Page } from '@playwright/test';

/** The page Incidents, its dialogs, and what the frame says about incidents on every page. */
export function incidentsPage(page: Page) {
  const main = page.getByRole('main');
  const open = main.getByRole('region', { name: 'Left open' });
  const resolved = main.getByRole('region', { name: 'Resolved', exact: true });
  const detail = main.getByRole('complementary', { name: 'Incident' });
  const resolveAll = page.getByRole('dialog', { name: 'Resolve all that is left open' });
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Incidents/ });
  return {
    main,
    open,
    resolved,
    detail,
    /** The item of the rail, with how many are left open. */
    link,
    rowsOpen: open.getByRole('listitem'),
    rowsResolved: resolved.getByRole('listitem'),
    timeline: detail.getByRole('list', { name: 'What was sent, the oldest first' }).getByRole('listitem'),
    timer: detail.getByRole('region', { name: 'Resolves itself' }),
    act: (label: string | RegExp) => detail.getByRole('button', { name: label, exact: true }),
    /** What the last step came to. */
    said: detail.getByRole('status'),
    wrong: detail.getByRole('alert'),
    /** What is left from the run before. */
    notice: page.getByRole('region', { name: 'Left from before' }),
    resolveAll,
    confirmation: page.getByRole('alertdialog'),
    async go() {
      await link.click();
      await expect(page.getByRole('heading', { level: 1, name: 'Incidents' })).toBeVisible();
    },
    async more(entry: string) {
      await detail.getByRole('button', { name: 'More for this incident' }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    },
    async askResolveAll() {
      await page.getByRole('button', { name: 'Resolve all open…' }).click();
      await expect(resolveAll).toBeVisible();
    },
  };
}
