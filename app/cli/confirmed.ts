import type { Destination } from '#shared/model/destination.ts';
import type { GuardInput } from '#shared/model/send.ts';
import { ask, isAtTerminal } from './ask.ts';
import { InputError } from './print.ts';

/**
 * For a production destination its name, from `--confirm` or typed by somebody who is there. A script is never asked;
 * the engine compares what comes of it, here nothing is decided.
 */
export async function confirmed(
  { name, environment }: Destination,
  confirm: string | undefined,
): Promise<{ readonly guard?: GuardInput }> {
  if (environment !== 'production') return {};
  if (confirm === undefined && !isAtTerminal()) {
    throw new InputError(
      `Nothing was sent. ${name} is a production destination: somebody is paged. Say its name to send to it: --confirm ${quoted(name)}`,
    );
  }
  const typed = confirm ?? (await ask(`${name} is a production destination. Type its name to send to it: `));
  return { guard: { typed, hold: false, remember: false } };
}

/** As a shell takes it. */
export function quoted(text: string): string {
  return /^[\w.:@/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
