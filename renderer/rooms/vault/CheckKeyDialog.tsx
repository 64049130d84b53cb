import { useState } from 'react';
import { client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Status } from '#renderer/ui/Status.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Send } from '#shared/model/send.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { explainCheck } from './check-words.ts';

type Props = { readonly destination: Destination; readonly onClose: () => void };

/** Tries a key without paging anybody, after saying what would be sent. */
export function CheckKeyDialog({ destination, onClose }: Props) {
  const { isBusy, problem, run } = useCall();
  const [send, setSend] = useState<Send | null>(null);
  const provider = findProvider(destination.provider);
  const result = send === null ? null : explainCheck(send);

  const check = async () => {
    setSend(null);
    const done = await run(() => client.destinations.check({ id: destination.id }));
    if (done !== undefined) setSend(done);
  };

  return (
    <FormDialog
      title={`Check the key of ${destination.name}`}
      problem={problem}
      busy={isBusy}
      submitLabel={result === null ? 'Send the check' : 'Check again'}
      busyLabel="Sending…"
      cancelLabel={result === null ? 'Cancel' : 'Close'}
      onSubmit={() => void check()}
      onClose={onClose}
      startsAtCancel
    >
      <p>
        <EnvironmentChip environment={destination.environment} /> This sends one message to{' '}
        <code>{destination.url}</code>:
      </p>
      <p>
        <b>{provider?.keyCheck.sends}</b>
      </p>
      <Status>
        {result === null ? null : (
          <Notice tone={result.tone}>
            <b>{result.word}.</b> {result.text}
          </Notice>
        )}
      </Status>
    </FormDialog>
  );
}
