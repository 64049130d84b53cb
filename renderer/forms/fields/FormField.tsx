import type { Field } from '#shared/providers/provider.ts';
import { AreaField } from './AreaField.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import { JsonField } from './JsonField.tsx';
import { KeyField } from './KeyField.tsx';
import { ListField } from './ListField.tsx';
import { TextField } from './TextField.tsx';
import { TimeField } from './TimeField.tsx';

type FormFieldProps = { readonly name: string; readonly field: Field; readonly titled?: boolean };

/** The control for a field, whatever kind it is. */
export function FormField({ name, field, titled }: FormFieldProps) {
  switch (field.kind) {
    case 'text':
      return <TextField name={name} field={field} />;
    case 'area':
      return <AreaField name={name} field={field} />;
    case 'choice':
      return <ChoiceField name={name} field={field} />;
    case 'key':
      return <KeyField name={name} field={field} />;
    case 'time':
      return <TimeField name={name} field={field} />;
    case 'json':
      return <JsonField name={name} field={field} titled={titled} />;
    case 'list':
      return <ListField name={name} field={field} titled={titled} Item={FormField} />;
  }
}
