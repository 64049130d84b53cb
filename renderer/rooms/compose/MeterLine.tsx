import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { api } from '#renderer/host/client.ts';
import type { Destination } from '#shared/model/destination.ts';
import { findProvider } from '#shared/providers/registry.ts';
import { meterInWords } from './meter-words.ts';

/** How far the vendor's limit is used up, once it is of interest. */
export function MeterLine({ destination }: { readonly destination: Destination }) {
  const vendor = findProvider(destination.provider)?.shortName ?? destination.provider;
  const { data } = useQuery(
    api.sends.meter.queryOptions({
      input: { destinationId: destination.id },
      // what is used up comes back by the clock, and a batch uses it up without this window
      refetchInterval: ({ state: { data } }) =>
        data !== null && data !== undefined && meterInWords(data, vendor) !== null ? 1000 : 5000,
      enabled: destination.environment !== 'sandbox',
    }),
  );
  const words = data === null || data === undefined ? null : meterInWords(data, vendor);
  if (words === null || data === null || data === undefined) return null;
  return (
    <Line>
      <meter
        min={0}
        max={data.calls}
        value={Math.min(data.used, data.calls)}
        aria-label="Of the vendor’s limit"
      />
      <span>{words}</span>
    </Line>
  );
}

const Line = styled('span')(({ theme: t }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 8,
  maxWidth: 260,
  fontSize: '0.75rem',
  lineHeight: '1rem',
  color: t.vars.palette.text.secondary,
  fontVariantNumeric: 'tabular-nums',
  '& meter': { flex: 'none', width: 48, height: 12 },
}));
