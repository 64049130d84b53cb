/**
 * The keys that the sandbox knows. They open nothing outside of this computer, so they may be the same everywhere: a
 * copied command works again after a restart. Shaped like the vendors' own, and readable as what they are.
 */
export const sandboxKeys = {
  pagerduty: { routingKey: 'firedrill0sandbox0pagerduty00001' },
  bigpanda: { token: 'f12ed2111000b16fa4da000000000001', appKey: 'f12ed2111000b16fa4da000000000a99' },
  victorops: { apiKey: 'f12ed211-5a4d-4b0c-8000-000000000001' },
} as const;
