import { styled } from '@mui/material/styles';
import { stripes } from '#renderer/theme/components.ts';
import type { Environment } from '#shared/model/destination.ts';
import { environmentSigns } from './environment.ts';
import { Icon } from './Icon.tsx';

type Props = { environment: Environment; iconOnly?: boolean };

export function EnvironmentChip({ environment, iconOnly = false }: Props) {
  const { word, icon } = environmentSigns[environment];
  return (
    <Chip
      className="fd-env"
      data-env={environment}
      {...(iconOnly ? { 'data-small': '', role: 'img', 'aria-label': word, title: word } : {})}
    >
      <Icon name={icon} size={13} />
      {iconOnly ? null : word}
    </Chip>
  );
}

const Chip = styled('span')(({ theme: t }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  flex: 'none',
  gap: 5,
  height: 20,
  padding: '0 7px 0 5px',
  border: '1px solid transparent',
  borderRadius: 4,
  fontSize: '0.6875rem',
  lineHeight: '1.125rem',
  fontWeight: 640,
  letterSpacing: '.02em',
  whiteSpace: 'nowrap',
  verticalAlign: 'middle',
  '& svg': { strokeWidth: 1.7 },
  '&[data-small]': { width: 20, padding: 0, justifyContent: 'center' },
  '&[data-env="sandbox"]': {
    color: t.vars.palette.env.sandbox.main,
    border: `1px dashed ${t.vars.palette.env.sandbox.main}`,
  },
  '&[data-env="test"]': {
    color: t.vars.palette.env.test.main,
    backgroundColor: t.vars.palette.env.test.tint,
    borderColor: t.vars.palette.env.test.main,
  },
  '&[data-env="production"]': {
    color: t.vars.palette.env.production.onFill,
    background: stripes(t, 6),
  },
}));
