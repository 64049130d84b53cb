import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { explainError } from '#shared/contract/explain-error.ts';

/** One's destinations as a file's text, without keys. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const info = useQuery(api.app.info.queryOptions({ input: {} }));
  // as it is at this moment: an older answer would be an older file
  const exported = useQuery(api.destinations.export.queryOptions({ input: {}, gcTime: 0 }));
  const { data } = exported;
  return (
    <FormDialog
      title="Export destinations"
      width={620}
      problem={exported.error === null ? null : explainError(exported.error)}
      cancelLabel="Close"
      onClose={onClose}
      startsAtCancel
    >
      <p>Names, addresses, environments and settings. There is no key in it, and nothing of the sandbox.</p>
      {data === undefined ? null : (
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable with the keyboard */}
          <Text tabIndex={0} aria-label={data.name}>
            {data.content}
          </Text>
          <Acts>
            <CopyButton words label="Copy" text={data.content} />
            {info.data?.host === 'web' ? <Download name={data.name} content={data.content} /> : null}
          </Acts>
        </>
      )}
    </FormDialog>
  );
}

function Download({ name, content }: { readonly name: string; readonly content: string }) {
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
    link.download = name;
    link.click();
    // the browser has begun to read it by then
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <Button onClick={download} startIcon={<Icon name="import" size={14} />}>
      Download {name}
    </Button>
  );
}

const Text = styled('pre')(({ theme: t }) => ({
  ...t.typography.mono,
  maxHeight: 320,
  margin: 0,
  padding: '10px 12px',
  overflow: 'auto',
  border: `1px solid ${t.vars.palette.divider}`,
  borderRadius: 6,
  background: t.vars.palette.surface.code,
}));

const Acts = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8 });
