import { styled } from '@mui/material/styles';
import { Icon } from '#renderer/ui/Icon.tsx';
import { ToneText } from '#renderer/ui/ToneLabel.tsx';
import type { IncidentState } from '#shared/model/incident.ts';
import { stateSigns } from './incident-words.ts';

export function IncidentPill({ state }: { readonly state: IncidentState }) {
  const { word, icon, tone } = stateSigns[state];
  return (
    <Pill tone={tone} className="fd-pill" data-state={state}>
      <Icon name={icon} size={14} />
      {word}
    </Pill>
  );
}

const Pill = styled(ToneText)(({ theme: t, tone }) => ({
  height: 22,
  padding: '0 8px 0 6px',
  borderRadius: 11,
  fontSize: '0.75rem',
  fontWeight: 560,
  border: '1px solid transparent',
  backgroundColor: t.vars.palette.severity[tone].tint,
  '&[data-state="unknown"]': { border: `1px dashed ${t.vars.palette.border.control}` },
}));
