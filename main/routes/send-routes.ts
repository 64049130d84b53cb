import type { Refusal } from '#main/send/prepare.ts';
import type { Sender, SendResult } from '#main/send/sender.ts';
import type { ContractErrors } from './errors.ts';
import type { Send } from '#shared/model/send.ts';
import type { AppInfo } from '#shared/contract/contract.ts';
import { os } from './os.ts';

export type SendParts = { readonly sender: Sender; readonly info: AppInfo };

export function sendRoutes({ sender, info }: SendParts) {
  const origin = info.host === 'cli' ? 'cli' : 'window';
  const never = () => new AbortController().signal;
  return os.sends.router({
    send: os.sends.send.handler(async ({ input, errors, signal }) =>
      sentOr(errors, await sender.send(input, { origin, isGuarded: true }, signal ?? never())),
    ),
    decide: os.sends.decide.handler(async ({ input, errors, signal }) =>
      sentOr(errors, await sender.decide(input, origin, signal ?? never())),
    ),
    cancel: os.sends.cancel.handler(async ({ input, errors }) =>
      sentOr(errors, await sender.cancel(input.id)),
    ),
    meter: os.sends.meter.handler(({ input }) => sender.meter(input.destinationId)),
  });
}

/** The send, or the refusal as the contract's own error. */
export function sentOr(errors: ContractErrors, result: SendResult): Send {
  if (result.ok) return result.send;
  throw refusalError(errors, result.refusal);
}

export function refusalError(errors: ContractErrors, refusal: Refusal): Error {
  switch (refusal.code) {
    case 'NOT_FOUND':
      return errors.NOT_FOUND({ data: { what: refusal.what } });
    case 'INVALID_ALERT': {
      const findings = refusal.findings.map(({ path, message }) => ({ path: [...path], message }));
      return errors.INVALID_ALERT({ data: { findings } });
    }
    case 'SECRET_MISSING':
      return errors.SECRET_MISSING({ data: { slot: refusal.slot, label: refusal.label } });
    case 'SECRET_ORIGIN_MISMATCH': {
      const { label, boundOrigin, origin } = refusal;
      return errors.SECRET_ORIGIN_MISMATCH({ data: { label, boundOrigin, origin } });
    }
    case 'VAULT_LOCKED':
      return errors.VAULT_LOCKED({ data: { state: refusal.state } });
    case 'CONFIRMATION_NEEDED':
      return errors.CONFIRMATION_NEEDED({ data: { destination: refusal.destination } });
    case 'HISTORY_NOT_ACCEPTED':
      return errors.HISTORY_NOT_ACCEPTED({ data: { condition: refusal.condition } });
    case 'WRONG_STATE':
      return errors.WRONG_STATE({ data: { state: refusal.state } });
    case 'NOT_REPEATABLE':
      return errors.NOT_REPEATABLE({ data: { problem: refusal.problem } });
    case 'HISTORY_UNWRITABLE':
      return errors.HISTORY_UNWRITABLE({ data: { detail: refusal.detail } });
  }
}
