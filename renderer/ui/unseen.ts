/** Not on the screen, but in the accessible tree. Strings: to `sx` the number 1 would mean the whole width. */
export const unseen = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
