import type { IconName } from '#renderer/ui/Icon.tsx';
import type { PageId } from './route.ts';

export const pageTitles: Readonly<Record<PageId, string>> = {
  compose: 'Compose',
  history: 'History',
  incidents: 'Incidents',
  vault: 'Vault & destinations',
  settings: 'Settings',
};

export const pageIcons: Readonly<Record<PageId, IconName>> = {
  compose: 'compose',
  history: 'history',
  incidents: 'incidents',
  vault: 'vault',
  settings: 'settings',
};
