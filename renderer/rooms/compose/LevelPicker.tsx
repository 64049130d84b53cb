import Box from '@mui/material/Box';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { Select } from '#renderer/forms/Select.tsx';
import type { Params } from '#shared/model/draft.ts';
import type { MessageKind } from '#shared/providers/provider.ts';

type LevelPickerProps = { readonly kind: MessageKind };

/** Fills the fields with what InfluxDB's own Flux package makes of a level. */
export function LevelPicker({ kind }: LevelPickerProps) {
  const form = useFormContext<Params>();
  const [said, setSaid] = useState('');
  const { levels } = kind;
  if (levels === undefined) return null;
  const fill = (level: string) => {
    const filled = Object.entries(levels.fill(level));
    for (const [name, value] of filled) {
      if (value !== undefined) form.setValue(name, value, { shouldDirty: true, shouldValidate: true });
    }
    const words = filled.map(
      ([name, value]) =>
        `${kind.fields[name]?.label ?? name} ${typeof value === 'string' ? value : `${value?.length ?? 0} rows`}`,
    );
    setSaid(`${level}: ${words.join(', ')}. From ${levels.source}.`);
  };
  return (
    <>
      <Select
        compact
        aria-label="From InfluxDB level"
        value=""
        onChange={(event) => fill(event.target.value)}
      >
        <option value="" disabled hidden>
          From InfluxDB level
        </option>
        {levels.levels.map((level) => (
          <option key={level} value={level}>
            {level}
          </option>
        ))}
      </Select>
      <Box
        component="output"
        sx={{
          order: 3,
          flexBasis: '100%',
          typography: 'body2',
          color: 'text.tertiary',
          '&:empty': { display: 'none' },
        }}
      >
        {said}
      </Box>
    </>
  );
}
