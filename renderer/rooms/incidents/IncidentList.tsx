import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { CountTag } from '#renderer/ui/CountTag.tsx';
import type { Incident } from '#shared/model/incident.ts';
import { grouped } from '#shared/text/measure.ts';
import { IncidentRow } from './IncidentRow.tsx';
import { refKey, refOf } from './use-incidents.ts';

type Props = {
  readonly title: string;
  readonly total: number;
  readonly note?: string | undefined;
  readonly incidents: readonly Incident[];
  /** `refKey` of the one that is shown beside the list. */
  readonly chosen: string | null;
  /** Undefined where all of them are there. */
  readonly onMore?: (() => void) | undefined;
  readonly isLoadingMore: boolean;
  /** In place of the rows where there are none. */
  readonly empty?: ReactNode;
};

export function IncidentList(props: Props) {
  const { title, total, note, incidents, chosen, onMore, isLoadingMore, empty } = props;
  const id = useId();
  return (
    <Group aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <CountTag>{grouped(total)}</CountTag>
        {note === undefined ? null : <span className="note">{note}</span>}
      </header>
      {incidents.length === 0 ? empty : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows only move between the links in it */}
      <ul onKeyDown={moveAlong}>
        {incidents.map((incident) => {
          const key = refKey(refOf(incident));
          return <IncidentRow key={key} incident={incident} isChosen={key === chosen} />;
        })}
      </ul>
      {onMore === undefined ? null : (
        <div className="more">
          <Button size="small" onClick={onMore} aria-disabled={isLoadingMore}>
            {isLoadingMore ? 'Reading…' : 'Show more'}
          </Button>
        </div>
      )}
    </Group>
  );
}

/** Up and down go from row to row, also into the other group. Tab works as in any list of links. */
function moveAlong(event: KeyboardEvent<HTMLUListElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const place = event.currentTarget.closest('[data-incidents]');
  if (step === 0 || place === null) return;
  const rows = [...place.querySelectorAll<HTMLAnchorElement>('li > a')];
  const next = rows[rows.indexOf(document.activeElement as HTMLAnchorElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

const Group = styled('section')(({ theme: t }) => ({
  '& > header': {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'flex',
    alignItems: 'center',
    gap: 8,
    minHeight: 36,
    padding: '0 16px',
    background: t.vars.palette.surface.raised,
    borderBottom: `1px solid ${t.vars.palette.border.soft}`,
    '& h2': { ...t.typography.h2 },
    '& .note': {
      marginLeft: 'auto',
      color: t.vars.palette.text.tertiary,
      fontSize: '0.75rem',
    },
  },
  '& + & > header': { borderTop: `1px solid ${t.vars.palette.divider}` },
  '& > .more': { display: 'flex', justifyContent: 'center', padding: 10 },
}));
