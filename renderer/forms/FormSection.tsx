import Box from '@mui/material/Box';
import { memo, type ReactNode, useEffect } from 'react';
import { useFormContext, useFormState, useWatch } from 'react-hook-form';
import type { Params } from '#shared/model/draft.ts';
import type { MessageKind, Section } from '#shared/providers/provider.ts';
import { members } from '#shared/providers/rules.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { FormField } from './fields/FormField.tsx';
import { unseen } from '#renderer/ui/unseen.ts';

type FormSectionProps = {
  readonly kind: MessageKind;
  readonly section: Section;
  readonly note: string | undefined;
  /** Keys that do nothing now, joined by spaces: a text, so that the section is only drawn when it changes. */
  readonly unused: string;
  readonly open: boolean;
  readonly onToggle: (section: string, open: boolean) => void;
  readonly tools?: ReactNode;
  /** Stands under its fields. */
  readonly end?: ReactNode;
};

export const FormSection = memo(function FormSection(props: FormSectionProps) {
  const { kind, section, note, unused, open, onToggle, tools, end } = props;
  const hidden = unused.split(' ');
  const rows = section.rows
    .map((row) => (typeof row === 'string' ? [row] : row).filter((key) => !hidden.includes(key)))
    .filter((row) => row.length > 0);
  const keys = rows.flat();
  if (keys.length === 0) return null;
  const id = `section-${section.id}`;
  const said =
    note === undefined || section.folded === true ? (
      <Filled kind={kind} keys={keys} folded={section.folded === true} />
    ) : (
      note
    );
  return (
    <Box component="section" aria-labelledby={id} sx={[look, section.folded === true && !open && shut]}>
      <Box
        component="header"
        sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 20, flexWrap: 'wrap' }}
      >
        {section.folded === true ? (
          <Box component="h2" id={id} sx={{ m: 0, typography: 'h2' }}>
            <Box
              component="button"
              type="button"
              aria-expanded={open}
              aria-controls={`${id}-fields`}
              onClick={() => onToggle(section.id, !open)}
              sx={[foldButton, !open && { fontWeight: 520, color: 'text.secondary' }]}
            >
              <Icon name={open ? 'down' : 'right'} size={14} />
              {section.title}
            </Box>
          </Box>
        ) : (
          <Box component="h2" id={id} sx={{ m: 0, typography: 'h2' }}>
            {section.title}
          </Box>
        )}
        {tools}
        <Box component="span" sx={{ ml: 'auto', typography: 'body2', color: 'text.tertiary' }}>
          {said}
        </Box>
      </Box>
      {section.folded === true && <OpensOnError keys={keys} section={section.id} onToggle={onToggle} />}
      {(open || section.folded !== true) && (
        <Box id={`${id}-fields`} sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          {rows.map((row) => (
            <Box
              key={row.join(' ')}
              sx={row.length === 2 ? [pair, hasTime(kind, row) && roomyPair] : undefined}
            >
              {row.map((key) => {
                const field = kind.fields[key];
                return field === undefined ? null : (
                  <FormField key={key} name={key} field={field} titled={field.label === section.title} />
                );
              })}
            </Box>
          ))}
          {end}
        </Box>
      )}
    </Box>
  );
});

type OpensOnErrorProps = {
  readonly keys: readonly string[];
  readonly section: string;
  readonly onToggle: (section: string, open: boolean) => void;
};

function OpensOnError({ keys, section, onToggle }: OpensOnErrorProps) {
  const { control } = useFormContext<Params>();
  const { errors } = useFormState({ control });
  const wrong = keys.some((key) => errors[key] !== undefined);
  useEffect(() => {
    if (wrong) onToggle(section, true);
  }, [wrong, section, onToggle]);
  return null;
}

type FilledProps = { readonly kind: MessageKind; readonly keys: readonly string[]; readonly folded: boolean };

/** "None", "3", "4 fields", or the one short text that is in there. */
function Filled({ kind, keys, folded }: FilledProps) {
  const { control } = useFormContext<Params>();
  const words = useWatch({
    control,
    compute: (values: Params) => filledWords(kind, keys, values, folded),
  });
  return <>{words}</>;
}

function filledWords(kind: MessageKind, keys: readonly string[], values: Params, folded: boolean): string {
  const texts: string[] = [];
  let count = 0;
  for (const key of keys) {
    const value = values[key];
    if (value === undefined || value.length === 0) continue;
    if (typeof value !== 'string') count += value.length;
    else if (kind.fields[key]?.kind === 'json') {
      const inside = members(value).length;
      if (keys.length === 1) return inside === 1 ? '1 field' : `${inside} fields`;
      count += Math.max(inside, 1);
    } else {
      count++;
      texts.push(value);
    }
  }
  if (count === 0) return folded ? 'None' : '';
  if (!folded) return '';
  return count === 1 && texts[0] !== undefined && texts[0].length <= 32 ? texts[0] : String(count);
}

/** A whole time of 20 characters needs more than half of a usual form. */
function hasTime(kind: MessageKind, row: readonly string[]): boolean {
  return row.some((key) => kind.fields[key]?.kind === 'time');
}

const look = {
  display: 'grid',
  gap: '10px',
  p: '12px 16px 14px',
  minWidth: 0,
  gridTemplateColumns: 'minmax(0, 1fr)',
  borderTop: '1px solid',
  borderColor: 'border.soft',
} as const;
const shut = { py: '6px' } as const;

const foldButton = {
  all: 'unset',
  display: 'inline-flex',
  alignItems: 'center',
  gap: 2,
  minHeight: 24,
  cursor: 'pointer',
  borderRadius: '4px',
  '&:focus-visible': { outline: '2px solid var(--fd-palette-accent-line)', outlineOffset: 2 },
} as const;

const stacked = {
  gridTemplateColumns: 'minmax(0, 1fr)',
  '& > :nth-of-type(2)': { '--label-width': '92px' },
  '& .help': { position: 'static', clipPath: 'none', width: 'auto', height: 'auto', whiteSpace: 'normal' },
} as const;

const pair = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
  gap: '8px 12px',
  '& > :nth-of-type(2)': { '--label-width': '64px' },
  // there is no room for sentences under half a row; the label has them as a tooltip
  '& .help': unseen,
  '@container form (max-width: 479px)': stacked,
} as const;

const roomyPair = { '@container form (max-width: 619px)': stacked } as const;
