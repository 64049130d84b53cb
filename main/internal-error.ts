import { ORPCError, ValidationError } from '@orpc/server';
import type { Log } from './log/log.ts';

/**
 * For every carrier of the contract: logs what the contract does not expect. The caller hears `INTERNAL_SERVER_ERROR`
 * and no more; what went wrong inside is not the renderer's to know.
 */
export function logInternalError(log: Log): (error: unknown) => void {
  return (error) => {
    if (error instanceof ORPCError && error.defined) return;
    const details =
      error instanceof ORPCError && error.cause instanceof ValidationError ? paths(error.cause) : undefined;
    log.error({ err: error instanceof ORPCError ? (error.cause ?? error) : error, details }, 'a call failed');
  };
}

/** Where a schema was not met, without the values that did not meet it. */
function paths(error: ValidationError): string[] {
  return error.issues.map((issue) =>
    (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
  );
}
