import type { SecretSlot } from '../provider.ts';

export const apiKey: SecretSlot = {
  id: 'apiKey',
  label: 'API key',
  help: 'The key of the REST endpoint integration, a UUID. It becomes a part of the address.',
  suspicion: (value) =>
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
      ? null
      : 'The key of a REST endpoint looks like 1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f. The key of the public API is another one and answers 404.',
};
