import {
  asUsual,
  choiceFor,
  type Picked,
  pickedSeconds,
  type ResolveChoice,
} from '#renderer/forms/resolve-after.ts';
import type { DraftInput, Params } from '#shared/model/draft.ts';
import type { MessageKind } from '#shared/providers/provider.ts';

/** A form of the draft beside those of the vendors, whose names all have a dot: saved and restored as they are. */
export const SEND_FORM = 'send';

export function resolveChoice(kept: Params = {}): ResolveChoice {
  const text = (name: keyof ResolveChoice) => {
    const value = kept[name];
    return typeof value === 'string' ? value : asUsual[name];
  };
  return { pick: text('pick'), amount: text('amount'), unit: text('unit') };
}

export function withResolveChoice<D extends Pick<DraftInput, 'forms'>>(draft: D, choice: ResolveChoice): D {
  return { ...draft, forms: { ...draft.forms, [SEND_FORM]: { ...choice } } };
}

/** What an earlier send was given, where the destination would not give it the same by itself. */
export function choiceOfSend(resolveAfter: number | null, usual: number | null): ResolveChoice {
  return resolveAfter === usual ? asUsual : choiceFor(resolveAfter);
}

/** Whether something can resolve what this opens: a key to do it with, and a message that does. */
export function canResolveItself(kind: MessageKind, params: Params): boolean {
  try {
    const { key, effect } = kind.incident(params);
    return effect === 'opens' && key !== null && kind.followUp(params, 'resolve', key) !== null;
  } catch {
    return false;
  }
}

/** What the send is given; a message that opens nothing is given nothing, whatever was picked. */
export function pickedFor(kind: MessageKind, params: Params, choice: ResolveChoice | undefined): Picked {
  return choice === undefined || !canResolveItself(kind, params)
    ? { ok: true, seconds: undefined }
    : pickedSeconds(choice);
}
