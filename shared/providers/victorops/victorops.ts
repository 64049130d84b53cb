import type { Provider } from '../provider.ts';
import { alert } from './alert.ts';
import { apiKey } from './api-key.ts';
import { verdict } from './verdict.ts';

export const victorops: Provider = {
  id: 'victorops',
  name: 'VictorOps / Splunk On-Call',
  shortName: 'VictorOps',
  tag: 'VO',
  endpoints: [
    {
      id: 'default',
      label: 'All regions',
      url: 'https://alert.victorops.com/integrations/generic/20131114/alert',
    },
  ],
  urlHelp: 'Up to /alert: Firedrill appends the API key and the routing key itself.',
  slots: [apiKey],
  settings: [
    { id: 'routingKey', label: 'Routing key', help: 'For alerts that name none. Empty: the default route.' },
    { id: 'monitoringTool', label: 'Monitoring tool', help: 'For alerts that name none.' },
  ],
  kinds: [alert],
  keyCheck: {
    kind: 'alert',
    params: (freshKey) => ({
      ...alert.blank,
      messageType: 'INFO',
      entityID: freshKey,
      entityDisplayName: 'Firedrill checks a key',
      stateMessage: 'Nothing is wrong. INFO pages nobody.',
    }),
    sends: 'An INFO message. It appears on the timeline and pages nobody.',
  },
  // beyond it alerts are not refused but queued, and arrive late
  pace: { calls: 150, perSeconds: 60 },
  verdict,
};
