import type { PaletteOptions } from '@mui/material/styles';

// Measured for contrast and for colour blindness as a set: change one value only together with its measurements.

export const light = {
  background: { default: '#f3f3ee', paper: '#ffffff' },
  surface: { raised: '#f9f9f5', sunken: '#ecece5', code: '#fbfbf8' },
  text: { primary: '#1a1c16', secondary: '#4e5147', tertiary: '#65685d', disabled: '#65685d' },
  divider: '#dcdcd3',
  border: { soft: '#e8e8e0', control: '#82857a' },
  primary: { main: '#1e2119', dark: '#363a2e', contrastText: '#ffffff' },
  accent: { line: '#5d7300', text: '#485a00', tint: '#eef5cf', selection: '#dcec9c' },
  rail: {
    bg: '#171913',
    hover: '#22251c',
    active: '#2f3327',
    text: '#d4d7ca',
    muted: '#a3a898',
    mark: '#cdf24a',
  },
  // MUI's names, for what MUI draws by itself; its "error" is our "critical"
  error: { main: '#b3190f' },
  warning: { main: '#735500' },
  info: { main: '#1a5ba6' },
  success: { main: '#176a3a' },
  severity: {
    critical: { main: '#b3190f', tint: '#fceae8' },
    error: { main: '#9c3f06', tint: '#fceee2' },
    warning: { main: '#735500', tint: '#faf1d0' },
    info: { main: '#1a5ba6', tint: '#e7f0fb' },
    ok: { main: '#176a3a', tint: '#e4f3e9' },
    unknown: { main: '#4e5147', tint: '#efefe9' },
  },
  env: {
    sandbox: { main: '#0a7672', tint: '#e2f2f1', fill: '#0a7672', stripe: '#0a7672', onFill: '#ffffff' },
    test: { main: '#4a36b8', tint: '#ebe8fc', fill: '#4a36b8', stripe: '#4a36b8', onFill: '#ffffff' },
    production: { main: '#8f0b3b', tint: '#fbe6ed', fill: '#960c3e', stripe: '#6e062d', onFill: '#ffffff' },
  },
  syntax: {
    key: '#1a1c16',
    string: '#1a6a42',
    number: '#1a5ba6',
    keyword: '#7b2c8c',
    function: '#8a4a00',
    comment: '#65685d',
    punct: '#65685d',
    interp: '#5d4bc9',
  },
} satisfies PaletteOptions;

export const dark = {
  background: { default: '#0e100c', paper: '#161813' },
  surface: { raised: '#1b1e18', sunken: '#262a21', code: '#12140f' },
  text: { primary: '#eceee4', secondary: '#b6baab', tertiary: '#92978a', disabled: '#92978a' },
  divider: '#2c3027',
  border: { soft: '#23261f', control: '#747a6c' },
  primary: { main: '#cdf24a', dark: '#dcf87a', contrastText: '#171b05' },
  accent: { line: '#cdf24a', text: '#cdf24a', tint: '#272d13', selection: '#3d4a12' },
  rail: {
    bg: '#0a0b08',
    hover: '#191c14',
    active: '#2c3027',
    text: '#d4d7ca',
    muted: '#a3a898',
    mark: '#cdf24a',
  },
  error: { main: '#ff8a80' },
  warning: { main: '#efc84a' },
  info: { main: '#82bbff' },
  success: { main: '#66d191' },
  severity: {
    critical: { main: '#ff8a80', tint: '#371916' },
    error: { main: '#ffa561', tint: '#33200f' },
    warning: { main: '#efc84a', tint: '#2e270d' },
    info: { main: '#82bbff', tint: '#15263b' },
    ok: { main: '#66d191', tint: '#12291b' },
    unknown: { main: '#c3c7b8', tint: '#262a21' },
  },
  env: {
    sandbox: { main: '#5accc4', tint: '#112826', fill: '#5accc4', stripe: '#5accc4', onFill: '#04211f' },
    test: { main: '#b1a8ff', tint: '#231f42', fill: '#b1a8ff', stripe: '#b1a8ff', onFill: '#16103f' },
    production: { main: '#ff8db0', tint: '#3b1423', fill: '#b5164e', stripe: '#8c0d3a', onFill: '#ffffff' },
  },
  syntax: {
    key: '#eceee4',
    string: '#9bd8a8',
    number: '#82bbff',
    keyword: '#dcaaf2',
    function: '#f2c688',
    comment: '#92978a',
    punct: '#92978a',
    interp: '#b1a8ff',
  },
} satisfies PaletteOptions;
