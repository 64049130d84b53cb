import { styled } from '@mui/material/styles';
import { useFormContext } from 'react-hook-form';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import type { DestinationFormInput } from './destination-form.ts';

const choices = [
  { value: 'test', means: 'Nobody is woken up. Sends without asking.' },
  { value: 'production', means: 'Real people may be paged. Its name has to be typed before each send.' },
] as const;

export function EnvironmentField({ id }: { id: string }) {
  const { register } = useFormContext<DestinationFormInput>();
  return (
    <FieldFrame id={id} label="Environment" group required>
      <Choices role="radiogroup" aria-labelledby={`${id}-label`}>
        {choices.map(({ value, means }) => (
          <label key={value}>
            <input type="radio" value={value} {...register('environment')} />
            <span className="ring" aria-hidden="true" />
            <EnvironmentChip environment={value} />
            <span className="means">{means}</span>
          </label>
        ))}
      </Choices>
    </FieldFrame>
  );
}

const Choices = styled('div')(({ theme: t }) => ({
  border: `1px solid ${t.vars.palette.border.control}`,
  borderRadius: 6,
  overflow: 'hidden',
  '& label': {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '14px 96px minmax(0, 1fr)',
    alignItems: 'center',
    gap: 10,
    padding: '8px 10px',
    cursor: 'pointer',
  },
  '& label + label': { borderTop: `1px solid ${t.vars.palette.border.soft}` },
  '& label:hover': { background: t.vars.palette.surface.raised },
  '& label:has(:checked)': { background: t.vars.palette.accent.tint },
  '& label:has(:focus-visible)': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: -2 },
  '& input': { position: 'absolute', inset: 0, margin: 0, opacity: 0, cursor: 'pointer' },
  '& .fd-env': { justifySelf: 'start' },
  '& .ring': {
    width: 14,
    height: 14,
    borderRadius: '50%',
    border: `1.5px solid ${t.vars.palette.border.control}`,
    background: t.vars.palette.background.paper,
  },
  '& :checked + .ring': { border: `4.5px solid ${t.vars.palette.primary.main}` },
  '& .means': { color: t.vars.palette.text.secondary, fontSize: '0.75rem', lineHeight: '1rem' },
}));
