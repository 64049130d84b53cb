import { styled } from '@mui/material/styles';
import { type KeyboardEvent, memo, useMemo } from 'react';
import { type CodeLanguage, type CodeLine, codeLines, indentOf, tokens } from './code-tokens.ts';
import { CopyButton } from './CopyButton.tsx';

type Props = {
  text: string;
  language: CodeLanguage;
  label: string;
  /** A copy button in its corner; leave it out where there is one in the head of the panel. */
  copy?: boolean;
};

/** Code to read and to copy. `«secret:label»` in the text stands as a masked box. */
export function CodeView({ text, language, label, copy = false }: Props) {
  const lines = useMemo(() => codeLines(text, language), [text, language]);
  return (
    <Frame>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- what scrolls has to be reachable with the keyboard */}
      <Code tabIndex={0} aria-label={label} onKeyDown={selectOnlyThis}>
        <pre>
          {lines.map((line, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a line has no identity but its place
            <Line key={index} kind={line.kind} text={line.text} />
          ))}
        </pre>
      </Code>
      {copy ? (
        <span className="copy">
          <CopyButton text={text} label={`Copy: ${label}`} />
        </span>
      ) : null}
    </Frame>
  );
}

const Line = memo(function Line(line: CodeLine) {
  return (
    <span className="ln" style={{ '--n': indentOf(line.text) } as Record<string, number>}>
      {line.text === ''
        ? '\n'
        : tokens(line).map((token, index) =>
            token.kind === 'secret' ? (
              // oxlint-disable-next-line react/no-array-index-key -- as above
              <span key={index} className="mask" title={`${token.text}: masked here, sent in full`}>
                ••••••••{token.text.startsWith('…') ? token.text.slice(1) : ` ${token.text}`}
              </span>
            ) : (
              // oxlint-disable-next-line react/no-array-index-key -- as above
              <span key={index} className={token.kind}>
                {token.text}
              </span>
            ),
          )}
    </span>
  );
});

function selectOnlyThis(event: KeyboardEvent<HTMLElement>) {
  if (event.key.toLowerCase() !== 'a' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  getSelection()?.selectAllChildren(event.currentTarget);
}

const Frame = styled('div')({
  position: 'relative',
  display: 'flex',
  flex: '1 1 auto',
  minHeight: 0,
  minWidth: 0,
  '& .copy': { position: 'absolute', top: 6, right: 6 },
});

const Code = styled('section')(({ theme: t }) => ({
  ...t.typography.mono,
  flex: 1,
  '& pre': { margin: 0, font: 'inherit' },
  minHeight: 0,
  minWidth: 0,
  padding: '12px 16px',
  overflow: 'auto',
  tabSize: 2,
  color: t.vars.palette.text.primary,
  background: t.vars.palette.surface.code,
  scrollbarWidth: 'thin',
  scrollbarColor: `${t.vars.palette.divider} transparent`,
  '&:focus-visible': { outlineOffset: -2 },
  // the indent is part of the text, so that it is copied; what does not fit hangs four columns under it
  '& .ln': {
    display: 'block',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    paddingLeft: 'calc((var(--n, 0) + 4) * 1ch)',
    textIndent: 'calc((var(--n, 0) + 4) * -1ch)',
  },
  '& .key': { color: t.vars.palette.syntax.key },
  '& .string': { color: t.vars.palette.syntax.string },
  '& .number': { color: t.vars.palette.syntax.number },
  '& .keyword': { color: t.vars.palette.syntax.keyword },
  '& .punct': { color: t.vars.palette.syntax.punct },
  '& .variable': { color: t.vars.palette.syntax.interp },
  '& .mask': {
    color: t.vars.palette.text.tertiary,
    background: t.vars.palette.surface.sunken,
    borderRadius: 3,
    padding: '1px 3px',
  },
}));
