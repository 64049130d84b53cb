import { styled } from '@mui/material/styles';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { ReactNode } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';
import { ToneText } from '#renderer/ui/ToneLabel.tsx';
import { underlined } from './tab-look.ts';
import { useLiveAlert } from './live-alert.tsx';
import { unseen } from '#renderer/ui/unseen.ts';

const views = ['form', 'preview', 'checks'] as const;
export type ComposeView = (typeof views)[number];

type ComposeLayoutProps = {
  readonly view: ComposeView;
  readonly onView: (view: ComposeView) => void;
  /** There is so little room that the page scrolls as one. */
  readonly flowing: boolean;
  readonly form: ReactNode;
  readonly welcome: ReactNode;
  readonly preview: ReactNode;
  readonly checks: ReactNode;
};

/** Form beside preview and checks; under 880 px one of the three. All stay mounted, so nothing typed is lost. */
export function ComposeLayout({ view, onView, flowing, form, welcome, preview, checks }: ComposeLayoutProps) {
  const narrow = useMediaQuery('(max-width: 879px)', { noSsr: true });
  const part = (id: ComposeView) =>
    narrow ? { role: 'tabpanel', id: `compose-${id}`, 'aria-labelledby': `compose-tab-${id}` } : {};
  return (
    <Grid data-narrow={narrow ? '' : undefined} data-flowing={flowing ? '' : undefined} data-view={view}>
      {narrow && (
        <Tabs
          value={view}
          onChange={(_event, to: ComposeView) => onView(to)}
          aria-label="Parts of this page"
          className="switch"
          sx={underlined}
        >
          <Tab value="form" id="compose-tab-form" aria-controls="compose-form" label="Form" />
          <Tab value="preview" id="compose-tab-preview" aria-controls="compose-preview" label="Preview" />
          <Tab
            value="checks"
            id="compose-tab-checks"
            aria-controls="compose-checks"
            label={<ChecksLabel />}
          />
        </Tabs>
      )}
      <div className="form" {...part('form')}>
        {narrow && welcome !== null && <div className="welcome">{welcome}</div>}
        {form}
      </div>
      <div className="side">
        {!narrow && welcome}
        <div className="preview" {...part('preview')}>
          {preview}
        </div>
        <div className="checks" {...part('checks')}>
          {checks}
        </div>
      </div>
    </Grid>
  );
}

function ChecksLabel() {
  const { errors, warnings } = useLiveAlert().checks;
  const [tone, count, word] =
    errors.length > 0
      ? (['critical', errors.length, 'errors'] as const)
      : (['warning', warnings.length, 'warnings'] as const);
  return (
    <span>
      Checks{' '}
      {count > 0 && (
        <ToneText tone={tone}>
          <Icon name={tone} size={14} />
          {count}
          <span className="hidden"> {word}</span>
        </ToneText>
      )}
    </span>
  );
}

const Grid = styled('div')(({ theme: t }) => ({
  '& .hidden': unseen,
  display: 'grid',
  gridTemplateColumns: 'minmax(400px, 11fr) minmax(0, 12fr)',
  gridTemplateRows: 'minmax(0, 1fr)',
  height: '100%',
  '@media (max-width: 1099px)': { gridTemplateColumns: 'minmax(0, 11fr) minmax(400px, 12fr)' },
  // what is only there for screen readers must not make the page itself scroll
  '& > .form, & > .side, & .switch': { position: 'relative' },
  '& > .form': {
    minWidth: 0,
    overflow: 'auto',
    background: t.vars.palette.background.paper,
    borderRight: `1px solid ${t.vars.palette.divider}`,
    scrollbarWidth: 'thin',
    scrollbarColor: `${t.vars.palette.divider} transparent`,
  },
  '& > .side': {
    display: 'flex',
    flexDirection: 'column',
    gap: 12,
    minWidth: 0,
    minHeight: 0,
    padding: 12,
    overflow: 'auto',
  },
  '& > .side > *': { flex: 'none' },
  '& .preview': { flex: '1 1 0', minHeight: 200 },
  '& .checks': { display: 'flex', flexDirection: 'column', maxHeight: '38%', minHeight: 42 },
  '&[data-narrow]': { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: '40px minmax(0, 1fr)' },
  '&[data-narrow] > .switch': {
    padding: '0 8px',
    background: t.vars.palette.background.paper,
    borderBottom: `1px solid ${t.vars.palette.divider}`,
  },
  '&[data-narrow] > .form': { borderRight: 0 },
  '& .welcome': { padding: '12px 16px 0' },
  '&[data-narrow] .checks': { maxHeight: 'none' },
  '&[data-narrow][data-view="form"] > .side': { display: 'none' },
  '&[data-narrow]:not([data-view="form"]) > .form': { display: 'none' },
  '&[data-narrow][data-view="preview"] .checks': { display: 'none' },
  '&[data-narrow][data-view="checks"] .preview': { display: 'none' },
  '&[data-flowing]': {
    height: 'auto',
    gridTemplateRows: 'auto',
    '&[data-narrow]': { gridTemplateRows: '40px auto' },
  },
  '&[data-flowing] .preview': { minHeight: 320 },
}));
