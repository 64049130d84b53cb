import Box from '@mui/material/Box';
import OutlinedInput from '@mui/material/OutlinedInput';
import { memo, useState } from 'react';
import type { Field } from '#shared/providers/provider.ts';
import { FieldFrame } from '../FieldFrame.tsx';
import { fieldId } from '../field-id.ts';
import { JsonRows } from '../JsonRows.tsx';
import { type JsonObject, textFromTree, treeFromText } from '../json-tree.ts';
import { Segmented } from '../Segmented.tsx';
import { describedBy, useField } from '../use-field.ts';
import { growing } from './AreaField.tsx';

type JsonFieldProps = {
  readonly name: string;
  readonly field: Field & { kind: 'json' };
  /** The section's title says the same as the label. */
  readonly titled?: boolean;
};

const modes = [
  { value: 'rows', label: 'Rows' },
  { value: 'text', label: 'JSON' },
];

/** What the rows show and the text it was read from; when the text is another one, the rows are read anew. */
type Shown = { readonly text: string; readonly root: JsonObject };

/** A JSON object, as rows or as text. Both edit the same text, and neither ever loses it. */
export const JsonField = memo(function JsonField({ name, field, titled }: JsonFieldProps) {
  const { value, error, change, leave, ref } = useField(name);
  const [wanted, setWanted] = useState<'rows' | 'text'>('rows');
  const [refused, setRefused] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const id = fieldId(name);

  // what was typed into a row may be no JSON for a moment ("91."), and the rows have to stay
  const tree = shown?.text === value ? { ok: true as const, root: shown.root } : treeFromText(value);
  const asRows = wanted === 'rows' && tree.ok;
  const edit = (root: JsonObject) => {
    const text = textFromTree(root);
    setShown({ text, root });
    change(text);
  };
  const toggle = (
    <Segmented
      small
      label={`${field.label}: edit as`}
      choices={modes}
      value={asRows ? 'rows' : 'text'}
      onChange={(mode) => {
        const rows = mode === 'rows';
        if (rows && !tree.ok) {
          setRefused(tree.why);
          return;
        }
        setRefused(null);
        setShown(null);
        setWanted(rows ? 'rows' : 'text');
      }}
    />
  );
  const said = refused !== null && !tree.ok ? `Rows need valid JSON. ${tree.why}` : error;
  return (
    <FieldFrame
      id={id}
      group={asRows}
      wide={titled === true ? 'label-hidden' : 'label-above'}
      label={field.label}
      required={field.required}
      help={field.help}
      error={said}
    >
      <Box sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
        {asRows ? (
          <Box component="fieldset" id={id} aria-labelledby={`${id}-label`} onBlur={leave}>
            <JsonRows root={tree.root} types={field.types} label={field.label} end={toggle} onChange={edit} />
          </Box>
        ) : (
          <OutlinedInput
            fullWidth
            id={id}
            inputComponent="textarea"
            inputRef={ref}
            value={value}
            error={said !== null}
            placeholder={'{ "name": "value" }'}
            onChange={(event) => {
              setWanted('text');
              change(event.target.value);
            }}
            onBlur={leave}
            sx={{
              typography: 'mono',
              '& textarea': { ...growing, minHeight: 90, maxHeight: 420, tabSize: 2 },
            }}
            inputProps={{
              'aria-describedby': describedBy(id, field.help !== undefined, said !== null),
              spellCheck: false,
            }}
          />
        )}
        {!asRows && <Box sx={{ ml: 'auto' }}>{toggle}</Box>}
      </Box>
    </FieldFrame>
  );
});
