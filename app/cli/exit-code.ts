import { ORPCError } from '@orpc/server';
import { DataDirInUse } from '#main/data-dir/owner-lock.ts';
import type { SendSummary } from '#shared/model/send.ts';
import { InputError } from './print.ts';

/** Of the commands that send: a script can tell what became of it. */
export const EXIT = {
  delivered: 0,
  rejected: 1,
  usage: 2,
  failed: 3,
  unknown: 4,
  locked: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What somebody has to look after first; the last is the best. */
const WORST_FIRST: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.unknown,
  EXIT.failed,
  EXIT.rejected,
  EXIT.usage,
  EXIT.locked,
  EXIT.delivered,
];

/** As a help text says it. */
export const EXIT_CODES =
  '\nExit codes: 0 accepted, 1 rejected, 2 wrong usage or input, 3 not sent, 4 unknown, 5 locked or in use, 130 stopped.';

export function exitCodeOf({ state }: Pick<SendSummary, 'state'>): ExitCode {
  switch (state) {
    case 'delivered':
      return EXIT.delivered;
    case 'rejected':
      return EXIT.rejected;
    case 'failed':
    case 'cancelled':
      return EXIT.failed;
    case 'unknown':
    case 'queued':
    case 'in_flight':
    case 'retry_wait':
      return EXIT.unknown;
  }
}

export function worst(codes: readonly ExitCode[]): ExitCode {
  return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.delivered;
}

/** What is refused before anything is sent gets one of these codes too. */
export async function withExitCodes(work: () => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof InputError) || error.exitCode !== null) throw error;
    throw new InputError(error.message, { cause: error, exitCode: codeFor(error.cause) });
  }
}

/** A vault that stays shut is not a wrong command line. */
export async function withLockedCode<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.message, { cause: error, exitCode: EXIT.locked });
  }
}

function codeFor(cause: unknown): ExitCode {
  if (cause instanceof DataDirInUse) return EXIT.locked;
  if (!(cause instanceof ORPCError)) return EXIT.usage;
  switch (cause.code) {
    case 'VAULT_LOCKED':
    case 'VAULT':
      return EXIT.locked;
    case 'HISTORY_UNWRITABLE':
    case 'HISTORY_UNREADABLE':
    case 'INTERNAL_SERVER_ERROR':
      return EXIT.failed;
    default:
      return EXIT.usage;
  }
}
