import type { Provider } from '../provider.ts';
import { alertEvent } from './alert-event.ts';
import { changeEvent } from './change-event.ts';
import { routingKey } from './routing-key.ts';
import { verdict } from './verdict.ts';

export const pagerduty: Provider = {
  id: 'pagerduty',
  name: 'PagerDuty',
  shortName: 'PagerDuty',
  tag: 'PD',
  endpoints: [
    { id: 'us', label: 'US', url: 'https://events.pagerduty.com/v2/enqueue' },
    { id: 'eu', label: 'EU', url: 'https://events.eu.pagerduty.com/v2/enqueue' },
  ],
  urlHelp: 'US or EU is a matter of the account: a key of one region is unknown in the other.',
  slots: [routingKey],
  settings: [
    { id: 'client', label: 'Client', help: 'The name of the sending tool, where the alert gives none.' },
    {
      id: 'clientURL',
      label: 'Client URL',
      help: 'Where the client links to, where the alert says nothing.',
    },
  ],
  kinds: [alertEvent, changeEvent],
  keyCheck: {
    kind: 'alert',
    params: (freshKey) => ({ ...alertEvent.blank, eventAction: 'resolve', dedupKey: freshKey }),
    sends: 'A resolve for a key that was never open. PagerDuty drops it without a trace.',
  },
  // developer.pagerduty.com/docs/events-api-v2-overview: about that many per integration key, beyond it 429
  pace: { calls: 120, perSeconds: 60 },
  verdict,
};
