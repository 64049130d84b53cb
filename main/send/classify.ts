import type { Provider, Verdict } from '#shared/providers/provider.ts';
import type { Reason, SendState } from '#shared/model/send.ts';
import type { Exchange } from './http.ts';

export type Outcome = {
  readonly state: SendState;
  readonly reason: Reason | null;
  readonly vendorMessage: string | null;
  readonly incidentKey: string | null;
};

/**
 * What an exchange proves. Before the connection stood nothing has left; after it, without a whole answer, nobody
 * here can know. The vendor is asked only about a whole answer.
 */
export function classify(exchange: Exchange, provider: Provider): Outcome {
  const { status } = exchange;
  if (exchange.phase === 'prepared') return beforeConnection(exchange);
  if (status === null) return only('unknown', cutOff(exchange));
  const general = byStatus(status);
  if (exchange.phase !== 'complete') {
    if (general !== null) return only(general.state, general.reason);
    if (status >= 400) return only('rejected', 'content');
    return only('unknown', exchange.tooLarge ? 'too_large' : cutOff(exchange));
  }
  const verdict = provider.verdict({ status, body: exchange.body });
  if (general !== null) return { ...only(general.state, general.reason), vendorMessage: verdict.message };
  return fromVerdict(verdict);
}

const only = (state: SendState, reason: Reason): Outcome => ({
  state,
  reason,
  vendorMessage: null,
  incidentKey: null,
});

function fromVerdict(verdict: Verdict): Outcome {
  const states: Record<Verdict['class'], SendState> = {
    delivered: 'delivered',
    rejected: 'rejected',
    ambiguous: 'unknown',
  };
  return {
    state: states[verdict.class],
    reason: verdict.reason,
    vendorMessage: verdict.message,
    incidentKey: verdict.incidentKey,
  };
}

/** What means the same from every vendor, because it is HTTP's meaning or a proxy's. */
function byStatus(status: number): { state: SendState; reason: Reason } | null {
  if (status < 200) return { state: 'unknown', reason: 'protocol' };
  if (status >= 300 && status < 400) return { state: 'rejected', reason: 'redirect' };
  if (status === 429) return { state: 'failed', reason: 'rate_limited' };
  if ([408, 421, 425].includes(status)) return { state: 'failed', reason: 'not_processed' };
  if ([501, 505, 506, 510, 511].includes(status)) return { state: 'rejected', reason: 'not_processed' };
  if (status === 407) return { state: 'failed', reason: 'not_processed' };
  if (status >= 500) return { state: 'unknown', reason: 'server_error' };
  return null;
}

function beforeConnection({ failure }: Exchange): Outcome {
  if (failure?.by === 'caller')
    return { state: 'cancelled', reason: null, vendorMessage: null, incidentKey: null };
  const code = failure?.code ?? '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') return only('failed', 'dns');
  if (code === 'ECONNREFUSED') return only('failed', 'refused');
  if (code === 'FIREDRILL_ADDRESS_BLOCKED') return only('failed', 'address_blocked');
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' || failure?.by === 'deadline') {
    return only('failed', 'connect_timeout');
  }
  if (/CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO|HOSTNAME/.test(code)) return only('failed', 'tls');
  return only('failed', 'unreachable');
}

function cutOff({ failure }: Exchange): Reason {
  if (failure?.by === 'caller') return 'aborted';
  if (failure?.by === 'deadline') return 'timeout';
  if (failure?.code === 'UND_ERR_HEADERS_TIMEOUT' || failure?.code === 'UND_ERR_BODY_TIMEOUT')
    return 'timeout';
  if (failure?.code.startsWith('HPE_') === true || failure?.code === 'UND_ERR_HEADERS_OVERFLOW')
    return 'protocol';
  return 'reset';
}
