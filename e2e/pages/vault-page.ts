import { expect, type Locator, type Page } from '@playwright/test';

export type NewDestination = {
  readonly provider: string;
  readonly name: string;
  readonly url: string;
  /** Label of the key → its value. */
  readonly keys: Readonly<Record<string, string>>;
  readonly environment?: 'Test' | 'Production';
};

export function vaultPage(page: Page) {
  const dialog = destinationDialog(page);
  const table = page.getByRole('region', { name: 'Destinations', exact: true });
  return {
    dialog,
    table,
    async open() {
      await page.getByRole('link', { name: 'Vault & destinations' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Vault & destinations' })).toBeVisible();
    },
    row: (name: string): Locator => table.getByRole('row', { name }),
    async add(destination: NewDestination) {
      await page.getByRole('button', { name: 'Add a destination' }).click();
      await dialog.enter(destination);
      await dialog.save();
      await expect(dialog.root).toBeHidden();
      await expect(table.getByRole('row', { name: destination.name })).toBeVisible();
    },
  };
}

/** The same dialog is behind the destination field of Compose. */
function destinationDialog(page: Page) {
  const root = page.getByRole('dialog', { name: /^(Add a destination|Edit )/ });
  return {
    root,
    address: root.getByRole('textbox', { name: 'Address', exact: true }),
    async enter({ provider, name, url, keys, environment = 'Test' }: NewDestination) {
      await root.getByRole('radio', { name: provider, exact: true }).check();
      await root.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await root.getByRole('radio', { name: new RegExp(`^${environment}`) }).check();
      await root.getByRole('textbox', { name: 'Address', exact: true }).fill(url);
      for (const [label, value] of Object.entries(keys)) {
        await root.getByLabel(label, { exact: true }).fill(value);
      }
    },
    async save() {
      await root.getByRole('button', { name: /^(Add destination|Save)$/ }).click();
    },
  };
}
