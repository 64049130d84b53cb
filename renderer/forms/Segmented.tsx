import { styled } from '@mui/material/styles';
import type { Choice } from '#shared/providers/provider.ts';
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx';

type SegmentedProps = {
  readonly id?: string;
  /** One of the two names the group. */
  readonly label?: string;
  readonly labelledBy?: string;
  readonly describedBy?: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly invalid?: boolean;
  readonly small?: boolean;
};

/** One of a few, all of them in sight. Real radio buttons, so that Tab, arrows and screen readers just work. */
export function Segmented(props: SegmentedProps) {
  const { id, label, labelledBy, describedBy, choices, value, onChange, onBlur, invalid, small } = props;
  return (
    <Group
      id={id}
      role="radiogroup"
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={invalid === true ? true : undefined}
      data-small={small === true ? '' : undefined}
    >
      {choices.map((choice) => (
        <Segment key={choice.value}>
          <input
            type="radio"
            name={`${id ?? label ?? ''}-choice`}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            onBlur={onBlur}
          />
          {choice.tone === undefined ? (
            choice.label
          ) : (
            <ToneLabel tone={choice.tone}>{choice.label}</ToneLabel>
          )}
        </Segment>
      ))}
    </Group>
  );
}

const Group = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  minHeight: 32,
  padding: 2,
  gap: 2,
  borderRadius: 6,
  backgroundColor: theme.vars.palette.surface.sunken,
  border: `1px solid ${theme.vars.palette.divider}`,
  '&[aria-invalid]': { borderColor: theme.vars.palette.severity.critical.main },
  '&[data-small]': { minHeight: 28, display: 'inline-flex' },
}));

const Segment = styled('label')(({ theme }) => ({
  position: 'relative',
  flex: '1 1 0',
  display: 'inline-flex',
  alignItems: 'center',
  justifyContent: 'center',
  minHeight: 26,
  padding: '0 8px',
  borderRadius: 4,
  border: '1px solid transparent',
  color: theme.vars.palette.text.secondary,
  fontSize: '0.78125rem',
  whiteSpace: 'nowrap',
  cursor: 'pointer',
  '[data-small] > &': { minHeight: 22, fontSize: '0.75rem' },
  '&:hover': { color: theme.vars.palette.text.primary },
  '&:has(:checked)': {
    backgroundColor: theme.vars.palette.background.paper,
    color: theme.vars.palette.text.primary,
    fontWeight: 580,
    borderColor: theme.vars.palette.border.control,
  },
  '&:has(:focus-visible)': { outline: `2px solid ${theme.vars.palette.accent.line}`, outlineOffset: 1 },
  '@media (forced-colors: active)': { '&:has(:checked)': { borderColor: 'Highlight' } },
  // covers the segment, so that what is clicked, what is named and what is focused is the same box
  input: { position: 'absolute', inset: 0, margin: 0, opacity: 0, cursor: 'pointer' },
}));
