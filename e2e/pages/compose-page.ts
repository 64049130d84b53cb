import { expect, type Locator, type Page } from '@playwright/test';

export type ComposePage = ReturnType<typeof composePage>;

/** The Compose page as a person finds their way on it: by roles and words. */
export function composePage(page: Page) {
  const form = page.getByRole('main');
  const preview = page.getByRole('region', { name: 'Preview', exact: true });
  const checks = page.getByRole('region', { name: 'Checks', exact: true });
  const bar = page.getByRole('contentinfo');
  const result = bar.getByRole('status');
  const choice = (group: string, option: string): Locator =>
    form
      .getByRole('radiogroup', { name: group, exact: true })
      .getByRole('radio', { name: option, exact: true });
  const destination = form.getByRole('button', { name: /^Destination\b/ });

  return {
    form,
    preview,
    checks,
    /** The words of the last send. */
    result,
    /** What can be done about it: Acknowledge, Resolve, Send again, Dismiss. */
    next: (label: string | RegExp) => bar.getByRole('button', { name: label, exact: true }),
    /** Why nothing can be sent, or what would be. */
    bar,
    destination,
    choice,
    /** There while a send to production is held back. */
    stop: bar.getByRole('button', { name: /^Stop/ }),
    /** There while the key is in a vault that is shut. */
    unlock: bar.getByRole('button', { name: 'Unlock', exact: true }),
    unlockDialog: page.getByRole('dialog', { name: /^Unlock / }),
    sendButton: bar.getByRole('button', { name: /^Send to / }),
    /** After how long what is opened resolves itself. */
    resolvesItself: form.getByRole('combobox', { name: 'Resolves itself' }),
    resolvesIn: form.getByRole('textbox', { name: 'How long, as a number' }),
    field: (label: string) => form.getByRole('textbox', { name: label, exact: true }),

    async open() {
      await page.getByRole('link', { name: 'Compose' }).click();
      await expect(form).toBeVisible();
    },
    async chooseProvider(name: string) {
      await choice('Provider', name).check();
      await expect(choice('Provider', name)).toBeChecked();
    },
    async chooseDestination(name: string) {
      await destination.click();
      await page.getByRole('option', { name }).click();
      await expect(destination).toHaveAccessibleName(new RegExp(name));
    },
    /** Opens what is folded: "Links and images", "Extra JSON". */
    async unfold(section: string) {
      const head = form.getByRole('button', { name: section, exact: true });
      if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
    },
    async editJsonAsText(label: string) {
      await choice(`${label}: edit as`, 'JSON').check();
    },
    /** Sends, and waits for the word of the outcome. */
    async send(expected: string) {
      // the result before this one has the same words
      const dismiss = bar.getByRole('button', { name: 'Dismiss', exact: true });
      if (await dismiss.isVisible()) await dismiss.click();
      await bar.getByRole('button', { name: /^Send to / }).click();
      await expect(result).toContainText(expected);
    },
  };
}
