import { styled } from '@mui/material/styles';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Send } from '#shared/model/send.ts';
import type { DiffLine } from './diff.ts';
import { unseen } from '#renderer/ui/unseen.ts';

type DiffViewProps = {
  readonly last: Send | null;
  readonly destination: Destination | null;
  readonly lines: readonly DiffLine[];
  readonly changes: number;
};

const signs = { same: ' ', gone: '−', new: '+' } as const;
const words = { same: '', gone: 'removed: ', new: 'added: ' } as const;

/** What changed since the last send to the same destination, line by line. */
export function DiffView({ last, destination, lines, changes }: DiffViewProps) {
  if (destination === null)
    return <EmptyState text="Choose a destination to compare with the last send to it." />;
  if (last === null) {
    return (
      <EmptyState
        text={`Nothing was sent to ${destination.name} yet. After the first send, this shows what changed since.`}
      />
    );
  }
  const at = new Date(last.at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable with the keyboard
    <Lines tabIndex={0} aria-label="Changes since the last send">
      <p>
        {changes === 0 ? 'Nothing changed' : changes === 1 ? '1 place changed' : `${changes} places changed`}{' '}
        since the send of {at}.
      </p>
      {lines.map(({ sign, text }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line has no identity but its place
        <span key={index} data-sign={sign}>
          <i aria-hidden>{signs[sign]}</i>
          {sign !== 'same' && <b>{words[sign]}</b>}
          {text}
          {'\n'}
        </span>
      ))}
    </Lines>
  );
}

const Lines = styled('section')(({ theme: t }) => ({
  ...t.typography.mono,
  position: 'relative',
  flex: 1,
  minWidth: 0,
  padding: '12px 0',
  overflow: 'auto',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  background: t.vars.palette.surface.code,
  color: t.vars.palette.text.secondary,
  scrollbarWidth: 'thin',
  scrollbarColor: `${t.vars.palette.divider} transparent`,
  '&:focus-visible': { outlineOffset: -2 },
  '& p': { ...t.typography.body2, color: t.vars.palette.text.tertiary, padding: '0 16px 8px' },
  '& > span': { display: 'block', padding: '0 16px 0 36px', textIndent: -20 },
  '& i': { display: 'inline-block', width: 20, textIndent: 0, fontStyle: 'normal', fontWeight: 600 },
  '& b': unseen,
  '& [data-sign="gone"]': {
    background: t.vars.palette.severity.critical.tint,
    color: t.vars.palette.severity.critical.main,
  },
  '& [data-sign="new"]': {
    background: t.vars.palette.severity.ok.tint,
    color: t.vars.palette.severity.ok.main,
  },
}));
