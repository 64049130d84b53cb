import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CleanUpDialog } from '#renderer/guard/CleanUpDialog.tsx';
import { api } from '#renderer/host/client.ts';
import { navigate } from '#renderer/shell/route.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Send } from '#shared/model/send.ts';
import { findProvider } from '#shared/providers/registry.ts';

type Props = {
  readonly send: Send;
  readonly onOpened: () => void;
  /** Sends the resolve all the same. */
  readonly onCleanUp: () => void;
};

/** What can be done about a message that waits behind one whose outcome is unknown. */
export function HeldBack({ send, onOpened, onCleanUp }: Props) {
  const { data } = useQuery(
    api.history.list.queryOptions({
      input: {
        before: null,
        limit: 1,
        filter: {
          destinations: [send.destination.id],
          states: ['unknown'],
          ...(send.incidentKey === null ? {} : { incidentKey: send.incidentKey }),
        },
      },
    }),
  );
  const [isAsking, setAsking] = useState(false);
  const blocking = data?.sends[0];
  return (
    <>
      {blocking === undefined ? null : (
        <Button
          startIcon={<Icon name="unknown" size={14} />}
          onClick={() => {
            onOpened();
            navigate(`/history/${encodeURIComponent(blocking.id)}`);
          }}
        >
          Show the unknown one
        </Button>
      )}
      {send.effect === 'resolves' ? (
        <Button startIcon={<Icon name="check" size={14} />} onClick={() => setAsking(true)}>
          Clean up…
        </Button>
      ) : null}
      <CleanUpDialog
        open={isAsking}
        vendor={findProvider(send.provider)?.shortName ?? send.provider}
        isProduction={send.destination.environment === 'production'}
        onConfirm={() => {
          setAsking(false);
          onCleanUp();
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
