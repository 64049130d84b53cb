import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import { Page } from '#renderer/shell/Page.tsx';
import { pageTitles } from '#renderer/shell/pages.ts';
import { Notice } from '#renderer/ui/Notice.tsx';
import { useLate } from '#renderer/ui/use-late.ts';
import { explainError } from '#shared/contract/explain-error.ts';
import { NetworkPanel } from './NetworkPanel.tsx';

export function SettingsPage() {
  const query = useQuery(api.settings.get.queryOptions({ input: {} }));
  const isLate = useLate(query.isPending);
  return (
    <Page title={pageTitles.settings}>
      <Column>
        {query.isError ? <Notice tone="critical">{explainError(query.error)}</Notice> : null}
        {isLate ? <p className="quiet">Reading…</p> : null}
        {query.data === undefined ? null : <NetworkPanel status={query.data} />}
      </Column>
    </Page>
  );
}

const Column = styled('div')(({ theme: t }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 640px)',
  alignContent: 'start',
  gap: 12,
  padding: 12,
  '& .quiet': { margin: 0, color: t.vars.palette.text.tertiary },
}));
