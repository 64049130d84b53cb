import type { Environment } from '#shared/model/destination.ts';
import type { IconName } from './Icon.tsx';

/** Word and sign of an environment; its colour is never shown without them. */
export const environmentSigns: Record<Environment, { readonly word: string; readonly icon: IconName }> = {
  sandbox: { word: 'Sandbox', icon: 'sandbox' },
  test: { word: 'Test', icon: 'flask' },
  production: { word: 'Production', icon: 'shield' },
};
