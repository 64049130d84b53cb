import { styled } from '@mui/material/styles';
import type { SendState } from '#shared/model/send.ts';
import type { Tone } from '#shared/providers/provider.ts';
import { Icon, type IconName } from './Icon.tsx';
import { ToneText } from './ToneLabel.tsx';

type Props = { word: string; tone: Tone; state: SendState; pill?: boolean };

/** How a send ended. `pill` where it stands by itself, as at the top of a drawer. */
export function OutcomeLabel({ word, tone, state, pill = false }: Props) {
  const Shell = pill ? Pill : ToneText;
  return (
    <Shell tone={tone} className={pill ? 'fd-pill' : undefined} data-state={state}>
      <Icon name={outcomeIcon(state, tone)} size={pill ? 14 : 15} />
      {word}
    </Shell>
  );
}

export function outcomeIcon(state: SendState, tone: Tone): IconName {
  const icons: Record<SendState, IconName> = {
    queued: 'clock',
    in_flight: 'send',
    retry_wait: 'send',
    // a yes with a footnote: the vendor already had it
    delivered: tone === 'warning' ? 'copy' : 'ok',
    rejected: 'rejected',
    failed: 'failed',
    unknown: 'unknown',
    cancelled: 'cancelled',
  };
  return icons[state];
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
