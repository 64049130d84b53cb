import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { api, client } from '#renderer/host/client.ts';
import { Page } from '#renderer/shell/Page.tsx';
import { useRoute } from '#renderer/shell/route.ts';
import { Notice } from '#renderer/ui/Notice.tsx';
import { explainError } from '#shared/contract/explain-error.ts';
import { ComposeDesk } from './ComposeDesk.tsx';
import { firstDraft, restore } from './draft.ts';
import { copies } from './local-copy.ts';

/** Write an alert, see the exact request, send it, and know what became of it. */
export function ComposePage() {
  const from = useRoute().query.get('from');
  const destinations = useQuery(api.destinations.list.queryOptions({ input: {} }));
  const secrets = useQuery(api.secrets.list.queryOptions({ input: {} }));
  // asked anew whenever the page opens and never while it is: what is on the desk is newer than any list
  const start = useQuery({
    queryKey: ['compose', 'restore'],
    queryFn: async () => restore(await client.drafts.list({}), copies()),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const origin = useQuery(
    api.history.get.queryOptions({ input: { id: from ?? '' }, enabled: from !== null }),
  );

  const failed = [destinations, secrets, start].find((query) => query.isError && query.data === undefined);
  if (failed !== undefined) {
    return (
      <Page title="Compose">
        <Box sx={{ p: 4, maxWidth: 640 }}>
          <Notice
            tone="error"
            action={
              <Button size="small" onClick={() => void failed.refetch()}>
                Try again
              </Button>
            }
          >
            {explainError(failed.error)}
          </Notice>
        </Box>
      </Page>
    );
  }
  if (destinations.data === undefined || secrets.data === undefined || start.data === undefined) {
    return <Page title="Compose">{null}</Page>;
  }
  return (
    <ComposeDesk
      start={start.data ?? { draft: firstDraft(destinations.data), savedAt: null, unsaved: false }}
      destinations={destinations.data}
      secrets={secrets.data}
      origin={from === null ? null : (origin.data ?? null)}
      originProblem={from !== null && origin.isError ? explainError(origin.error) : null}
    />
  );
}
