import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { FormProvider } from 'react-hook-form';
import { focusField } from '#renderer/forms/field-id.ts';
import type { ResolveChoice } from '#renderer/forms/resolve-after.ts';
import type { SchemaFormHandle } from '#renderer/forms/SchemaForm.tsx';
import { useSchemaForm } from '#renderer/forms/use-schema-form.ts';
import { Page } from '#renderer/shell/Page.tsx';
import { navigate } from '#renderer/shell/route.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { Destination } from '#shared/model/destination.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { Send } from '#shared/model/send.ts';
import type { Finding } from '#shared/providers/provider.ts';
import { useVaultStatus } from '#renderer/rooms/vault/use-vault.ts';
import { isShut } from '#renderer/rooms/vault/vault-state.ts';
import { AlertForm } from './AlertForm.tsx';
import { ChecksPanel } from './ChecksPanel.tsx';
import { ComposeLayout, type ComposeView } from './ComposeLayout.tsx';
import { Crumb } from './Crumb.tsx';
import { DraftsMenu } from './DraftsMenu.tsx';
import {
  draftFromSend,
  nextDraft,
  type OpenDraft,
  openParams,
  savedDraft,
  subject,
  switchKind,
  usualDestination,
  withParams,
} from './draft.ts';
import { FirstRunPanel } from './FirstRunPanel.tsx';
import { LiveAlertProvider } from './live-alert.tsx';
import { missing } from './preview.ts';
import { PreviewPanel } from './PreviewPanel.tsx';
import { resolveChoice, SEND_FORM, withResolveChoice } from './resolve-choice.ts';
import { SendArea } from './SendArea.tsx';
import { useDraft } from './use-draft.ts';
import { useFirstRunPanel } from './use-first-run-panel.ts';
import { useSend } from './use-send.ts';

type ComposeDeskProps = {
  readonly start: { readonly draft: OpenDraft; readonly savedAt: string | null; readonly unsaved: boolean };
  readonly destinations: readonly Destination[];
  readonly secrets: readonly Secret[];
  /** A send out of the history that is to be opened as a new draft. */
  readonly origin: Send | null;
  readonly originProblem: string | null;
};

