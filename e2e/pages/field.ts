import type { Locator } from '@playwright/test';

/** A field by its label, whatever it is; a password has no role to find it by. The star of what is required is no part of the name. */
export function field(within: Locator, label: string): Locator {
  return within.getByLabel(new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\*?$`));
}
