import type { IconName } from '#renderer/ui/Icon.tsx';
import type { PageId } from './route.ts';

export const pageTitles: Readonly<Record<PageId, string>> = {
  compose: 'Compose',
  history: 'History',
  vault: 'Vault & destinations',
};

export const pageIcons: Readonly<Record<PageId, IconName>> = {
  compose: 'compose',
  history: 'history',
  vault: 'vault',
};
