import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { styled } from '@mui/material/styles';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { FieldFrame } from '#renderer/forms/FieldFrame.tsx';
import { Fields } from '#renderer/forms/Fields.tsx';
import { Segmented } from '#renderer/forms/Segmented.tsx';
import { api, client } from '#renderer/host/client.ts';
import { useCall } from '#renderer/host/use-call.ts';
import { Notice } from '#renderer/ui/Notice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { ProxySetting, SettingsStatus } from '#shared/model/settings.ts';

type Mode = ProxySetting['mode'];
type Typed = { readonly mode: Mode; readonly url: string; readonly caFile: string };

const modes: readonly { readonly value: Mode; readonly label: string }[] = [
  { value: 'system', label: 'As the system says' },
  { value: 'none', label: 'No proxy' },
  { value: 'manual', label: 'This one' },
];

/** How requests get out, and whom they trust there. What is typed stays until it is saved or taken back. */
export function NetworkPanel({ status }: { status: SettingsStatus }) {
  const queries = useQueryClient();
  const { isBusy, problem, run } = useCall();
  const proxyId = useId();
  const urlId = useId();
  const caId = useId();
  const kept = typedOf(status);
  const [changed, setChanged] = useState<Partial<Typed>>({});
  const typed = { ...kept, ...changed };
  const isChanged = (['mode', 'url', 'caFile'] as const).some((name) => typed[name] !== kept[name]);
  const change = (next: Partial<Typed>) => setChanged((before) => ({ ...before, ...next }));

  const save = async () => {
    const saved = await run(() =>
      client.settings.set({
        proxy: typed.mode === 'manual' ? { mode: 'manual', url: typed.url.trim() } : { mode: typed.mode },
        caFile: typed.caFile.trim() === '' ? null : typed.caFile.trim(),
      }),
    );
    if (saved === undefined) return;
    setChanged({});
    queries.setQueryData(api.settings.get.queryKey({ input: {} }), saved);
  };

  return (
    <Panel title="Network" label="Network">
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Fields>
          <FieldFrame id={proxyId} group label="Proxy" help={<InUse status={status} />}>
            <Segmented
              id={proxyId}
              labelledBy={`${proxyId}-label`}
              describedBy={`${proxyId}-help`}
              choices={modes}
              value={typed.mode}
              onChange={(mode) => change({ mode: mode as Mode })}
            />
          </FieldFrame>
          {typed.mode === 'manual' ? (
            <FieldFrame
              id={urlId}
              label="Its address"
              required
              help="Over http or https. Only requests to https addresses go through it; the sandbox and other addresses on this computer never do."
            >
              <OutlinedInput
                fullWidth
                id={urlId}
                value={typed.url}
                placeholder="http://proxy.example.com:8080"
                onChange={(event) => change({ url: event.target.value })}
                sx={{ typography: 'mono' }}
                inputProps={{
                  'aria-required': true,
                  'aria-describedby': `${urlId}-help`,
                  spellCheck: false,
                  autoComplete: 'off',
                  inputMode: 'url',
                }}
              />
            </FieldFrame>
          ) : null}
          <FieldFrame
            id={caId}
            label="Certificates"
            help={
              status.caSubjects.length === 0
                ? 'A PEM file with authorities to trust beside the system’s, such as your company’s own. Verification cannot be switched off.'
                : `Trusted beside the system’s: ${status.caSubjects.join('; ')}`
            }
          >
            <OutlinedInput
              fullWidth
              id={caId}
              value={typed.caFile}
              placeholder="/etc/ssl/company-ca.pem"
              onChange={(event) => change({ caFile: event.target.value })}
              sx={{ typography: 'mono' }}
              inputProps={{ 'aria-describedby': `${caId}-help`, spellCheck: false, autoComplete: 'off' }}
            />
          </FieldFrame>
        </Fields>
        <div role="alert">
          {[problem, status.proxyProblem, status.caProblem]
            .filter((words) => words !== null)
            .map((words) => (
              <Notice key={words} tone="critical">
                {words}
              </Notice>
            ))}
        </div>
        <div className="foot">
          <Button type="submit" variant="contained" disabled={!isChanged || isBusy}>
            Save
          </Button>
          <Button disabled={!isChanged || isBusy} onClick={() => setChanged({})}>
            Take back
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

function InUse({ status }: { status: SettingsStatus }) {
  if (status.proxyProblem !== null) return 'Nothing can be sent like this.';
  return status.proxyInUse === null
    ? 'Requests go straight to the vendor.'
    : `Requests go through ${status.proxyInUse}. It sees where they go, and nothing of what is in them.`;
}

function typedOf({ settings: { proxy, caFile } }: SettingsStatus): Typed {
  return { mode: proxy.mode, url: proxy.mode === 'manual' ? proxy.url : '', caFile: caFile ?? '' };
}

const Form = styled('form')({
  display: 'grid',
  gap: 14,
  padding: 14,
  containerType: 'inline-size',
  containerName: 'form',
  '& > [role=alert]': { display: 'grid', gap: 8 },
  '& > [role=alert]:empty': { display: 'none' },
  '& > .foot': { display: 'flex', gap: 8 },
});
