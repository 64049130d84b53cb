/** The line under the tab itself: MUI's is placed by measuring, which goes wrong for tabs that are hidden for a time. */
export const underlined = {
  '& .MuiTabs-indicator': { display: 'none' },
  '& .Mui-selected': { boxShadow: 'inset 0 -2px 0 var(--fd-palette-accent-line)' },
} as const;
