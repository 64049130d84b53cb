import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { type ReactNode, useId } from 'react';
import type { JsonType } from '#shared/json/json.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Select } from './Select.tsx';
import {
  addRow,
  convert,
  type JsonObject,
  removeRow,
  setName,
  setValue,
  type TreeRow,
  treeRows,
} from './json-tree.ts';

type JsonRowsProps = {
  readonly root: JsonObject;
  /** What the vendor takes at the top; anything may stand deeper. */
  readonly types: readonly JsonType[];
  readonly label: string;
  /** Stands at the right of "Add a field". */
  readonly end: ReactNode;
  readonly onChange: (root: JsonObject) => void;
};

const ALL: readonly JsonType[] = ['text', 'number', 'boolean', 'null', 'object', 'list'];

/** Name, type and value of everything in a JSON object; what is inside something is indented. */
export function JsonRows({ root, types, label, end, onChange }: JsonRowsProps) {
  const id = useId();
  const rows = treeRows(root);
  const add = (path: readonly number[]) => {
    const next = addRow(root, path);
    onChange(next);
    const size = treeRows(next).filter(({ path: { length } }) => length === path.length + 1);
    const at = size.filter((row) => path.every((step, index) => row.path[index] === step)).length - 1;
    requestAnimationFrame(() => document.getElementById(`${id}-${[...path, at].join('-')}`)?.focus());
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {rows.map((row) => (
        <Row
          key={row.path.join('.')}
          id={`${id}-${row.path.join('-')}`}
          row={row}
          types={row.path.length === 1 ? types : ALL}
          root={root}
          onChange={onChange}
          onAdd={() => add(row.path)}
        />
      ))}
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', minHeight: 32 }}>
        <Button
          size="small"
          variant="text"
          aria-label={`Add a field to ${label}`}
          startIcon={<Icon name="plus" size={14} />}
          onClick={() => add([])}
        >
          Add a field
        </Button>
        {end}
      </Box>
    </Box>
  );
}

type RowProps = {
  /** Of what is focused in a new row: the name, or in a list the value. */
  readonly id: string;
  readonly row: TreeRow;
  readonly types: readonly JsonType[];
  readonly root: JsonObject;
  readonly onChange: (root: JsonObject) => void;
  readonly onAdd: () => void;
};

function Row({ id, row, types, root, onChange, onAdd }: RowProps) {
  const { path, name, value } = row;
  const called = name === null ? `item ${(path.at(-1) ?? 0) + 1}` : name === '' ? 'the new field' : name;
  const offered = types.includes(value.type) ? types : [...types, value.type];
  return (
    <Line aria-label={called}>
      <Box component="span" sx={{ minWidth: 0 }} style={{ paddingLeft: Math.min(path.length - 1, 5) * 14 }}>
        {name === null ? (
          <Box component="span" sx={{ typography: 'mono', color: 'text.tertiary', px: 2 }}>
            {(path.at(-1) ?? 0) + 1}
          </Box>
        ) : (
          <Cell
            id={id}
            aria-label="Name"
            value={name}
            placeholder="name"
            spellCheck={false}
            onChange={(event) => onChange(setName(root, path, event.target.value))}
          />
        )}
      </Box>
      <Select
        aria-label={`Type of ${called}`}
        value={value.type}
        onChange={(event) => onChange(setValue(root, path, convert(value, event.target.value as JsonType)))}
      >
        {offered.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </Select>
      <Value
        id={name === null ? id : undefined}
        row={row}
        called={called}
        root={root}
        onChange={onChange}
        onAdd={onAdd}
      />
      <IconButton
        size="small"
        aria-label={`Remove ${called}`}
        onClick={() => onChange(removeRow(root, path))}
      >
        <Icon name="x" size={14} />
      </IconButton>
    </Line>
  );
}

type ValueProps = {
  readonly id: string | undefined;
  readonly row: TreeRow;
  readonly called: string;
  readonly root: JsonObject;
  readonly onChange: (root: JsonObject) => void;
  readonly onAdd: () => void;
};

function Value({ id, row: { path, value }, called, root, onChange, onAdd }: ValueProps) {
  const label = `Value of ${called}`;
  switch (value.type) {
    case 'text':
      return (
        <Cell
          id={id}
          aria-label={label}
          value={value.value}
          spellCheck={false}
          onChange={(event) => onChange(setValue(root, path, { type: 'text', value: event.target.value }))}
        />
      );
    case 'number':
      return (
        <Cell
          id={id}
          aria-label={label}
          value={value.literal}
          inputMode="decimal"
          spellCheck={false}
          onChange={(event) =>
            onChange(setValue(root, path, { type: 'number', literal: event.target.value }))
          }
        />
      );
    case 'boolean':
      return (
        <Select
          mono
          id={id}
          aria-label={label}
          value={String(value.value)}
          onChange={(event) =>
            onChange(setValue(root, path, { type: 'boolean', value: event.target.value === 'true' }))
          }
        >
          <option>true</option>
          <option>false</option>
        </Select>
      );
    case 'null':
      return (
        <Box component="span" sx={{ typography: 'mono', color: 'text.tertiary', px: 2 }}>
          null
        </Box>
      );
    case 'list':
    case 'object': {
      const count = value.type === 'list' ? value.items.length : value.members.length;
      const unit = value.type === 'list' ? 'item' : 'field';
      return (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0, typography: 'body2' }}>
          <Box component="span" sx={{ color: 'text.tertiary', px: 2, whiteSpace: 'nowrap' }}>
            {count === 1 ? `1 ${unit}` : `${count} ${unit}s`}
          </Box>
          <IconButton
            id={id}
            size="small"
            aria-label={`Add ${unit === 'item' ? 'an item' : 'a field'} to ${called}`}
            onClick={onAdd}
          >
            <Icon name="plus" size={14} />
          </IconButton>
        </Box>
      );
    }
  }
}

const Line = styled('fieldset')({
  display: 'grid',
  gridTemplateColumns: 'minmax(72px, 5fr) 80px minmax(72px, 8fr) 26px',
  gap: 4,
  alignItems: 'center',
});

const Cell = styled('input')(({ theme }) => ({
  ...theme.typography.mono,
  width: '100%',
  minWidth: 0,
  height: 28,
  padding: '0 8px',
  border: `1px solid ${theme.vars.palette.border.control}`,
  borderRadius: 6,
  backgroundColor: theme.vars.palette.background.paper,
  color: theme.vars.palette.text.primary,
  textOverflow: 'ellipsis',
  '&:hover': { borderColor: theme.vars.palette.text.tertiary },
  '&:focus-visible': { outline: `2px solid ${theme.vars.palette.accent.line}`, outlineOffset: -1 },
  '&::placeholder': { color: theme.vars.palette.text.tertiary, opacity: 1 },
}));
