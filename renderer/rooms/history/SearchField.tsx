import InputAdornment from '@mui/material/InputAdornment';
import OutlinedInput from '@mui/material/OutlinedInput';
import { type Ref, useEffect, useRef, useState } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';

type Props = {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** `isFirst`: the letters before it were not searched for yet. */
  readonly onSearch: (value: string, isFirst: boolean) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** So long nothing was typed before it is searched for. */
const PAUSE_MS = 180;

export function SearchField({ label, placeholder, value, onSearch, inputRef }: Props) {
  const [typed, setTyped] = useState(value);
  const said = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    // Back, or a saved filter, has put another word here
    if (value !== said.current) {
      clearTimeout(timer.current);
      said.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const say = (next: string) => {
    clearTimeout(timer.current);
    const before = said.current;
    if (next === before) return;
    said.current = next;
    onSearch(next, before === '');
  };
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => say(next.trim()), PAUSE_MS);
  };
  return (
    <OutlinedInput
      className="search"
      type="search"
      inputRef={inputRef}
      value={typed}
      onChange={(event) => type(event.target.value)}
      onBlur={() => say(typed.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') say(typed.trim());
        if (event.key !== 'Escape' || typed === '') return;
        // it empties the field; what is open stays open
        event.preventDefault();
        setTyped('');
        say('');
      }}
      placeholder={placeholder}
      startAdornment={
        <InputAdornment position="start">
          <Icon name="search" size={14} />
        </InputAdornment>
      }
      inputProps={{ 'aria-label': label, maxLength: 400, spellCheck: false, autoComplete: 'off' }}
    />
  );
}
