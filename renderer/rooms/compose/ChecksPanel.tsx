import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { memo, useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx';
import type { Params } from '#shared/model/draft.ts';
import type { Finding } from '#shared/providers/provider.ts';
import { useLiveAlert } from './live-alert.tsx';
import { unseen } from '#renderer/ui/unseen.ts';

type ChecksPanelProps = { readonly onGoTo: (finding: Finding) => void };

/** What keeps the alert from being sent, what is odd about it, and what was looked at and holds. */
export const ChecksPanel = memo(function ChecksPanel({ onGoTo }: ChecksPanelProps) {
  const { checks } = useLiveAlert();
  const form = useFormContext<Params>();
  const [all, setAll] = useState(false);
  const { errors, warnings, passed } = checks;

  const apply = (finding: Finding) => {
    for (const [name, value] of Object.entries(finding.fix?.params ?? {})) {
      if (value !== undefined) form.setValue(name, value, { shouldDirty: true, shouldValidate: true });
    }
  };

  return (
    <Panel
      label="Checks"
      title="Checks"
      sx={{ maxHeight: '100%' }}
      end={
        <>
          {errors.length > 0 && (
            <ToneLabel tone="critical">
              {errors.length === 1 ? '1 error' : `${errors.length} errors`}
            </ToneLabel>
          )}
          {warnings.length > 0 && (
            <ToneLabel tone="warning">
              {warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`}
            </ToneLabel>
          )}
          <ButtonBase
            aria-expanded={all}
            aria-controls="checks-passed"
            onClick={() => setAll(!all)}
            sx={{ gap: 1, height: 26, px: 1, borderRadius: '4px', '&:hover': { bgcolor: 'surface.sunken' } }}
          >
            <ToneLabel tone="ok">{passed.length} passed</ToneLabel>
            <Box component="span" sx={{ display: 'flex', ...(all ? { transform: 'rotate(180deg)' } : {}) }}>
              <Icon name="down" size={14} />
            </Box>
          </ButtonBase>
        </>
      }
    >
      <Box
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable with the keyboard
        tabIndex={all ? 0 : undefined}
        sx={{
          overflow: 'auto',
          minHeight: 0,
          position: 'relative',
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        <List aria-label="Findings">
          {[...errors, ...warnings].map((finding) => (
            <li key={`${finding.path.join('.')} ${finding.message}`}>
              <button type="button" className="go" onClick={() => onGoTo(finding)}>
                <ToneSign finding={finding} />
                <span>{finding.message}</span>
              </button>
              {finding.fix !== undefined && (
                <Button size="small" onClick={() => apply(finding)}>
                  {finding.fix.label}
                </Button>
              )}
            </li>
          ))}
        </List>
        <List id="checks-passed" aria-label="Passed" hidden={!all}>
          {passed.map((words) => (
            <li key={words}>
              <Box component="span" sx={{ color: 'severity.ok.main', display: 'flex', pt: '1px' }}>
                <Icon name="ok" />
              </Box>
              <span>{words}</span>
            </li>
          ))}
        </List>
      </Box>
    </Panel>
  );
});

function ToneSign({ finding }: { readonly finding: Finding }) {
  const error = finding.level === 'error';
  return (
    <Box
      component="span"
      sx={{ display: 'flex', pt: '1px', color: error ? 'severity.critical.main' : 'severity.warning.main' }}
    >
      <Icon name={error ? 'critical' : 'warning'} />
      <span className="hidden">{error ? 'Error:' : 'Warning:'}</span>
    </Box>
  );
}

const List = styled('ul')(({ theme: t }) => ({
  '& .hidden': unseen,
  '&[hidden]': { display: 'none' },
  '& li': {
    display: 'flex',
    alignItems: 'center',
    gap: 8,
    padding: '6px 12px',
    fontSize: '0.78125rem',
    lineHeight: '1.125rem',
  },
  // as high as a line of words, so that a fix does not make its row taller
  '& li > .MuiButton-root': { marginBlock: -1 },
  '& li + li, ul + & li:first-of-type': { borderTop: `1px solid ${t.vars.palette.border.soft}` },
  '& .go': {
    all: 'unset',
    display: 'flex',
    flex: 1,
    minWidth: 0,
    gap: 8,
    alignItems: 'center',
    cursor: 'pointer',
    borderRadius: 4,
    overflowWrap: 'anywhere',
    minHeight: 24,
  },
  '& .go:hover > span:last-of-type': { textDecoration: 'underline', textUnderlineOffset: 3 },
  '& .go:focus-visible': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: 1 },
}));
