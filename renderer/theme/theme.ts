import { createTheme } from '@mui/material/styles';
// oxlint-disable-next-line import/no-empty-named-blocks, unicorn/require-module-specifiers -- for what it declares
import type {} from '@mui/material/themeCssVarsAugmentation';
// oxlint-disable-next-line import/no-empty-named-blocks, unicorn/require-module-specifiers -- for what it declares
import type {} from '@mui/x-data-grid/themeAugmentation';
import type { CSSProperties } from 'react';
import { components } from './components.ts';
import { dark, light } from './palettes.ts';

type Tone = { main: string; tint: string };
type EnvironmentTone = Tone & { fill: string; stripe: string; onFill: string };
export type OwnColours = {
  surface: { raised: string; sunken: string; code: string };
  border: { soft: string; control: string };
  accent: { line: string; text: string; tint: string; selection: string };
  rail: {
    bg: string;
    hover: string;
    active: string;
    text: string;
    muted: string;
    mark: string;
    hot: { main: string; text: string };
  };
  severity: Record<'critical' | 'error' | 'warning' | 'info' | 'ok' | 'unknown', Tone>;
  env: Record<'sandbox' | 'test' | 'production', EnvironmentTone>;
  syntax: Record<
    'key' | 'string' | 'number' | 'keyword' | 'function' | 'comment' | 'punct' | 'interp',
    string
  >;
};

/* oxlint-disable typescript/consistent-type-definitions -- MUI's types are interfaces, and only an interface can be augmented */
declare module '@mui/material/styles' {
  interface Palette extends OwnColours {}
  interface PaletteOptions extends Partial<OwnColours> {}
  interface TypeText {
    tertiary: string;
  }
  interface TypographyVariants {
    mono: CSSProperties;
  }
  interface TypographyVariantsOptions {
    mono?: CSSProperties;
  }
}
declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    mono: true;
    h4: false;
    h5: false;
    h6: false;
    subtitle1: false;
    subtitle2: false;
    overline: false;
  }
}
/* oxlint-enable typescript/consistent-type-definitions */

const ui =
  '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const mono =
  '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

const size = (pixels: number, line: number, fontWeight = 400) => ({
  fontSize: `${pixels / 16}rem`,
  lineHeight: `${line / 16}rem`,
  fontWeight,
});

/** The tokens of the design language. The palettes are read as `theme.vars.palette…`, which follow the theme. */
export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'fd', colorSchemeSelector: 'data-theme' },
  colorSchemes: { light: { palette: light }, dark: { palette: dark } },
  spacing: 4,
  shape: { borderRadius: 6 },
  breakpoints: { values: { xs: 0, sm: 600, md: 880, lg: 1100, xl: 1536 } },
  typography: {
    fontFamily: ui,
    htmlFontSize: 16,
    h1: { ...size(14, 20, 620), letterSpacing: '-.005em' },
    h2: size(13, 20, 620),
    h3: size(12, 16, 620),
    body1: size(13, 20),
    body2: size(12, 16),
    button: { ...size(13, 20, 520), textTransform: 'none', letterSpacing: 0 },
    caption: size(11, 16),
    mono: { fontFamily: mono, ...size(12, 19), fontVariantLigatures: 'none' },
  },
  transitions: {
    duration: {
      shortest: 90,
      shorter: 90,
      short: 90,
      standard: 140,
      complex: 140,
      enteringScreen: 140,
      leavingScreen: 90,
    },
    easing: {
      easeInOut: 'cubic-bezier(.2, 0, 0, 1)',
      easeOut: 'cubic-bezier(.2, 0, 0, 1)',
      easeIn: 'cubic-bezier(.4, 0, 1, 1)',
      sharp: 'cubic-bezier(.4, 0, .6, 1)',
    },
  },
  components,
});
