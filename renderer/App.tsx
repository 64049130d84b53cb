import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { followUpdates } from './host/live.ts';
import { createQueryClient } from './host/query-client.ts';
import { session } from './host/session.ts';
import { ComposePage } from './rooms/compose/ComposePage.tsx';
import { StartNotices } from './rooms/incidents/StartNotices.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { NotConnected } from './shell/NotConnected.tsx';
import { Page } from './shell/Page.tsx';
import { pageTitles } from './shell/pages.ts';
import { type PageId, useRoute } from './shell/route.ts';
import { Shell } from './shell/Shell.tsx';
import { ThemeRoot } from './theme/ThemeRoot.tsx';

const loadHistory = () => import('./rooms/history/HistoryPage.tsx');
const loadIncidents = () => import('./rooms/incidents/IncidentsPage.tsx');
const loadVault = () => import('./rooms/vault/VaultPage.tsx');
const loadSettings = () => import('./rooms/settings/SettingsPage.tsx');
const HistoryPage = lazy(async () => ({ default: (await loadHistory()).HistoryPage }));
const IncidentsPage = lazy(async () => ({ default: (await loadIncidents()).IncidentsPage }));
const VaultPage = lazy(async () => ({ default: (await loadVault()).VaultPage }));
const SettingsPage = lazy(async () => ({ default: (await loadSettings()).SettingsPage }));

export function App() {
  const [queries] = useState(createQueryClient);
  const connection = useSyncExternalStore(session.subscribe, () => session.state);
  const isConnected = connection === 'connected';

  useEffect(() => {
    if (!isConnected) return;
    const stop = new AbortController();
    void followUpdates(queries, stop.signal);
    // so that the first visit to the other pages does not wait for their code
    const idle = setTimeout(
      () => void Promise.allSettled([loadHistory(), loadIncidents(), loadVault()]),
      1500,
    );
    return () => {
      stop.abort();
      clearTimeout(idle);
    };
  }, [queries, isConnected]);

  return (
    <ThemeRoot>
      <QueryClientProvider client={queries}>
        {connection === 'not-connected' ? <NotConnected /> : null}
        {connection === 'connected' ? <Pages /> : null}
      </QueryClientProvider>
    </ThemeRoot>
  );
}

function Pages() {
  const { page } = useRoute();
  return (
    <Shell page={page} notices={<StartNotices />}>
      <ErrorBoundary key={page}>
        <Suspense fallback={<Page title={pageTitles[page]}>{null}</Page>}>
          <Content page={page} />
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}

function Content({ page }: { page: PageId }) {
  switch (page) {
    case 'compose':
      return <ComposePage />;
    case 'history':
      return <HistoryPage />;
    case 'incidents':
      return <IncidentsPage />;
    case 'vault':
      return <VaultPage />;
    case 'settings':
      return <SettingsPage />;
  }
}
