import type { SecretSlot } from '../provider.ts';

export const routingKey: SecretSlot = {
  id: 'routingKey',
  label: 'Routing key',
  help: 'The integration key of an Events API v2 integration: 32 letters and digits. It travels in the body.',
  suspicion(value) {
    const symbols = /[^A-Za-z0-9]/.test(value);
    if (symbols && value.length < 32) {
      return 'This looks like a REST API token. The Events API takes an integration key: 32 letters and digits.';
    }
    if (symbols) return 'A PagerDuty routing key has only letters and digits.';
    if (value.length !== 32) return `A PagerDuty routing key has 32 characters; this has ${value.length}.`;
    return value.startsWith('R')
      ? 'Keys that start with R belong to an orchestration or ruleset: they take alerts, but no change events.'
      : null;
  },
};
