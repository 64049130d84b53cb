import type { Choice, Incident } from '../provider.ts';

export type MessageType = 'CRITICAL' | 'WARNING' | 'ACKNOWLEDGEMENT' | 'INFO' | 'RECOVERY';

export const messageTypes: readonly (Choice & { readonly value: MessageType })[] = [
  { value: 'CRITICAL', label: 'Critical', tone: 'critical' },
  { value: 'WARNING', label: 'Warning', tone: 'warning' },
  { value: 'ACKNOWLEDGEMENT', label: 'Acknowledgement', tone: 'info' },
  { value: 'INFO', label: 'Info', tone: 'info' },
  { value: 'RECOVERY', label: 'Recovery', tone: 'ok' },
];

/** What VictorOps reads in it: any case will do and OK is a recovery. Null is everything else, taken as INFO. */
export function readMessageType(typed: string): MessageType | null {
  const upper = typed.toUpperCase();
  if (upper === 'OK') return 'RECOVERY';
  return messageTypes.find((type) => type.value === upper)?.value ?? null;
}

const effects: Record<MessageType, Incident['effect']> = {
  CRITICAL: 'opens',
  // only in accounts that are set so; counted as open, so that it is not left behind
  WARNING: 'opens',
  ACKNOWLEDGEMENT: 'acknowledges',
  INFO: 'none',
  RECOVERY: 'resolves',
};

export function effectOf(typed: string): Incident['effect'] {
  const type = readMessageType(typed);
  return type === null ? 'none' : effects[type];
}

/** The type that was probably meant: the one that what was typed is the start of, else the one with fewest slips. */
export function nearestMessageType(typed: string): MessageType {
  const upper = typed.trim().toUpperCase();
  const read = readMessageType(upper);
  if (read !== null) return read;
  const started = messageTypes.find((type) => upper.length > 1 && type.value.startsWith(upper));
  if (started !== undefined) return started.value;
  let nearest: { readonly value: MessageType; readonly slips: number } = {
    value: 'CRITICAL',
    slips: Infinity,
  };
  for (const { value } of messageTypes) {
    const slips = editDistance(upper.slice(0, 40), value);
    if (slips < nearest.slips) nearest = { value, slips };
  }
  // further off than that, nothing was meant by it; CRITICAL is what other tools make of such a word
  return nearest.slips <= nearest.value.length / 2 ? nearest.value : 'CRITICAL';
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
