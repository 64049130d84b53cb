import { v7 as uuid } from 'uuid';
import type { Destination } from '#shared/model/destination.ts';
import type { Draft, DraftInput, Params } from '#shared/model/draft.ts';
import type { Send } from '#shared/model/send.ts';
import { fitParams } from '#shared/providers/kind-schema.ts';
import type { MessageKind, Provider } from '#shared/providers/provider.ts';
import { findKind, findProvider, providers } from '#shared/providers/registry.ts';
import { choiceOfSend, withResolveChoice } from './resolve-choice.ts';

export type OpenDraft = DraftInput & { readonly untouched: 'example' | 'blank' };

export const formKey = (provider: string, kind: string) => `${provider}.${kind}`;

/** What the draft is about. A vendor or kind that this version does not know opens as the first that it does. */
export function subject(draft: Pick<DraftInput, 'provider' | 'kind'>): {
  readonly provider: Provider;
  readonly kind: MessageKind;
} {
  const provider = findProvider(draft.provider) ?? providers[0];
  const kind = provider?.kinds.find(({ id }) => id === draft.kind) ?? provider?.kinds[0];
  if (provider === undefined || kind === undefined) throw new Error('There is no provider to write for.');
  return { provider, kind };
}

/** What the form of the draft starts with. */
export function openParams(draft: OpenDraft): Params {
  const { provider, kind } = subject(draft);
  const saved = draft.forms[formKey(provider.id, kind.id)];
  return saved === undefined ? kind[draft.untouched] : fitParams(kind, saved);
}

/** The very first: an example that is ready to send, to the sandbox. */
export function firstDraft(destinations: readonly Destination[]): OpenDraft {
  const { provider, kind } = subject({ provider: '', kind: '' });
  return {
    id: uuid(),
    provider: provider.id,
    kind: kind.id,
    destinationId: usualDestination(destinations, provider.id),
    forms: {},
    untouched: 'example',
  };
}

/** An empty form for the same vendor and destination. */
export function nextDraft(draft: OpenDraft): OpenDraft {
  return { ...draft, id: uuid(), forms: {}, untouched: 'blank' };
}

export function savedDraft(draft: Draft): OpenDraft {
  const { provider, kind } = subject(draft);
  return {
    id: draft.id,
    provider: provider.id,
    kind: kind.id,
    destinationId: draft.destinationId,
    forms: draft.forms,
    untouched: 'blank',
  };
}

/** Another vendor or kind in the same draft. What was typed stays in `forms`. */
export function switchKind(
  draft: OpenDraft,
  typed: Params,
  to: { readonly provider: string; readonly kind: string },
  destinationId: string | null,
): OpenDraft {
  return { ...withParams(draft, typed), ...to, destinationId };
}

export function withParams(draft: OpenDraft, typed: Params): OpenDraft {
  return { ...draft, forms: { ...draft.forms, [formKey(draft.provider, draft.kind)]: typed } };
}

/** Without what is only known while it is open. */
export function draftInput({ id, provider, kind, destinationId, forms }: OpenDraft): DraftInput {
  return { id, provider, kind, destinationId, forms };
}

export type FromSend =
  /** `note`: what could not be taken over, in words. */
  | { readonly ok: true; readonly draft: OpenDraft; readonly note: string | null }
  | { readonly ok: false; readonly why: string };

/** A send out of the history as a new draft. */
export function draftFromSend(send: Send, destinations: readonly Destination[]): FromSend {
  const kind = findKind(send.provider, send.kind);
  if (kind === undefined) {
    return {
      ok: false,
      why: `This version of Firedrill cannot write ${send.provider} ${send.kind} messages.`,
    };
  }
  const place = destinations.find(({ id }) => id === send.destination.id);
  const there = place !== undefined;
  const own = { [formKey(send.provider, send.kind)]: send.params };
  const usual = place?.resolveAfter ?? null;
  return {
    ok: true,
    note: there
      ? null
      : `${send.destination.name}, where this went, is no longer there. Choose a destination.`,
    draft: {
      id: uuid(),
      provider: send.provider,
      kind: send.kind,
      destinationId: there ? send.destination.id : null,
      forms:
        send.effect === 'opens'
          ? withResolveChoice({ forms: own }, choiceOfSend(send.resolveAfter, usual)).forms
          : own,
      untouched: 'blank',
    },
  };
}

/** The sandbox's own, so that nothing goes anywhere by accident. */
export function usualDestination(destinations: readonly Destination[], provider: string): string | null {
  const mine = destinations.filter((destination) => destination.provider === provider);
  return (mine.find(({ builtIn }) => builtIn) ?? mine[0])?.id ?? null;
}

/** What is open after a start: the copy of a tab that was killed where it is newer, else the newest saved one. */
export function restore(
  saved: readonly Draft[],
  copies: readonly Draft[],
): { readonly draft: OpenDraft; readonly unsaved: boolean; readonly savedAt: string | null } | null {
  const times = new Map(saved.map(({ id, updatedAt }) => [id, updatedAt]));
  const lost = copies.filter(({ id, updatedAt }) => updatedAt > (times.get(id) ?? ''));
  const newest = [...lost, ...saved].toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0];
  if (newest === undefined) return null;
  const unsaved = lost.includes(newest);
  return { draft: savedDraft(newest), unsaved, savedAt: unsaved ? null : newest.updatedAt };
}