export function ComposeDesk({ start, destinations, secrets, origin, originProblem }: ComposeDeskProps) {
  const [initial] = useState(start);
  const [first] = useState(() => ({ kind: subject(initial.draft).kind, params: openParams(initial.draft) }));
  const [kindNow, setKindNow] = useState(first.kind);
  const form = useSchemaForm(kindNow, first.params);
  const { draft, saved, change, open, touch, forget } = useDraft(initial, form);
  const { provider, kind } = useMemo(() => subject(draft), [draft]);
  if (kind !== kindNow) setKindNow(kind);

  const destination = destinations.find(({ id }) => id === draft.destinationId) ?? null;
  const mine = useMemo(
    () => destinations.filter((one) => one.provider === provider.id),
    [destinations, provider],
  );
  const vaultIsShut = isShut(useVaultStatus());
  const sendForm = draft.forms[SEND_FORM];
  const resolves = useMemo(() => resolveChoice(sendForm), [sendForm]);
  const about = useMemo(
    () => ({ provider, kind, destination, secrets, vaultIsShut, resolves }),
    [provider, kind, destination, secrets, vaultIsShut, resolves],
  );
  const { run, send, mark, dismiss } = useSend();
  const firstRun = useFirstRunPanel(run);

  const [view, setView] = useState<ComposeView>('form');
  const [note, setNote] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const formRef = useRef<SchemaFormHandle>(null);
  const short = useMediaQuery('(max-height: 480px), (max-width: 480px)', { noSsr: true });

  const put = useCallback(
    (next: OpenDraft, savedAt: string | null, words: string | null) => {
      open(next, savedAt);
      setNote(words);
      setTried(false);
    },
    [open],
  );

  useEffect(() => {
    if (originProblem !== null) setNote(originProblem);
    if (origin === null) return;
    const opened = draftFromSend(origin, destinations);
    if (opened.ok) {
      put(opened.draft, null, opened.note);
      touch();
    } else setNote(opened.why);
    navigate('/compose', { replace: true });
    // only the send counts: the draft must not be opened again when a destination changes
    // oxlint-disable-next-line react/exhaustive-deps
  }, [origin?.id, originProblem]);

  // where each vendor's alerts went last, so that going there and back changes nothing
  const lastPlace = useRef<Record<string, string | null>>({});
  const onSubject = useCallback(
    (toProvider: string, toKind: string) => {
      lastPlace.current[draft.provider] = draft.destinationId;
      const place =
        toProvider === draft.provider
          ? draft.destinationId
          : (lastPlace.current[toProvider] ?? usualDestination(destinations, toProvider));
      setTried(false);
      change(switchKind(draft, form.getValues(), { provider: toProvider, kind: toKind }, place));
    },
    [draft, destinations, change, form],
  );
  const onDestination = useCallback(
    (id: string) => {
      setNote(null);
      change({ ...withParams(draft, form.getValues()), destinationId: id });
    },
    [draft, change, form],
  );

  const onResolves = useCallback(
    (choice: ResolveChoice) => change(withResolveChoice(withParams(draft, form.getValues()), choice)),
    [draft, change, form],
  );

  const goTo = useCallback((finding: Finding) => {
    flushSync(() => setView('form'));
    if (finding.path[0] === 'destination') focusField(['destination']);
    else if (finding.path[0] === 'resolveAfter') focusField(['resolveAfter-amount']);
    else formRef.current?.focus(finding.path);
  }, []);
  const onTried = useCallback(() => setTried(true), []);

  const foot = (
    <SendArea
      form={form}
      run={run}
      send={send}
      mark={mark}
      dismiss={dismiss}
      onTried={onTried}
      goTo={goTo}
      onOpened={firstRun.seen}
    />
  );
  return (
    <FormProvider {...form}>
      <LiveAlertProvider about={about}>
        <Page
          title="Compose"
          environment={destination?.environment}
          crumb={short ? undefined : <Crumb saved={saved} example={draft.untouched === 'example'} />}
          actions={
            <>
              <DraftsMenu
                openId={draft.id}
                onOpen={(chosen) => {
                  if (chosen.id !== draft.id) put(savedDraft(chosen), chosen.updatedAt, null);
                }}
                onRemoved={(id) => {
                  if (id !== draft.id) return;
                  forget();
                  put(nextDraft(draft), null, null);
                }}
              />
              <Button
                size="small"
                startIcon={<Icon name="plus" size={14} />}
                onClick={() => {
                  put(nextDraft(draft), null, null);
                  setView('form');
                }}
              >
                New
              </Button>
            </>
          }
          footer={short ? undefined : foot}
        >
          <ComposeLayout
            view={view}
            onView={setView}
            flowing={short}
            form={
              <AlertForm
                ref={formRef}
                draftId={draft.id}
                provider={provider}
                kind={kind}
                destinations={mine}
                secrets={secrets}
                vaultIsShut={vaultIsShut}
                destination={destination}
                destinationError={tried ? (missing(about)[0] ?? null) : null}
                note={note}
                onSubject={onSubject}
                onDestination={onDestination}
                resolves={resolves}
                onResolves={onResolves}
              />
            }
            welcome={
              firstRun.shown && (destination === null || destination.environment === 'sandbox') ? (
                <FirstRunPanel
                  progress={firstRun.progress}
                  provider={provider.id}
                  onClose={firstRun.close}
                  onDestination={({ id }) => onDestination(id)}
                />
              ) : null
            }
            preview={<PreviewPanel />}
            checks={<ChecksPanel onGoTo={goTo} />}
          />
          {short && foot}
        </Page>
      </LiveAlertProvider>
    </FormProvider>
  );
}
