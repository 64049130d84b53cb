import type { Tone } from '#shared/providers/provider.ts';
import { findKind, findProvider } from '#shared/providers/registry.ts';
import type { Reason, Send, SendState, SendSummary } from '#shared/model/send.ts';

export type Explained = {
  /** The word on screen: "Accepted", "Rejected", "Not sent", "Unknown"… */
  readonly word: string;
  readonly tone: Tone;
  /** What happened, what it means, what to do; whole sentences. */
  readonly text: string;
};

/** The outcome in one word. "Unknown" is never "failed", and "accepted" is never "delivered to a person". */
export function outcomeWord(send: Pick<SendSummary, 'state' | 'reason'>): Pick<Explained, 'word' | 'tone'> {
  if (send.state === 'delivered' && send.reason === 'duplicate')
    return { word: 'Duplicate', tone: 'warning' };
  const words: Record<SendState, Pick<Explained, 'word' | 'tone'>> = {
    queued: { word: 'Queued', tone: 'info' },
    in_flight: { word: 'Sending', tone: 'info' },
    retry_wait: { word: 'Trying again', tone: 'info' },
    delivered: { word: 'Accepted', tone: 'ok' },
    rejected: { word: 'Rejected', tone: 'critical' },
    failed: { word: 'Not sent', tone: 'error' },
    unknown: { word: 'Unknown', tone: 'unknown' },
    cancelled: { word: 'Cancelled', tone: 'unknown' },
  };
  return words[send.state];
}

/** The outcome for the person who sent it, with the vendor's own words where there are any. */
export function explain(send: Send): Explained {
  return { ...outcomeWord(send), text: sentence(send) };
}

function sentence(send: Send): string {
  const vendor = findProvider(send.provider)?.shortName ?? send.provider;
  const { host } = send.destination;
  if (send.decision !== null) {
    const found = send.state === 'delivered' ? `${vendor} has it` : `${vendor} does not have it`;
    return `It was unknown until somebody said on ${clock(send.decision.at)} that ${found}.`;
  }
  if (send.state === 'delivered') {
    if (send.reason === 'duplicate') {
      return `${vendor} already has this exact event and dropped it. Change the time or any field to send it as a new one.`;
    }
    return findKind(send.provider, send.kind)?.acceptedMeans(send.params) ?? `${vendor} took the message.`;
  }
  if (send.state === 'cancelled') return cancelled(send.reason, vendor);
  if (send.state === 'queued' || send.state === 'in_flight') return `On its way to ${host}.`;
  if (send.reason === null) return 'Firedrill has no record of why.';
  if (send.state === 'retry_wait') {
    const when = send.retryAt === undefined || send.retryAt === null ? '' : ` at ${clock(send.retryAt)}`;
    return `Attempt ${send.attempts.length} did not get through. The next one begins by itself${when}; cancelling stops it.`;
  }
  const said = send.vendorMessage === null ? '' : ` ${vendor} says: “${send.vendorMessage}”`;
  const until =
    send.reason === 'rate_limited' && typeof send.retryAt === 'string'
      ? ` It takes calls again at ${clock(send.retryAt)}.`
      : '';
  return `${because(send.reason, vendor, host)}${until}${said}`;
}

function cancelled(reason: Reason | null, vendor: string): string {
  if (reason === null) return 'You stopped it before anything had left. Nothing was sent.';
  if (reason === 'crash') return 'Firedrill stopped before it had left. Nothing was sent.';
  if (reason === 'held_back') {
    return `Nothing was sent: an earlier message about this incident is unknown, and this one may not pass it. Decide first what became of that one.`;
  }
  if (reason === 'overtaken') {
    return 'Nothing was sent: a later message has acknowledged or resolved this incident, and this one would have opened it again.';
  }
  return `It was stopped before the next attempt. ${vendor} has not taken it.`;
}

/** "2026-11-20 22:40:41 UTC", which is the same wherever it is read. */
function clock(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

function because(reason: Reason, vendor: string, host: string): string {
  const cutOff = `${vendor} may or may not have it. Firedrill won't repeat it by itself.`;
  const reasons: Record<Reason, string> = {
    dns: `${host} could not be found. Nothing left this computer. Check the address of the destination, and the network.`,
    refused: `${host} refused the connection. Nothing left this computer. Check the port, and that something listens there.`,
    unreachable: `${host} could not be reached. Nothing left this computer. Check the network.`,
    connect_timeout: `${host} did not answer the connection within 10 s. Nothing left this computer. A firewall may drop it.`,
    tls: `${host} could not prove that it is ${host}. Nothing left this computer. A proxy may be reading along, or the certificate is wrong.`,
    proxy: `The proxy on the way to ${host} did not let the request through. Nothing left this computer. Check the proxy under Settings.`,
    settings: `The proxy or the certificates that Settings names cannot be used; the page says why. Nothing left this computer.`,
    held_back: `An earlier message about this incident is unknown. Nothing left this computer.`,
    overtaken: `A later message has acknowledged or resolved this incident. Nothing left this computer.`,
    address_blocked: `${host} leads to an address that Firedrill never sends to. Nothing left this computer.`,
    reset: `The connection was cut after the request had begun to leave. ${cutOff}`,
    timeout: `${host} took the request and gave no answer in time. ${cutOff}`,
    protocol: `What came back from ${host} is not HTTP. ${cutOff}`,
    crash: `Firedrill stopped while this was under way. ${cutOff}`,
    aborted: `You stopped it after the request had begun to leave. ${cutOff}`,
    not_understood: `The answer is not one that ${vendor} gives: something between you and ${vendor} may have answered in its place. ${cutOff}`,
    too_large: `The answer was larger than 1 MB and was not read to its end. ${cutOff}`,
    server_error: `${vendor} had a fault of its own. It may or may not have it.`,
    content: `${vendor} did not accept the content. Nothing was opened.`,
    auth: `${vendor} did not accept the key. Nothing was opened. Check that the key belongs to this vendor and region.`,
    not_found: `${vendor} knows no such address. Nothing was opened. The key in it, or the region, may be wrong.`,
    redirect: `The answer points to another address. Firedrill never follows one, because the key would go along. Nothing was opened.`,
    rate_limited: `${vendor} wants fewer calls and has not taken this one. Wait a minute, then send it again.`,
    not_processed: `${host} answered that it has not processed the request. Nothing was opened.`,
    duplicate: `${vendor} already has this exact event and dropped it.`,
    marked: `Somebody found out at ${vendor} and marked it so.`,
  };
  return reasons[reason];
}
