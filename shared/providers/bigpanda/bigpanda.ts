import type { Provider } from '../provider.ts';
import { alert } from './alert.ts';
import { batch } from './batch.ts';
import { appKey, token } from './keys.ts';
import { verdict } from './verdict.ts';

export const bigpanda: Provider = {
  id: 'bigpanda',
  name: 'BigPanda',
  shortName: 'BigPanda',
  tag: 'BP',
  endpoints: [
    { id: 'us', label: 'US', url: 'https://api.bigpanda.io/data/v2/alerts' },
    { id: 'eu', label: 'EU', url: 'https://eu-api.bigpanda.io/data/v2/alerts' },
  ],
  urlHelp: 'US or EU is a matter of the account; the wrong one answers 401 or 404.',
  slots: [token, appKey],
  settings: [],
  kinds: [alert, batch],
  keyCheck: {
    kind: 'alert',
    params: (freshKey) => ({
      ...alert.blank,
      status: 'ok',
      host: freshKey,
      check: 'firedrill-key-check',
      incident_identifier: freshKey,
      description: 'Firedrill checks a key. Nothing is wrong.',
    }),
    sends: 'An “ok” for something that was never wrong. BigPanda files it, and nobody is told.',
  },
  verdict,
};
