import { describe, expect, test } from 'vitest';
import type { Provider, Verdict } from '#shared/providers/provider.ts';
import { providers } from '#shared/providers/registry.ts';
import { classify } from './classify.ts';
import type { Exchange } from './http.ts';

const whole: Exchange = {
  phase: 'complete',
  status: 202,
  statusText: '',
  headers: [],
  body: '',
  tooLarge: false,
  failure: null,
  latencyMs: 1,
};
const yes: Verdict = { class: 'delivered', reason: null, message: null, incidentKey: 'k' };
const asking = (verdict: (status: number) => Verdict) =>
  ({ ...providers[0], verdict: ({ status }) => verdict(status) }) as Provider;
const always = asking(() => yes);

describe('before the connection stood, nothing was sent', () => {
  test.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['ETIMEDOUT', 'connect_timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect_timeout'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['FIREDRILL_ADDRESS_BLOCKED', 'address_blocked'],
  ])('%s is "failed" because of %s', (code, reason) => {
    const outcome = classify(
      { ...whole, phase: 'prepared', status: null, failure: { code, by: 'network' } },
      always,
    );
    expect(outcome).toMatchObject({ state: 'failed', reason });
  });

  test('stopped by the person who sent it is "cancelled"', () => {
    const failure = { code: 'ABORT_ERR', by: 'caller' } as const;
    expect(classify({ ...whole, phase: 'prepared', status: null, failure }, always).state).toBe('cancelled');
  });
});

test.each([
  [{ code: 'ECONNRESET', by: 'network' }, 'reset'],
  [{ code: 'UND_ERR_SOCKET', by: 'network' }, 'reset'],
  [{ code: 'HPE_INVALID_CONSTANT', by: 'network' }, 'protocol'],
  [{ code: 'UND_ERR_HEADERS_TIMEOUT', by: 'network' }, 'timeout'],
  [{ code: 'TimeoutError', by: 'deadline' }, 'timeout'],
  [{ code: 'AbortError', by: 'caller' }, 'aborted'],
] as const)('cut off after the connection stood is "unknown": %j', (failure, reason) => {
  expect(classify({ ...whole, phase: 'connected', status: null, failure }, always)).toMatchObject({
    state: 'unknown',
    reason,
  });
});

test('no status but a vendor-approved one is ever "delivered", and only 2xx and 4xx are asked about', () => {
  const asked: number[] = [];
  const provider = asking((status) => {
    asked.push(status);
    return yes;
  });
  for (let status = 100; status < 600; status++) {
    const { state } = classify({ ...whole, status }, provider);
    const isGeneral = status < 200 || (status >= 300 && status < 400) || status >= 500;
    if (isGeneral || [407, 408, 421, 425, 429].includes(status)) expect(state).not.toBe('delivered');
  }
  expect(classify({ ...whole, status: 429 }, provider)).toMatchObject({
    state: 'failed',
    reason: 'rate_limited',
  });
  expect(classify({ ...whole, status: 503 }, provider)).toMatchObject({
    state: 'unknown',
    reason: 'server_error',
  });
  expect(classify({ ...whole, status: 308 }, provider)).toMatchObject({
    state: 'rejected',
    reason: 'redirect',
  });
  expect(classify({ ...whole, status: 511 }, provider).state).toBe('rejected');
  expect(asked).toContain(202);
});

test('a success whose body did not come whole is "unknown", a refusal stays one', () => {
  const failure = { code: 'UND_ERR_SOCKET', by: 'network' } as const;
  const broken = { ...whole, phase: 'answered', failure } as const;
  expect(classify({ ...broken, status: 202 }, always)).toMatchObject({ state: 'unknown', reason: 'reset' });
  expect(classify({ ...broken, status: 400 }, always)).toMatchObject({ state: 'rejected' });
  expect(classify({ ...broken, status: 202, failure: null, tooLarge: true }, always)).toMatchObject({
    state: 'unknown',
    reason: 'too_large',
  });
});

test('a page of HTML with any success status is not taken for a vendor', () => {
  for (const provider of providers) {
    for (const status of [200, 201, 202]) {
      const outcome = classify({ ...whole, status, body: '<html>Sign in to the network</html>' }, provider);
      expect(outcome.state, `${provider.id} ${status}`).toBe('unknown');
    }
  }
});
