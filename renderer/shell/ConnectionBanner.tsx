import { styled } from '@mui/material/styles';
import { useConnection } from '#renderer/host/live.ts';
import { Icon } from '#renderer/ui/Icon.tsx';

/** Says that the engine is away, and takes nothing from the page: what was typed can still be finished. */
export function ConnectionBanner() {
  const isDown = useConnection() === 'down';
  return (
    <output>
      {isDown ? (
        <Line>
          <Icon name="warning" size={14} />
          <span>
            <b>Firedrill does not answer.</b> It may have been stopped. What you see may be out of date; what
            you type stays on this page, and nothing is sent until it is back.
          </span>
        </Line>
      ) : null}
    </output>
  );
}

const Line = styled('div')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '5px 16px',
  fontSize: '0.75rem',
  lineHeight: '1rem',
  background: t.vars.palette.severity.warning.tint,
  borderBottom: `1px solid ${t.vars.palette.divider}`,
  '& svg': { color: t.vars.palette.severity.warning.main },
}));
