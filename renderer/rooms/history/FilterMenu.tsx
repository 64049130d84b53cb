import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type ReactNode, useId, useState } from 'react';
import { Icon, type IconName } from '#renderer/ui/Icon.tsx';

export type FilterChoice = {
  readonly value: string;
  /** In words, for the button and for typing ahead. */
  readonly words: string;
  /** In place of the words, where they have a sign of their own. */
  readonly look?: ReactNode;
};

type Props = {
  readonly label: string;
  /** On the button while none is chosen; the label where there is nothing better. */
  readonly none?: string;
  readonly icon?: IconName;
  readonly choices: readonly FilterChoice[];
  readonly chosen: readonly string[];
  /** One of them or none, instead of any number. */
  readonly exclusive?: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
  /** What else stands under the choices. */
  readonly more?: readonly { readonly label: string; readonly onChoose: () => void }[];
};

/** One thing that the list can be narrowed by. The button says by what it is. */
export function FilterMenu(props: Props) {
  const { label, none = label, icon, choices, chosen, exclusive = false, onChange, more = [] } = props;
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const words = chosen.map((value) => choices.find((choice) => choice.value === value)?.words ?? value);
  const shown = words.length === 0 ? none : words.length === 1 ? words[0] : `${label} · ${words.length}`;
  const close = () => setAnchor(null);
  const toggle = (value: string) => {
    const isOn = chosen.includes(value);
    if (exclusive) {
      close();
      onChange(isOn ? [] : [value]);
    } else {
      onChange(isOn ? chosen.filter((one) => one !== value) : [...chosen, value]);
    }
  };
  return (
    <>
      <Button
        id={`${id}-button`}
        size="small"
        data-on={chosen.length > 0 ? '' : undefined}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor === null ? undefined : `${id}-menu`}
        aria-label={chosen.length === 0 ? undefined : `${label}: ${words.join(', ')}`}
        startIcon={icon === undefined ? undefined : <Icon name={icon} size={14} />}
        endIcon={<Icon name="down" size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <span className="shown">{shown}</span>
      </Button>
      <Menu
        id={`${id}-menu`}
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        slotProps={{
          list: { 'aria-labelledby': `${id}-button` },
          paper: { sx: { maxHeight: 420, maxWidth: 380, mt: 1 } },
        }}
      >
        {choices.map((choice) => {
          const isOn = chosen.includes(choice.value);
          return (
            <MenuItem
              key={choice.value}
              role={exclusive ? 'menuitemradio' : 'menuitemcheckbox'}
              aria-checked={isOn}
              onClick={() => toggle(choice.value)}
            >
              <ListItemIcon sx={{ visibility: isOn ? 'visible' : 'hidden' }}>
                <Icon name="check" size={14} />
              </ListItemIcon>
              {choice.look ?? choice.words}
            </MenuItem>
          );
        })}
        {choices.length === 0 && more.length === 0 ? (
          <MenuItem disabled>Nothing to choose from yet</MenuItem>
        ) : null}
        {choices.length === 0 || (more.length === 0 && chosen.length === 0) ? null : <Divider />}
        {more.map(({ label, onChoose }) => (
          <MenuItem
            key={label}
            onClick={() => {
              close();
              onChoose();
            }}
          >
            <ListItemIcon />
            {label}
          </MenuItem>
        ))}
        {chosen.length === 0 ? null : (
          <MenuItem
            onClick={() => {
              close();
              onChange([]);
            }}
          >
            <ListItemIcon />
            {none === label ? 'Any' : none}
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
