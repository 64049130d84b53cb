import Box from '@mui/material/Box';
import { memo, type ReactNode, type Ref, useCallback, useImperativeHandle, useState } from 'react';
import { flushSync } from 'react-dom';
import { useFormContext, useWatch } from 'react-hook-form';
import type { Params } from '#shared/model/draft.ts';
import type { MessageKind } from '#shared/providers/provider.ts';
import { focusField } from './field-id.ts';
import { FormSection } from './FormSection.tsx';

export type SchemaFormHandle = {
  /** Opens the section that the field is in, and puts the cursor there. False where no such field is on the page. */
  focus(path: readonly (string | number)[]): boolean;
};

type SchemaFormProps = {
  readonly kind: MessageKind;
  readonly ref?: Ref<SchemaFormHandle>;
  /** Stands in the head of the first section. */
  readonly tools?: ReactNode;
  /** Stands under the key of the incident; under the last section where there is no such field. */
  readonly underKey?: ReactNode;
};

/** The form of any message kind, drawn from its sections and fields. Needs a `FormProvider` around it. */
export const SchemaForm = memo(function SchemaForm({ kind, ref, tools, underKey }: SchemaFormProps) {
  const { control } = useFormContext<Params>();
  const unused = useWatch({ control, compute: (values: Params) => unusedKeys(kind, values) });
  const [opened, setOpened] = useState<Readonly<Record<string, boolean>>>({});
  const toggle = useCallback(
    (section: string, open: boolean) => setOpened((before) => ({ ...before, [section]: open })),
    [],
  );

  useImperativeHandle(ref, () => ({
    focus: (path) => {
      const section = kind.sections.find(({ rows }) => rows.flat().includes(String(path[0])));
      if (section !== undefined) flushSync(() => toggle(section.id, true));
      return focusField(path);
    },
  }));

  const withKey = kind.sections.findIndex(({ rows }) =>
    rows.flat().some((key) => kind.fields[key]?.kind === 'key'),
  );
  return (
    <Box sx={{ containerType: 'inline-size', containerName: 'form' }}>
      {kind.sections.map((section, index) => (
        <FormSection
          key={section.id}
          kind={kind}
          section={section}
          note={section.note ?? (index === 0 ? kind.api : undefined)}
          unused={unused}
          open={opened[section.id] ?? section.folded !== true}
          onToggle={toggle}
          tools={index === 0 ? tools : undefined}
          end={index === (withKey === -1 ? kind.sections.length - 1 : withKey) ? underKey : undefined}
        />
      ))}
    </Box>
  );
});

/** Between the reset of a form to another kind and the next drawing, the values are already the other kind's. */
function unusedKeys(kind: MessageKind, values: Params): string {
  const fits = Object.keys(kind.blank).every((key) => values[key] !== undefined);
  return fits ? (kind.unused?.(values) ?? []).join(' ') : '';
}
