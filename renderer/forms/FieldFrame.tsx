import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';
import { unseen } from '#renderer/ui/unseen.ts';

type FieldFrameProps = {
  /** The id of the control; help and error are `<id>-help` and `<id>-error`. */
  readonly id: string;
  readonly label: string;
  /** The control is a group of several: the label names it by `<id>-label` and cannot point to it. */
  readonly group?: boolean;
  /** Needs the whole width: the label stands above, or is left to the section's title. */
  readonly wide?: 'label-above' | 'label-hidden';
  readonly required?: boolean;
  readonly help?: ReactNode;
  readonly end?: ReactNode;
  readonly error?: string | null;
  readonly children: ReactNode;
};

/** A label at the left of its control; above it where there is little room. */
export function FieldFrame({
  id,
  label,
  group,
  wide,
  required,
  help,
  end,
  error,
  children,
}: FieldFrameProps) {
  const words = (
    <>
      {label}
      {required === true && (
        <Box component="span" aria-hidden title="Required" sx={{ color: 'severity.critical.main' }}>
          *
        </Box>
      )}
    </>
  );
  const look = wide === undefined ? labelLook : wide === 'label-hidden' ? unseen : labelAbove;
  return (
    <Box sx={wide === undefined ? frame : [frame, whole]}>
      {group === true ? (
        <Box component="span" id={`${id}-label`} sx={look}>
          {words}
        </Box>
      ) : (
        <Box component="label" htmlFor={id} title={typeof help === 'string' ? help : undefined} sx={look}>
          {words}
        </Box>
      )}
      <Box sx={{ minWidth: 0 }}>{children}</Box>
      {error !== null && error !== undefined && (
        <Box id={`${id}-error`} sx={{ ...under, color: 'severity.critical.main', gap: '5px' }}>
          <Icon name="critical" size={14} />
          <span>{error}</span>
        </Box>
      )}
      {(help !== undefined || end !== undefined) && (
        <Box sx={{ ...under, color: 'text.tertiary', gap: 2 }}>
          {help !== undefined && (
            <span id={`${id}-help`} className="help">
              {help}
            </span>
          )}
          {end !== undefined && (
            <Box
              component="span"
              sx={{ ml: 'auto', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
            >
              {end}
            </Box>
          )}
        </Box>
      )}
    </Box>
  );
}

const frame = {
  display: 'grid',
  gridTemplateColumns: 'var(--label-width, 92px) minmax(0, 1fr)',
  gap: '2px 12px',
  alignItems: 'start',
  minWidth: 0,
  '@container form (max-width: 419px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
} as const;

const labelLook = {
  typography: 'body2',
  color: 'text.secondary',
  display: 'flex',
  gap: '3px',
  pt: 2,
  overflowWrap: 'anywhere',
  '@container form (max-width: 419px)': { pt: 0 },
} as const;

const labelAbove = { ...labelLook, pt: 0 } as const;

const whole = { gridTemplateColumns: 'minmax(0, 1fr)', '& > *': { gridColumn: 1 } } as const;

const under = {
  gridColumn: 2,
  display: 'flex',
  typography: 'body2',
  '@container form (max-width: 419px)': { gridColumn: 1 },
} as const;
