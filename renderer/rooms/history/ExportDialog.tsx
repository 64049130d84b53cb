import { useState } from 'react';
import { Segmented } from '#renderer/forms/Segmented.tsx';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import { exportFormat, type ExportFormat } from '#shared/model/history.ts';
import { grouped, sizeInWords } from '#shared/text/measure.ts';
import { engineFilter, type ListFilter } from './list-filter.ts';

type Props = {
  readonly filter: ListFilter;
  /** By what the list is narrowed. */
  readonly words: readonly string[];
  readonly total: string;
  readonly onClose: () => void;
};

const formats: Record<ExportFormat, { readonly label: string; readonly means: string }> = {
  csv: {
    label: 'CSV',
    means: 'One line for each send, for a spreadsheet, with the bodies as they went out.',
  },
  json: { label: 'JSON', means: 'One list with everything that is known of each send.' },
  ndjson: { label: 'NDJSON', means: 'As JSON, but one send on each line, for programs that read along.' },
};

/** Writes what the list shows, and all that is further down in it, to a file in the data folder. */
export function ExportDialog({ filter, words, total, onClose }: Props) {
  const { isBusy, problem, run } = useCall();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [done, setDone] = useState<{ name: string; sends: number; bytes: number } | null>(null);

  const write = async () => {
    const written = await run(() =>
      client.history.export({ filter: engineFilter(filter, Date.now()), format }),
    );
    if (written !== undefined) setDone(written);
  };
  if (done !== null) {
    return (
      <FormDialog title="Exported" cancelLabel="Close" onClose={onClose}>
        <Status>
          <Notice tone="ok" action={<CopyButton text={done.name} label="Copy the name of the file" />}>
            {done.sends === 1 ? 'One send is' : `${grouped(done.sends)} sends are`} in{' '}
            <code>{done.name}</code> ({sizeInWords(done.bytes)}), in the data folder.
          </Notice>
        </Status>
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title={words.length === 0 ? 'Export the history' : 'Export what the list shows'}
      problem={problem}
      busy={isBusy}
      submitLabel="Export"
      busyLabel="Writing…"
      startsAtCancel
      onSubmit={() => void write()}
      onClose={onClose}
    >
      <p>
        {words.length === 0 ? `All ${total} sends` : `${total} sends: ${words.join(' · ')}`}. Keys were masked
        before anything was written down, so none is in the file.
      </p>
      <Segmented
        label="Format"
        choices={exportFormat.options.map((value) => ({ value, label: formats[value].label }))}
        value={format}
        onChange={(next) => setFormat(exportFormat.parse(next))}
      />
      <p>{formats[format].means}</p>
    </FormDialog>
  );
}
