import { expect, it } from 'vitest';
import { asUsual, choiceFor } from '#renderer/forms/resolve-after.ts';
import type { DraftInput } from '#shared/model/draft.ts';
import { providers } from '#shared/providers/registry.ts';
import { formKey } from './draft.ts';
import {
  canResolveItself,
  choiceOfSend,
  pickedFor,
  resolveChoice,
  SEND_FORM,
  withResolveChoice,
} from './resolve-choice.ts';

it('is kept in the draft as typed, beside the forms of the vendors', () => {
  const typed = { pick: 'other', amount: 'soo', unit: '60' };
  const before: Pick<DraftInput, 'forms'> = { forms: { 'one.alert': { summary: 'Disk full' } } };
  const draft = withResolveChoice(before, typed);
  expect(resolveChoice(draft.forms[SEND_FORM])).toEqual(typed);
  expect(draft.forms['one.alert']).toEqual({ summary: 'Disk full' });
  expect(resolveChoice()).toEqual(asUsual);
});

it('no form of a vendor has the same name', () => {
  const names = providers.flatMap(({ id, kinds }) => kinds.map((kind) => formKey(id, kind.id)));
  const kept = Object.keys(withResolveChoice({ forms: {} }, asUsual).forms);
  expect(names.filter((name) => kept.includes(name))).toEqual([]);
});

it('an alert out of the history is given what it had, and nothing of its own where the destination says the same', () => {
  expect(choiceOfSend(900, 900)).toEqual(asUsual);
  expect(choiceOfSend(null, 900)).toEqual(choiceFor(null));
  expect(choiceOfSend(3600, null)).toEqual(choiceFor(3600));
});

it('every vendor has a message that can resolve itself, and a resolve is given no timer', () => {
  for (const provider of providers) {
    const [kind] = provider.kinds;
    if (kind === undefined) throw new Error(`${provider.id} has no kind`);
    const params = kind.withKey?.(kind.example, 'fd-1') ?? kind.example;
    expect(canResolveItself(kind, params)).toBe(true);
    expect(pickedFor(kind, params, choiceFor(900))).toEqual({ ok: true, seconds: 900 });
    const resolve = kind.followUp(params, 'resolve', kind.incident(params).key ?? '');
    if (resolve === null) throw new Error(`${provider.id} cannot resolve`);
    expect(pickedFor(kind, resolve, choiceFor(900))).toEqual({ ok: true, seconds: undefined });
  }
});
