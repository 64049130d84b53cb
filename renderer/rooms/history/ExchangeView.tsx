import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { CodeView } from '#renderer/ui/CodeView.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import type { Answer, SentRequest } from '#shared/model/send.ts';
import { byteLength, sizeInWords } from '#shared/text/measure.ts';
import { answerText, type Layout, requestText } from './exchange-text.ts';
import { LayoutSwitch } from './LayoutSwitch.tsx';

/** What left, byte for byte but for the keys, which stay masked. */
export function RequestView({ request }: { request: SentRequest }) {
  const [layout, setLayout] = useState<Layout>('readable');
  const text = requestText(request, layout);
  return (
    <>
      <Bar>
        <LayoutSwitch value={layout} onChange={setLayout} raw="As sent" />
        <span className="end">{sizeInWords(request.contentLength)}</span>
        <CopyButton text={text} label="Copy the request" />
      </Bar>
      <CodeView text={text} language="http" label="Request" />
    </>
  );
}

/** The answer as text, whatever it says it is: nothing in it is ever rendered. */
export function AnswerView({ answer }: { answer: Answer }) {
  const [layout, setLayout] = useState<Layout>('readable');
  const text = answerText(answer, layout);
  return (
    <>
      <Bar>
        <LayoutSwitch value={layout} onChange={setLayout} raw="As received" />
        <span className="end">
          {answer.truncated ? 'Cut, only its start was kept' : sizeInWords(byteLength(answer.body))}
        </span>
        <CopyButton text={text} label="Copy the answer" />
      </Bar>
      <CodeView text={text} language="http" label="Answer" />
    </>
  );
}

const Bar = styled('div')(({ theme: t }) => ({
  display: 'flex',
  alignItems: 'center',
  flex: 'none',
  gap: 8,
  padding: '6px 8px 6px 16px',
  borderBottom: `1px solid ${t.vars.palette.border.soft}`,
  '& .end': { marginLeft: 'auto', color: t.vars.palette.text.tertiary, fontSize: '0.75rem' },
}));
