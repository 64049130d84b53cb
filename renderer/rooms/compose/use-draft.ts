import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { client } from '#renderer/host/client.ts';
import { keepTab } from '#renderer/host/keep-tab.ts';
import type { Params } from '#shared/model/draft.ts';
import { draftInput, type OpenDraft, openParams, withParams } from './draft.ts';
import { dropCopy, keepCopy } from './local-copy.ts';

export type Saved =
  | { readonly state: 'new' }
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'pending' }
  | { readonly state: 'failed' };

type DraftDesk = {
  readonly draft: OpenDraft;
  readonly saved: Saved;
  /** Changes something beside the form: vendor, destination. */
  readonly change: (draft: OpenDraft) => void;
  /** Puts another draft on the desk; the one before is saved. */
  readonly open: (draft: OpenDraft, savedAt: string | null) => void;
  /** Saves the draft also where nothing was typed. */
  readonly touch: () => void;
  /** The draft is removed elsewhere and must not be written again. */
  readonly forget: () => void;
};

const DELAY = 400;
const RETRY = 5000;

/** The draft on the desk, saved a moment after each change and at once when the page goes away. */
export function useDraft(
  first: { readonly draft: OpenDraft; readonly savedAt: string | null; readonly unsaved: boolean },
  form: UseFormReturn<Params>,
): DraftDesk {
  const [draft, setDraft] = useState(first.draft);
  const [saved, setSaved] = useState<Saved>(
    first.savedAt === null ? { state: 'new' } : { state: 'saved', at: first.savedAt },
  );
  const current = useRef(draft);
  const pending = useRef<{ timer: ReturnType<typeof setTimeout> | null; version: number }>({
    timer: null,
    version: 0,
  });
  // one after the other: an older save that arrives later would win
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  // react-hook-form also reports values that did not change, when a list comes on the page for one
  const written = useRef(JSON.stringify(form.getValues()));

  const again = useRef(() => {});
  // lets the tab go again, where it is all that holds what was typed last
  const letGo = useRef(() => {});

  const flush = useCallback(() => {
    const { timer, version } = pending.current;
    if (timer === null) return;
    clearTimeout(timer);
    pending.current.timer = null;
    const input = draftInput(withParams(current.current, form.getValues()));
    const release = letGo.current;
    letGo.current = () => {};
    queue.current = queue.current.then(() =>
      client.drafts.save(input).then(
        ({ id, updatedAt }) => {
          release();
          if (current.current.id !== id) dropCopy(id);
          else if (pending.current.version === version) {
            dropCopy(id);
            setSaved({ state: 'saved', at: updatedAt });
          }
        },
        // the copy stays, and so does the wish to save it
        () => {
          if (current.current.id !== input.id) {
            release();
            return;
          }
          const newer = letGo.current;
          letGo.current = () => {
            newer();
            release();
          };
          setSaved({ state: 'failed' });
          pending.current.timer ??= setTimeout(() => again.current(), RETRY);
        },
      ),
    );
  }, [form]);

  useEffect(() => {
    again.current = flush;
    // a desk that is gone must not write over what the next one saves
    return () => {
      again.current = () => {};
    };
  }, [flush]);

  const touch = useCallback(() => {
    const state = pending.current;
    state.version++;
    if (state.timer !== null) clearTimeout(state.timer);
    state.timer = setTimeout(flush, DELAY);
    const isKept = keepCopy({
      ...draftInput(withParams(current.current, form.getValues())),
      updatedAt: new Date().toISOString(),
    });
    letGo.current();
    if (!isKept) letGo.current = keepTab();
    setSaved((before) => (before.state === 'pending' ? before : { state: 'pending' }));
  }, [form, flush]);

  const put = useCallback(
    (next: OpenDraft) => {
      const before = current.current;
      current.current = next;
      setDraft(next);
      const other = next.id !== before.id || next.provider !== before.provider || next.kind !== before.kind;
      if (!other) return;
      const params = openParams(next);
      written.current = JSON.stringify(params);
      form.reset(params);
    },
    [form],
  );

  const change = useCallback(
    (next: OpenDraft) => {
      if (next.provider !== current.current.provider || next.kind !== current.current.kind) flush();
      put(next);
      touch();
    },
    [flush, put, touch],
  );

  const open = useCallback(
    (next: OpenDraft, savedAt: string | null) => {
      flush();
      put(next);
      setSaved(savedAt === null ? { state: 'new' } : { state: 'saved', at: savedAt });
    },
    [flush, put],
  );

  const forget = useCallback(() => {
    if (pending.current.timer !== null) clearTimeout(pending.current.timer);
    pending.current.timer = null;
    letGo.current();
    dropCopy(current.current.id);
  }, []);

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: () => {
          const text = JSON.stringify(form.getValues());
          if (text === written.current) return;
          written.current = text;
          touch();
        },
      }),
    [form, touch],
  );

  useEffect(() => {
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  const rescued = useRef(first.unsaved);
  useEffect(() => {
    if (!rescued.current) return;
    rescued.current = false;
    touch();
  }, [touch]);

  return useMemo(
    () => ({ draft, saved, change, open, touch, forget }),
    [draft, saved, change, open, touch, forget],
  );
}
