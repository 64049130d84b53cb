import type { ReactNode } from 'react';

/** What came of something, said aloud when it comes. */
export function Status({ children }: { readonly children: ReactNode }) {
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <output> may not hold paragraphs, lists and tables
  return <div role="status">{children}</div>;
}
