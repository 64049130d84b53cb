import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import { Icon } from './Icon.tsx';

type Props = {
  /** A function where the text is costly to make. */
  text: string | (() => string);
  label: string;
  /** The label as words instead of in a tooltip. */
  words?: boolean;
};

export function CopyButton({ text, label, words = false }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);

  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), 1600);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = () => {
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  const said = outcome === 'copied' ? 'Copied' : 'The browser does not allow copying here';
  const icon = <Icon name={outcome === 'copied' ? 'check' : 'copy'} size={14} />;
  const hint = outcome === null ? (words ? '' : label) : said;
  return (
    <Tooltip title={hint} open={outcome === null ? undefined : true} describeChild={words}>
      {words ? (
        <Button onClick={copy} startIcon={icon}>
          {label}
        </Button>
      ) : (
        <IconButton onClick={copy} aria-label={outcome === null ? label : said}>
          {icon}
        </IconButton>
      )}
    </Tooltip>
  );
}
