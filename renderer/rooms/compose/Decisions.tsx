import Button from '@mui/material/Button';
import { useState } from 'react';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Send } from '#shared/model/send.ts';

type Props = {
  readonly send: Send;
  readonly onResend: () => void;
  readonly onMark: (became: 'delivered' | 'failed') => Promise<void>;
};

/** What to do about a send whose outcome nobody knows. None of the three is the usual one. */
export function Decisions({ send, onResend, onMark }: Props) {
  const [isBusy, setBusy] = useState(false);
  const isProduction = send.destination.environment === 'production';
  const mark = async (became: 'delivered' | 'failed') => {
    if (isBusy) return;
    setBusy(true);
    await onMark(became);
    setBusy(false);
  };
  return (
    <>
      {send.isWhole ? (
        <Button startIcon={<Icon name="retry" size={14} />} disabled={isBusy} onClick={onResend}>
          Send again with the same key{isProduction ? '…' : ''}
        </Button>
      ) : null}
      <Button disabled={isBusy} onClick={() => void mark('delivered')}>
        It arrived
      </Button>
      <Button disabled={isBusy} onClick={() => void mark('failed')}>
        It did not
      </Button>
    </>
  );
}
