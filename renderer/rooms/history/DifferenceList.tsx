import { styled } from '@mui/material/styles';
import { ToneText } from '#renderer/ui/ToneLabel.tsx';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';
import type { Difference } from '#shared/json/diff.ts';
import type { Json } from '#shared/json/json.ts';
import type { Tone } from '#shared/providers/provider.ts';
import { pathInWords, valueInWords } from './compare.ts';

const signs: Record<Difference['does'], { word: string; icon: IconName; tone: Tone }> = {
  added: { word: 'Added', icon: 'plus', tone: 'ok' },
  removed: { word: 'Removed', icon: 'minus', tone: 'critical' },
  changed: { word: 'Changed', icon: 'compose', tone: 'info' },
};

/** Place by place, what one says and what the other says. */
export function DifferenceList({ found }: { readonly found: readonly Difference[] }) {
  return (
    <List>
      {found.map((difference) => {
        const { word, icon, tone } = signs[difference.does];
        return (
          <li key={`${difference.does} ${pathInWords(difference.path)}`}>
            <div className="place">
              <ToneText tone={tone}>
                <Icon name={icon} size={14} />
                {word}
              </ToneText>
              <code>{pathInWords(difference.path)}</code>
            </div>
            {difference.does === 'added' ? null : <Value sign="−" word="before" json={difference.before} />}
            {difference.does === 'removed' ? null : <Value sign="+" word="now" json={difference.after} />}
          </li>
        );
      })}
    </List>
  );
}

function Value({
  sign,
  word,
  json,
}: {
  readonly sign: '−' | '+';
  readonly word: string;
  readonly json: Json;
}) {
  return (
    <div className="value" data-sign={sign}>
      <i aria-hidden>{sign}</i>
      <span className="unseen">{word}: </span>
      <span>{valueInWords(json)}</span>
    </div>
  );
}

const List = styled('ul')(({ theme: t }) => ({
  display: 'grid',
  gap: 12,
  '& .place': { display: 'flex', alignItems: 'baseline', gap: 8, marginBottom: 4, minWidth: 0 },
  '& .place code': { overflowWrap: 'anywhere', color: t.vars.palette.text.secondary },
  '& .value': {
    ...t.typography.mono,
    display: 'grid',
    gridTemplateColumns: '14px minmax(0, 1fr)',
    padding: '2px 8px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontVariantLigatures: 'none',
  },
  '& .value i': { fontStyle: 'normal', fontWeight: 600 },
  '& .value[data-sign="−"]': {
    background: t.vars.palette.severity.critical.tint,
    color: t.vars.palette.severity.critical.main,
    borderRadius: '4px 4px 0 0',
  },
  '& .value[data-sign="+"]': {
    background: t.vars.palette.severity.ok.tint,
    color: t.vars.palette.severity.ok.main,
    borderRadius: '0 0 4px 4px',
  },
  '& .value:only-of-type': { borderRadius: 4 },
  '& .unseen': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' },
}));
