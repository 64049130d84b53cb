import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useEffect, useId, useState } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import { unseen } from '#renderer/ui/unseen.ts';
import { styled } from '@mui/material/styles';

export type CopyAs = { readonly name: string; readonly text: () => string };

/** The same thing in several forms, each for the clipboard. */
export function CopyMenu({ forms }: { readonly forms: readonly CopyAs[] }) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), 1600);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = ({ name, text }: CopyAs) => {
    setAnchor(null);
    navigator.clipboard.writeText(text()).then(
      () => setSaid(`Copied as ${name}`),
      () => setSaid('The browser does not allow copying here'),
    );
  };
  const isCopied = said.startsWith('Copied');
  return (
    <>
      <Button
        id={`${id}-button`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor === null ? undefined : `${id}-menu`}
        startIcon={<Icon name={isCopied ? 'check' : 'copy'} size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Copy…
      </Button>
      <Menu
        id={`${id}-menu`}
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ list: { 'aria-labelledby': `${id}-button` } }}
      >
        {forms.map((form) => (
          <MenuItem key={form.name} onClick={() => copy(form)}>
            {form.name}
          </MenuItem>
        ))}
      </Menu>
      <Unseen>
        <Status>{said}</Status>
      </Unseen>
    </>
  );
}

const Unseen = styled('span')(unseen);
