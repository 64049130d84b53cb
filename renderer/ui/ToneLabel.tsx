import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { Tone } from '#shared/providers/provider.ts';
import { Icon, type IconName } from './Icon.tsx';

export const toneIcons: Record<Tone, IconName> = {
  critical: 'critical',
  error: 'error',
  warning: 'warning',
  info: 'info',
  ok: 'ok',
  unknown: 'unknown',
};

type Props = { tone: Tone; children: ReactNode };

/** A severity, or how well something went: sign, word, and only then a colour. */
export function ToneLabel({ tone, children }: Props) {
  return (
    <ToneText tone={tone}>
      <Icon name={toneIcons[tone]} size={15} />
      {children}
    </ToneText>
  );
}

export const ToneText = styled('span', { shouldForwardProp: (prop) => prop !== 'tone' })<{ tone: Tone }>(
  ({ theme: t, tone }) => ({
    display: 'inline-flex',
    alignItems: 'center',
    gap: 5,
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
    fontWeight: 540,
    fontSize: '0.78125rem',
    color: t.vars.palette.severity[tone].main,
  }),
);
