import { styled } from '@mui/material/styles';

/** Two letters for a vendor, always beside a name. */
export function ProviderTag({ tag, name }: { tag: string; name: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- letters that stand for a name are an image of it, and no file
    <Square role="img" aria-label={name} title={name}>
      {tag}
    </Square>
  );
}

const Square = styled('span')(({ theme: t }) => ({
  display: 'inline-grid',
  placeItems: 'center',
  flex: 'none',
  width: 20,
  height: 20,
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 4,
  background: t.vars.palette.background.paper,
  color: t.vars.palette.text.secondary,
  fontSize: '0.59375rem',
  lineHeight: 1,
  fontWeight: 640,
  letterSpacing: '.01em',
}));
