import { rejected } from '#shared/providers/answer.ts';
import type { Provider, Verdict } from '#shared/providers/provider.ts';
import type { Reason, SendState } from '#shared/model/send.ts';
import type { Exchange } from './http.ts';

export type Outcome = {
  readonly state: SendState;
  readonly reason: Reason | null;
  readonly vendorMessage: string | null;
  readonly incidentKey: string | null;
  readonly again: Again;
};

/**
 * Whether the same bytes may go once more by themselves. `with-key`: only where the vendor can tell a repetition by
 * the incident key in it.
 */
export type Again = 'no' | 'once' | 'with-key' | 'yes';

/**
 * What an exchange proves. Before the connection stood nothing has left; after it, without a whole answer, nobody
 * here can know. The vendor is asked only about a whole answer. `sentKey`: the incident key that was in the request.
 */
export function classify(exchange: Exchange, provider: Provider, sentKey: string | null = null): Outcome {
  const { status } = exchange;
  if (exchange.phase === 'prepared') return beforeConnection(exchange);
  if (status === null) return only('unknown', cutOff(exchange));
  const general = byStatus(status);
  if (exchange.phase !== 'complete') {
    if (general !== null) return general;
    // whatever the rest would have said, its status is a no
    if (status >= 400) return fromVerdict(rejected(status, null));
    return only('unknown', exchange.tooLarge ? 'too_large' : cutOff(exchange));
  }
  const verdict = provider.verdict({ status, body: exchange.body });
  if (general !== null) return { ...general, vendorMessage: verdict.message };
  // an answer about another incident is not the answer to this request
  const isAboutAnother = sentKey !== null && verdict.incidentKey !== null && verdict.incidentKey !== sentKey;
  if (isAboutAnother) return { ...only('unknown', 'not_understood'), vendorMessage: verdict.message };
  return fromVerdict(verdict);
}

const only = (state: SendState, reason: Reason, again: Again = 'no'): Outcome => ({
  state,
  reason,
  vendorMessage: null,
  incidentKey: null,
  again,
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
    again: 'no',
  };
}

/** A no that says what is wrong with the request; only these are the vendor's to read. */
const REFUSALS = [
  400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 417, 422, 426, 428, 431, 451,
];
/** A fault behind the vendor's door: the request may have been taken before it. The last ones are proxies' own. */
const FAULTS = [500, 502, 503, 504, 507, 508, 509, 520, 521, 522, 523, 524, 525, 526, 527, 530, 598, 599];

/** What means the same from every vendor, because it is HTTP's meaning or a proxy's. */
function byStatus(status: number): Outcome | null {
  if (status < 200) return only('unknown', 'protocol');
  if (status < 300) return null;
  if (status < 400) return only('rejected', 'redirect');
  if (status === 429) return only('failed', 'rate_limited', 'yes');
  if (status === 408 || status === 425) return only('failed', 'not_processed', 'yes');
  if (status === 421) return only('failed', 'not_processed', 'once');
  if (status === 407) return only('failed', 'not_processed');
  if ([501, 505, 506, 510, 511].includes(status)) return only('rejected', 'not_processed');
  if (FAULTS.includes(status)) return only('unknown', 'server_error', 'with-key');
  if (REFUSALS.includes(status)) return null;
  return only('unknown', status >= 500 && status < 600 ? 'server_error' : 'not_understood');
}

/** What passes by itself is tried again; what somebody has to change is not. */
function beforeConnection({ failure }: Exchange): Outcome {
  if (failure?.by === 'caller') {
    return { state: 'cancelled', reason: null, vendorMessage: null, incidentKey: null, again: 'no' };
  }
  const code = failure?.code ?? '';
  if (code === 'EAI_AGAIN') return only('failed', 'dns', 'yes');
  if (code === 'ENOTFOUND' || code === 'EAI_NODATA') return only('failed', 'dns');
  if (code === 'ECONNREFUSED') return only('failed', 'refused');
  if (code === 'FIREDRILL_NO_ROUTE') return only('failed', 'settings');
  if (code.startsWith('FIREDRILL_PROXY_')) return only('failed', 'proxy');
  if (code === 'FIREDRILL_ADDRESS_BLOCKED') return only('failed', 'address_blocked');
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' || failure?.by === 'deadline') {
    return only('failed', 'connect_timeout', 'yes');
  }
  if (/CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO|HOSTNAME/.test(code)) return only('failed', 'tls');
  return only('failed', 'unreachable', 'yes');
}

/** The parser's own words, and the library's for what a parser lets pass. */
const NOT_HTTP =
  /^(HPE_|HTTPParserError|ERR_ASSERTION|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH|FIREDRILL_NO_FINAL)/;

function cutOff({ failure }: Exchange): Reason {
  if (failure?.by === 'caller') return 'aborted';
  if (failure?.by === 'deadline') return 'timeout';
  if (failure?.code === 'UND_ERR_HEADERS_TIMEOUT' || failure?.code === 'UND_ERR_BODY_TIMEOUT')
    return 'timeout';
  if (failure !== null && NOT_HTTP.test(failure.code)) return 'protocol';
  return 'reset';
}
