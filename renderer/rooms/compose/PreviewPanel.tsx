import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { memo, useDeferredValue, useMemo, useState } from 'react';
import { CodeView } from '#renderer/ui/CodeView.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { countChanges, diffLines } from './diff.ts';
import { DiffView } from './DiffView.tsx';
import { useLiveAlert } from './live-alert.tsx';
import { curlText, httpText, type Preview, prettyBody } from './preview.ts';
import { PreviewFoot } from './PreviewFoot.tsx';
import { underlined } from './tab-look.ts';
import { useLastSend } from './use-last-send.ts';

const tabs = ['HTTP', 'JSON', 'cURL', 'Diff'] as const;
type TabId = (typeof tabs)[number];

/** The request as it will leave, before it does. */
export const PreviewPanel = memo(function PreviewPanel() {
  const { alert, preview } = useLiveAlert();
  const [tab, setTab] = useState<TabId>('HTTP');
  const [exact, setExact] = useState(false);
  const last = useLastSend(alert.destination?.id ?? null);
  const body = preview.ok ? prettyBody(preview.request.body) : '';
  const compared = useDeferredValue(body);
  const diff = useMemo(
    () => (last === null ? null : diffLines(prettyBody(last.request.body), compared)),
    [last, compared],
  );
  const changes = diff === null ? 0 : countChanges(diff);
  const text = tab === 'Diff' ? body : shownText(tab, preview, exact, () => curlText(alert));
  return (
    <Panel
      label="Preview"
      sx={{ height: '100%' }}
      title={
        <Tabs
          value={tab}
          onChange={(_event, to: TabId) => setTab(to)}
          aria-label="Preview as"
          sx={{ ...underlined, mb: '-1px' }}
        >
          {tabs.map((id) => (
            <Tab
              key={id}
              value={id}
              id={`preview-tab-${id}`}
              aria-controls="preview-shown"
              label={
                id === 'Diff' && changes > 0 ? (
                  <span>
                    Diff{' '}
                    <Box component="span" title="Places that changed since the last send" sx={count}>
                      {changes}
                    </Box>
                  </span>
                ) : (
                  id
                )
              }
            />
          ))}
        </Tabs>
      }
      end={
        <>
          {tab === 'HTTP' && (
            <Button
              size="small"
              variant="text"
              aria-pressed={exact}
              startIcon={exact ? <Icon name="check" size={14} /> : undefined}
              onClick={() => setExact(!exact)}
              sx={exact ? { bgcolor: 'surface.sunken', color: 'text.primary' } : undefined}
            >
              Exact bytes
            </Button>
          )}
          <CopyButton text={text} label="Copy what is shown" />
        </>
      }
    >
      <Box
        id="preview-shown"
        role="tabpanel"
        aria-labelledby={`preview-tab-${tab}`}
        sx={{ display: 'flex', flex: 1, minHeight: 0, bgcolor: 'surface.code' }}
      >
        {!preview.ok ? (
          <EmptyState text={`There is no request to show yet. ${preview.why}`} />
        ) : tab === 'Diff' ? (
          <DiffView last={last} destination={alert.destination} lines={diff ?? []} changes={changes} />
        ) : (
          <CodeView
            text={text}
            language={tab === 'HTTP' ? 'http' : tab === 'JSON' ? 'json' : 'shell'}
            label={`The request as ${tab}`}
          />
        )}
      </Box>
      <PreviewFoot />
    </Panel>
  );
});

function shownText(
  tab: Exclude<TabId, 'Diff'>,
  preview: Preview,
  exact: boolean,
  curl: () => string,
): string {
  if (!preview.ok) return '';
  switch (tab) {
    case 'HTTP':
      return httpText(preview.request, preview.contentLength, exact);
    case 'JSON':
      return prettyBody(preview.request.body);
    case 'cURL':
      return curl();
  }
}

const count = { typography: 'caption', color: 'text.tertiary', fontVariantNumeric: 'tabular-nums' } as const;
