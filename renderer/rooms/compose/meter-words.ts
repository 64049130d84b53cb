import type { Meter } from '#shared/model/send.ts';
import { roughly } from '#renderer/ui/durations.ts';
import { grouped } from '#shared/text/measure.ts';

/** Null while there is so much room that nobody has to know. */
export function meterInWords({ used, calls, perSeconds, freeInMs }: Meter, vendor: string): string | null {
  if (used * 2 <= calls && freeInMs <= 0) return null;
  const stretch = perSeconds === 60 ? 'a minute' : `${perSeconds} s`;
  const limit = `${grouped(used)} of the ${grouped(calls)} calls that ${vendor} takes in ${stretch}`;
  return freeInMs > 0 ? `${limit}. The next one waits ${roughly(Math.max(1000, freeInMs))}.` : `${limit}.`;
}
