import type { Params } from '#shared/model/draft.ts';
import type { MessageKind } from '#shared/providers/provider.ts';
import { useLiveAlert } from './live-alert.tsx';
import type { Saved } from './use-draft.ts';

type CrumbProps = { readonly saved: Saved; readonly example: boolean };

/** What is being written, and whether it is safe. */
export function Crumb({ saved, example }: CrumbProps) {
  const { alert, typed } = useLiveAlert();
  const name = example && saved.state === 'new' ? 'Example alert' : summary(alert.kind, typed);
  return (
    <span title={name}>
      {name} · {savedInWords(saved)}
    </span>
  );
}

function summary(kind: MessageKind, params: Params): string {
  try {
    const words = kind.summary(params).trim();
    return words === '' ? 'New alert' : words;
  } catch {
    return 'New alert';
  }
}

function savedInWords(saved: Saved): string {
  switch (saved.state) {
    case 'new':
      return 'not saved';
    case 'pending':
      return 'saving…';
    case 'failed':
      return 'draft kept in this window only';
    case 'saved': {
      const at = new Date(saved.at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
      return `draft saved ${at}`;
    }
  }
}
