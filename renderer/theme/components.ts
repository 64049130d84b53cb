import type { Theme, ThemeOptions } from '@mui/material/styles';

type Vars = Pick<Theme, 'vars'>;

/** What floats has this shadow; everything else has a border instead. */
export const floating = {
  light: '0 1px 2px rgb(23 25 19 / .08), 0 16px 48px rgb(23 25 19 / .2)',
  dark: '0 0 0 1px rgb(255 255 255 / .05), 0 20px 56px rgb(0 0 0 / .6)',
};

/** The diagonal stripes of production, each `width` px. */
export function stripes(t: Vars, width: number): string {
  const { fill, stripe } = t.vars.palette.env.production;
  return `repeating-linear-gradient(-45deg, ${fill} 0 ${width}px, ${stripe} ${width}px ${2 * width}px)`;
}

export const components: ThemeOptions['components'] = {
  MuiCssBaseline: {
    styleOverrides: (t) => ({
      html: { height: '100%' },
      body: {
        height: '100%',
        overflow: 'hidden',
        fontFeatureSettings: '"cv05", "ss03"',
        WebkitFontSmoothing: 'antialiased',
        textRendering: 'optimizeLegibility',
      },
      '#root': { height: '100%' },
      ':focus-visible': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: 2 },
      '::selection': { background: t.vars.palette.accent.selection },
      'h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset': { margin: 0, padding: 0, border: 0, minWidth: 0 },
      'ul, ol': { listStyle: 'none' },
      a: {
        color: 'inherit',
        textDecoration: 'underline',
        textDecorationColor: t.vars.palette.accent.line,
        textUnderlineOffset: 3,
        textDecorationThickness: 1,
      },
      code: { fontFamily: t.typography.mono.fontFamily, fontSize: '0.75rem', fontVariantLigatures: 'none' },
      'b, strong': { fontWeight: 560 },
      '@media (prefers-reduced-motion: reduce)': {
        '*, ::before, ::after': {
          animationDuration: '1ms !important',
          transitionDuration: '1ms !important',
        },
      },
      '@media (forced-colors: active)': { '.fd-env, .fd-pill': { border: '1px solid CanvasText' } },
    }),
  },
  MuiButtonBase: { defaultProps: { disableRipple: true } },
  MuiButton: {
    defaultProps: { disableElevation: true, variant: 'outlined', color: 'inherit' },
    styleOverrides: {
      root: ({ theme: t }) => ({
        height: 32,
        minWidth: 0,
        padding: '0 12px',
        gap: 6,
        whiteSpace: 'nowrap',
        color: t.vars.palette.text.primary,
        borderColor: t.vars.palette.divider,
        backgroundColor: t.vars.palette.background.paper,
        '&:hover': { backgroundColor: t.vars.palette.surface.sunken, borderColor: t.vars.palette.divider },
        '&:active': { backgroundColor: t.vars.palette.divider },
        '&.Mui-focusVisible': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: 2 },
        '&.Mui-disabled': {
          color: t.vars.palette.text.tertiary,
          background: t.vars.palette.surface.sunken,
          borderColor: 'transparent',
        },
        // the gap does it; MUI's own margins are made for its icon font
        '& .MuiButton-startIcon, & .MuiButton-endIcon': { margin: 0 },
      }),
      sizeSmall: { height: 26, padding: '0 9px', gap: 5, fontSize: '0.75rem', lineHeight: '1rem' },
      contained: ({ theme: t }) => ({
        fontWeight: 580,
        backgroundColor: t.vars.palette.primary.main,
        color: t.vars.palette.primary.contrastText,
        '&:hover': { backgroundColor: t.vars.palette.primary.dark },
        '&:active': { backgroundColor: t.vars.palette.primary.dark },
        // the button that sends wears the environment: <Button variant="contained" data-env="test">
        '&[data-env="sandbox"]:not(.Mui-disabled)': {
          backgroundColor: t.vars.palette.env.sandbox.fill,
          color: t.vars.palette.env.sandbox.onFill,
        },
        '&[data-env="test"]:not(.Mui-disabled)': {
          backgroundColor: t.vars.palette.env.test.fill,
          color: t.vars.palette.env.test.onFill,
        },
        '&[data-env="production"]:not(.Mui-disabled)': {
          color: t.vars.palette.env.production.onFill,
          background: stripes(t, 10),
        },
        '&[data-env]:not(.Mui-disabled):hover': { filter: 'brightness(1.08)' },
        '&[data-env] kbd': {
          background: 'rgb(0 0 0 / .18)',
          color: 'inherit',
          borderColor: 'transparent',
        },
      }),
      text: ({ theme: t }) => ({ color: t.vars.palette.text.secondary, backgroundColor: 'transparent' }),
    },
  },
  MuiIconButton: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: ({ theme: t }) => ({
        width: 32,
        height: 32,
        borderRadius: 6,
        color: t.vars.palette.text.secondary,
        '&:hover': { backgroundColor: t.vars.palette.surface.sunken },
        '&.Mui-focusVisible': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: 0 },
      }),
      sizeSmall: { width: 26, height: 26 },
    },
  },
  MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: ({ theme: t }) => ({
        minHeight: 32,
        backgroundColor: t.vars.palette.background.paper,
        fontSize: '0.8125rem',
        lineHeight: '1.25rem',
        '& .MuiOutlinedInput-notchedOutline': { borderColor: t.vars.palette.border.control },
        '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: t.vars.palette.text.tertiary },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': {
          borderColor: t.vars.palette.accent.line,
          borderWidth: 2,
        },
        '&.Mui-error .MuiOutlinedInput-notchedOutline': {
          borderColor: t.vars.palette.severity.critical.main,
        },
      }),
      input: ({ theme: t }) => ({
        padding: '6px 10px',
        height: 20,
        '&::placeholder': { color: t.vars.palette.text.tertiary, opacity: 1 },
        // its own edge shows the focus
        '&:focus-visible': { outline: 'none' },
      }),
      multiline: { padding: '6px 10px' },
    },
  },
  // labels stand beside their control, or above it where there is no room; they never float
  MuiInputLabel: { defaultProps: { shrink: true, disableAnimation: true } },
  MuiFormHelperText: {
    styleOverrides: {
      root: ({ theme: t }) => ({
        margin: '2px 0 0',
        fontSize: '0.75rem',
        lineHeight: '1rem',
        color: t.vars.palette.text.tertiary,
        '&.Mui-error': { color: t.vars.palette.severity.critical.main },
      }),
    },
  },
  MuiSelect: { styleOverrides: { select: { '&:focus-visible': { outline: 'none' } } } },
  MuiToggleButtonGroup: {
    styleOverrides: {
      root: ({ theme: t }) => ({
        height: 32,
        padding: 2,
        gap: 2,
        backgroundColor: t.vars.palette.surface.sunken,
        border: `1px solid ${t.vars.palette.divider}`,
      }),
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: ({ theme: t }) => ({
        border: '1px solid transparent',
        borderRadius: '4px !important',
        margin: '0 !important',
        padding: '0 10px',
        gap: 6,
        textTransform: 'none',
        whiteSpace: 'nowrap',
        color: t.vars.palette.text.secondary,
        fontSize: '0.78125rem',
        fontWeight: 400,
        lineHeight: '1.25rem',
        '&.Mui-selected, &.Mui-selected:hover': {
          backgroundColor: t.vars.palette.background.paper,
          color: t.vars.palette.text.primary,
          fontWeight: 580,
          borderColor: t.vars.palette.border.control,
        },
        '&.Mui-focusVisible': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: 1 },
      }),
    },
  },
  MuiTabs: {
    styleOverrides: {
      root: { minHeight: 40 },
      indicator: ({ theme: t }) => ({ height: 2, backgroundColor: t.vars.palette.accent.line }),
    },
  },
  MuiTab: {
    styleOverrides: {
      root: ({ theme: t }) => ({
        minHeight: 40,
        minWidth: 0,
        padding: '0 9px',
        textTransform: 'none',
        fontSize: '0.78125rem',
        fontWeight: 400,
        color: t.vars.palette.text.secondary,
        '&.Mui-selected': { color: t.vars.palette.text.primary, fontWeight: 600 },
        '&.Mui-focusVisible': { outline: `2px solid ${t.vars.palette.accent.line}`, outlineOffset: -2 },
      }),
    },
  },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: 'none' }, outlined: { borderRadius: 8 } },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme: t }) => ({
        borderRadius: 12,
        border: `1px solid ${t.vars.palette.divider}`,
        boxShadow: floating.light,
        ...t.applyStyles('dark', { boxShadow: floating.dark }),
      }),
    },
  },
  MuiDialogTitle: {
    styleOverrides: {
      root: { padding: '18px 20px 12px', fontSize: '1rem', lineHeight: '1.5rem', fontWeight: 620 },
    },
  },
  MuiDialogContent: { styleOverrides: { root: { padding: '12px 20px 18px' } } },
  MuiDialogActions: {
    styleOverrides: {
      root: ({ theme: t }) => ({
        padding: '12px 20px',
        borderTop: `1px solid ${t.vars.palette.divider}`,
        backgroundColor: t.vars.palette.surface.raised,
      }),
    },
  },
  MuiBackdrop: {
    styleOverrides: {
      root: ({ theme: t }) => ({
        '&:not(.MuiBackdrop-invisible)': {
          backgroundColor: 'rgb(23 25 19 / .46)',
          ...t.applyStyles('dark', { backgroundColor: 'rgb(0 0 0 / .6)' }),
        },
      }),
    },
  },
  MuiDivider: { styleOverrides: { root: ({ theme: t }) => ({ borderColor: t.vars.palette.border.soft }) } },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, enterNextDelay: 100, disableInteractive: true },
    styleOverrides: {
      tooltip: ({ theme: t }) => ({
        fontSize: '0.75rem',
        lineHeight: '1rem',
        fontWeight: 400,
        backgroundColor: t.vars.palette.rail.bg,
        color: t.vars.palette.rail.text,
        border: `1px solid ${t.vars.palette.rail.active}`,
      }),
    },
  },
  MuiMenu: {
    styleOverrides: {
      paper: ({ theme: t }) => ({
        border: `1px solid ${t.vars.palette.divider}`,
        borderRadius: 8,
        boxShadow: floating.light,
        ...t.applyStyles('dark', { boxShadow: floating.dark }),
      }),
      list: { padding: 4 },
    },
  },
  MuiMenuItem: {
    styleOverrides: {
      root: ({ theme: t }) => ({
        minHeight: 30,
        [t.breakpoints.up('sm')]: { minHeight: 30 },
        padding: '0 10px',
        borderRadius: 4,
        fontSize: '0.8125rem',
        '& .MuiListItemIcon-root': { minWidth: 24, color: t.vars.palette.text.secondary },
        '&:hover': { backgroundColor: t.vars.palette.surface.sunken },
        '&.Mui-focusVisible': { backgroundColor: t.vars.palette.surface.sunken, outlineOffset: -2 },
        '&.Mui-selected, &.Mui-selected:hover': { backgroundColor: t.vars.palette.accent.tint },
      }),
    },
  },
  MuiAlert: {
    defaultProps: { variant: 'standard' },
    styleOverrides: {
      root: { borderRadius: 6, padding: '6px 12px', fontSize: '0.78125rem' },
      standard: ({ theme: t, ownerState }) => {
        const tones = { error: 'critical', success: 'ok', warning: 'warning', info: 'info' } as const;
        const tone = t.vars.palette.severity[tones[ownerState.severity ?? 'info']];
        return {
          backgroundColor: tone.tint,
          color: t.vars.palette.text.primary,
          '& .MuiAlert-icon': { color: tone.main },
        };
      },
    },
  },
  MuiDataGrid: {
    defaultProps: {
      density: 'standard',
      rowHeight: 32,
      columnHeaderHeight: 30,
      disableColumnMenu: true,
      hideFooterSelectedRowCount: true,
    },
    styleOverrides: {
      root: ({ theme: t }) => ({
        border: 0,
        borderRadius: 0,
        fontSize: '0.78125rem',
        '--DataGrid-rowBorderColor': t.vars.palette.border.soft,
        '--DataGrid-t-header-background-base': t.vars.palette.surface.raised,
        '& .MuiDataGrid-columnHeader': {
          backgroundColor: t.vars.palette.surface.raised,
          color: t.vars.palette.text.tertiary,
          fontSize: '0.71875rem',
          padding: '0 8px',
        },
        '& .MuiDataGrid-columnHeaderTitle': { fontWeight: 540 },
        '& .MuiDataGrid-columnSeparator': { display: 'none' },
        '& .MuiDataGrid-cell': { padding: '0 8px' },
        '& .MuiDataGrid-row:hover': { backgroundColor: t.vars.palette.surface.raised },
        '& .MuiDataGrid-row.Mui-selected, & .MuiDataGrid-row.Mui-selected:hover': {
          backgroundColor: t.vars.palette.accent.tint,
          boxShadow: `inset 3px 0 0 ${t.vars.palette.accent.line}`,
        },
      }),
    },
  },
};
