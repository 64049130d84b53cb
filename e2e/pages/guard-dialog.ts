import type { Page } from '@playwright/test';

/** What stands in front of production. */
export function guardDialog(page: Page) {
  const root = page.getByRole('alertdialog', { name: 'Send this to production?' });
  return {
    root,
    typed: root.getByRole('textbox', { name: /^Type / }),
    hold: root.getByRole('checkbox', { name: /^Hold it for 5 seconds/ }),
    remember: root.getByRole('checkbox', { name: /^Don’t ask again for / }),
    confirm: root.getByRole('button', { name: 'Send to production' }),
    cancel: root.getByRole('button', { name: /^Cancel/ }),
  };
}
