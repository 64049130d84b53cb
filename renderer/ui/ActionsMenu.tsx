import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export type Action = {
  readonly label: string;
  readonly icon: IconName;
  readonly onChoose: () => void;
  readonly disabled?: boolean;
};

type Props = { readonly id?: string; readonly label: string; readonly actions: readonly Action[] };

/** What else can be done with the thing it stands beside. */
export function ActionsMenu({ id, label, actions }: Props) {
  const own = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const buttonId = id ?? `${own}-button`;
  return (
    <>
      <IconButton
        id={buttonId}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor === null ? undefined : `${own}-menu`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="more" size={14} />
      </IconButton>
      <Menu
        id={`${own}-menu`}
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ list: { 'aria-labelledby': buttonId } }}
      >
        {actions.map((action) => (
          <MenuItem
            key={action.label}
            disabled={action.disabled ?? false}
            onClick={() => {
              setAnchor(null);
              action.onChoose();
            }}
          >
            <ListItemIcon>
              <Icon name={action.icon} size={14} />
            </ListItemIcon>
            {action.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
