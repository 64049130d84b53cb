import { styled } from '@mui/material/styles';
import type { GridColDef } from '@mui/x-data-grid';
import { EnvironmentChip } from '#renderer/ui/EnvironmentChip.tsx';
import { OutcomeLabel } from '#renderer/ui/OutcomeLabel.tsx';
import type { SendSummary } from '#shared/model/send.ts';
import { outcomeWord } from '#shared/outcome/explain.ts';
import { grouped } from '#shared/text/measure.ts';
import { shortTime } from '#renderer/ui/times.ts';

export const sendColumns: GridColDef<SendSummary>[] = [
  {
    field: 'at',
    headerName: 'Time ↓',
    width: 116,
    headerClassName: 'first',
    cellClassName: 'time first',
    renderCell: ({ row }) => <span title={`${row.at} (UTC)`}>{shortTime(row.at)}</span>,
  },
  {
    field: 'state',
    headerName: 'Outcome',
    width: 104,
    valueGetter: (_, row) => outcomeWord(row).word,
    renderCell: ({ row }) => <OutcomeLabel {...outcomeWord(row)} state={row.state} />,
  },
  { field: 'action', headerName: 'Action', width: 92, cellClassName: 'quiet' },
  {
    field: 'destination',
    headerName: 'Destination',
    width: 158,
    valueGetter: (_, row) => row.destination.name,
    renderCell: ({ row }) => (
      <Pair title={`${row.destination.name}, ${row.destination.host}`}>
        <EnvironmentChip environment={row.destination.environment} iconOnly />
        <span>{row.destination.name}</span>
      </Pair>
    ),
  },
  {
    field: 'summary',
    headerName: 'Summary',
    flex: 1,
    minWidth: 96,
    cellClassName: 'quiet',
    renderCell: ({ row }) => <Cut title={row.summary}>{row.summary}</Cut>,
  },
  {
    field: 'incidentKey',
    headerName: 'Key',
    width: 168,
    renderCell: ({ row }) =>
      row.incidentKey === null ? '–' : <Mono title={row.incidentKey}>{row.incidentKey}</Mono>,
  },
  {
    field: 'status',
    headerName: 'HTTP',
    width: 56,
    align: 'right',
    headerAlign: 'right',
    cellClassName: 'number',
    valueFormatter: (status: number | null) => status ?? '–',
  },
  {
    field: 'latencyMs',
    headerName: 'ms',
    width: 72,
    align: 'right',
    headerAlign: 'right',
    headerClassName: 'last',
    cellClassName: 'number last',
    valueFormatter: (ms: number | null) => (ms === null ? '–' : grouped(Math.round(ms))),
  },
];

const Pair = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  maxWidth: '100%',
  height: '100%',
  '& > span:last-child': { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
});

const Cut = styled('span')({ overflow: 'hidden', textOverflow: 'ellipsis' });

const Mono = styled(Cut)(({ theme: t }) => ({
  fontFamily: t.typography.mono.fontFamily,
  fontSize: '0.71875rem',
  fontVariantLigatures: 'none',
  color: t.vars.palette.text.secondary,
}));
