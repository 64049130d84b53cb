import type { SecretSlot } from '../provider.ts';

/** The format is undocumented; every public sample of both is 32 hex digits. */
function unusual(what: string, value: string): string | null {
  return /^[0-9a-f]{32}$/.test(value)
    ? null
    : `${what} usually has 32 characters of 0-9 and a-f. Check that it is not another tool's key.`;
}

export const token: SecretSlot = {
  id: 'token',
  label: 'Org token',
  help: 'The organisation’s bearer token, or a user API key. It travels in the Authorization header.',
  suspicion: (value) => unusual('A BigPanda token', value),
};

export const appKey: SecretSlot = {
  id: 'appKey',
  label: 'App key',
  help: 'Names the integration that the alert belongs to. It travels in the body.',
  suspicion: (value) => unusual('A BigPanda app key', value),
};
