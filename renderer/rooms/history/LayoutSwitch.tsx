import { Segmented } from '#renderer/forms/Segmented.tsx';
import type { Layout } from './exchange-text.ts';

type Props = { value: Layout; onChange: (layout: Layout) => void; raw: string };

export function LayoutSwitch({ value, onChange, raw }: Props) {
  return (
    <Segmented
      small
      label="Layout of the body"
      choices={[
        { value: 'readable', label: 'Readable' },
        { value: 'as-sent', label: raw },
      ]}
      value={value}
      onChange={(next) => onChange(next === 'as-sent' ? 'as-sent' : 'readable')}
    />
  );
}
