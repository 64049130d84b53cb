import { expect, type Locator, type Page } from '@playwright/test';
import { field } from './field.ts';

export type NewDestination = {
  readonly provider: string;
  readonly name: string;
  readonly url: string;
  /** Label of the key → its value. */
  readonly keys: Readonly<Record<string, string>>;
  readonly environment?: 'Test' | 'Production';
};

export type NewSecret = { readonly label: string; readonly value: string; readonly origin?: string };

export function vaultPage(page: Page) {
  const dialog = destinationDialog(page);
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const table = region('Destinations');
  const secrets = region('Secrets');
  const panel = region('Vault');
  const row = (name: string): Locator =>
    table.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
  const secretRow = (label: string): Locator =>
    secrets.getByRole('row').filter({ has: page.getByText(label, { exact: true }) });
  const confirmation = page.getByRole('alertdialog');

  return {
    dialog,
    table,
    secrets,
    panel,
    row,
    secretRow,
    confirmation,
    /** Names of one's own destinations and of the sandbox's, from the top. */
    names: () => table.locator('tbody b').allTextContents(),
    /** Where the vault stands, in words. */
    state: panel.getByRole('status').first(),
    passphrase: field(panel, 'Passphrase'),
    async open() {
      await page.getByRole('link', { name: 'Vault & destinations' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Vault & destinations' })).toBeVisible();
    },
    async setUp(passphrase: string) {
      await field(panel, 'Passphrase').fill(passphrase);
      await field(panel, 'Once more').fill(passphrase);
      await panel.getByRole('button', { name: 'Set up the vault' }).click();
      await expect(panel.getByRole('status').first()).toContainText('Unlocked');
    },
    async unlock(passphrase: string) {
      await field(panel, 'Passphrase').fill(passphrase);
      await panel.getByRole('button', { name: 'Unlock', exact: true }).click();
    },
    /** Without a vault, the key stays in memory. */
    async add(destination: NewDestination) {
      await page.getByRole('button', { name: 'Add a destination' }).click();
      await dialog.enter(destination);
      await dialog.save();
      await dialog.saved();
      await expect(row(destination.name)).toBeVisible();
    },
    /** A key by itself: PagerDuty's, for its first address unless another one is given. */
    async addSecret({ label, value, origin }: NewSecret) {
      await page.getByRole('button', { name: 'Add a secret' }).click();
      const adding = page.getByRole('dialog', { name: 'Add a secret' });
      await adding.getByRole('textbox', { name: 'Label', exact: true }).fill(label);
      if (origin !== undefined) {
        await adding.getByRole('radio', { name: 'Another' }).check();
        await adding.getByRole('textbox', { name: 'Address', exact: true }).fill(origin);
      }
      await field(adding, 'Value').fill(value);
      await adding.getByRole('button', { name: 'Add secret' }).click();
      await expect(adding).toBeHidden();
      await expect(secretRow(label)).toBeVisible();
    },
    /** An entry of the menu beside a destination, a key, or all destinations. */
    async choose(of: string, entry: string) {
      await page.getByRole('button', { name: `More for ${of}`, exact: true }).click();
      await page.getByRole('menuitem', { name: entry, exact: true }).click();
    },
    dialogNamed: (name: string | RegExp) => page.getByRole('dialog', { name }),
  };
}

/** The same dialog is behind the destination field of Compose. */
function destinationDialog(page: Page) {
  const root = page.getByRole('dialog', { name: /^(Add a destination|Edit )/ });
  const keep = page.getByRole('dialog', { name: 'Keep the key?' });
  return {
    root,
    /** Asked after the first key, where there is no vault. */
    keep,
    address: root.getByRole('textbox', { name: 'Address', exact: true }),
    async enter({ provider, name, url, keys, environment = 'Test' }: NewDestination) {
      await root.getByRole('radio', { name: provider, exact: true }).check();
      await root.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await root.getByRole('radio', { name: new RegExp(`^${environment}`) }).check();
      await root.getByRole('textbox', { name: 'Address', exact: true }).fill(url);
      for (const [label, value] of Object.entries(keys)) {
        await field(root, label).fill(value);
      }
    },
    async save() {
      await root.getByRole('button', { name: /^(Add destination|Save)$/ }).click();
    },
    /** Waits until it is saved; a key that nothing would keep stays in memory. */
    async saved() {
      await expect(root).toBeHidden();
      if (await keep.isVisible()) await keep.getByRole('button', { name: /^Only until/ }).click();
      await expect(keep).toBeHidden();
    },
  };
}
