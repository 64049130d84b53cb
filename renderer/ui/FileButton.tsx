import Button from '@mui/material/Button';
import { useRef } from 'react';
import { Icon } from './Icon.tsx';

type Props = {
  readonly label: string;
  readonly accept?: string;
  readonly onFile: (file: File) => void;
  readonly takesFocus?: boolean;
};

/** A button that lets a file be chosen; the browser's own control has no look of ours. */
export function FileButton({ label, accept, onFile, takesFocus = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // emptied, so that the same file can be chosen again after it was mended
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <Button
        startIcon={<Icon name="file" size={14} />}
        onClick={() => input.current?.click()}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog it stands in is for this
        autoFocus={takesFocus}
      >
        {label}
      </Button>
    </>
  );
}
