import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { type ComponentType, memo } from 'react';
import { useFieldArray, useFormContext, useFormState } from 'react-hook-form';
import type { Field } from '#shared/providers/provider.ts';
import type { Params } from '#shared/model/draft.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { FieldFrame } from '../FieldFrame.tsx';
import { fieldId, focusField } from '../field-id.ts';

type ListFieldProps = {
  readonly name: string;
  readonly field: Field & { kind: 'list' };
  /** The section's title says the same as the label. */
  readonly titled?: boolean;
  /** Draws a field of a row; given from outside, because it can be any field, also a list. */
  readonly Item: ComponentType<{ readonly name: string; readonly field: Field }>;
};

/** Some of the same: links, images, alerts of a batch. */
export const ListField = memo(function ListField({ name, field, titled, Item }: ListFieldProps) {
  const { control, getValues } = useFormContext<Params>();
  // one name out of all of them: the types of react-hook-form only know arrays whose name is a literal
  const rows = useFieldArray({ control, name: name as never });
  const { errors } = useFormState({ control, name });
  const id = fieldId(name);
  const count = rows.fields.length;
  const first = Object.keys(field.item)[0] ?? '';
  const error = errors[name];
  const add = () => {
    const blank = Object.fromEntries(Object.keys(field.item).map((key) => [key, '']));
    rows.append(blank, { shouldFocus: false });
    queueMicrotask(() => focusField([name, (getValues(name)?.length ?? 1) - 1, first]));
  };
  return (
    <FieldFrame
      id={id}
      group
      wide={
        Object.keys(field.item).length > 2 ? (titled === true ? 'label-hidden' : 'label-above') : undefined
      }
      label={field.label}
      required={field.required}
      help={field.help}
      error={typeof error?.message === 'string' ? error.message : null}
    >
      <Box component="fieldset" id={id} aria-labelledby={`${id}-label`} sx={{ display: 'grid', gap: 2 }}>
        {rows.fields.map((row, index) => {
          const title = `${capital(field.itemName)} ${index + 1}`;
          return (
            <Box component="fieldset" key={row.id} aria-label={title} sx={card}>
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 26 }}>
                <Box component="span" sx={{ typography: 'h3', color: 'text.secondary', mr: 'auto' }}>
                  {title}
                </Box>
                <RowButton
                  label={`Move ${title} up`}
                  icon="down"
                  turned
                  off={index === 0}
                  onClick={() => rows.move(index, index - 1)}
                />
                <RowButton
                  label={`Move ${title} down`}
                  icon="down"
                  off={index === count - 1}
                  onClick={() => rows.move(index, index + 1)}
                />
                <RowButton label={`Remove ${title}`} icon="x" onClick={() => rows.remove(index)} />
              </Box>
              {Object.entries(field.item).map(([key, item]) => (
                <Item key={key} name={`${name}.${index}.${key}`} field={item} />
              ))}
            </Box>
          );
        })}
        <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 32, ml: '-9px' }}>
          <Button
            size="small"
            variant="text"
            startIcon={<Icon name="plus" size={14} />}
            disabled={field.max !== undefined && count >= field.max}
            onClick={add}
          >
            Add {article(field.itemName)} {field.itemName}
          </Button>
        </Box>
      </Box>
    </FieldFrame>
  );
});

type RowButtonProps = {
  readonly label: string;
  readonly icon: 'down' | 'x';
  readonly turned?: boolean;
  readonly off?: boolean;
  readonly onClick: () => void;
};

function RowButton({ label, icon, turned, off, onClick }: RowButtonProps) {
  return (
    <IconButton
      size="small"
      aria-label={label}
      disabled={off}
      onClick={onClick}
      sx={turned === true ? { transform: 'rotate(180deg)' } : undefined}
    >
      <Icon name={icon} size={14} />
    </IconButton>
  );
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const article = (word: string) => (/^[aeiou]/i.test(word) ? 'an' : 'a');

const card = {
  display: 'grid',
  gap: 2,
  p: '4px 6px 10px 10px',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: '6px',
  bgcolor: 'surface.raised',
  '--label-width': '76px',
} as const;
