import Box from '@mui/material/Box';
import { sizeInWords } from '#shared/text/measure.ts';
import { useLiveAlert } from './live-alert.tsx';
import { needsVault } from './preview.ts';

/** How large the request is, of what the vendor takes. */
export function PreviewFoot() {
  const { alert, preview } = useLiveAlert();
  if (!preview.ok) return null;
  const limit = alert.kind.bodyLimit;
  const share = limit === null ? 0 : Math.min(1, preview.contentLength / limit);
  const keys = alert.provider.slots.length;
  return (
    <Box sx={foot}>
      <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {sizeInWords(preview.contentLength)}
        {limit === null ? '' : ` of ${sizeInWords(limit)}`}
      </Box>
      {limit !== null && (
        <Box
          component="span"
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the look of <meter> cannot be changed everywhere
          role="meter"
          aria-label="Size of the request"
          aria-valuemin={0}
          aria-valuemax={limit}
          aria-valuenow={Math.min(preview.contentLength, limit)}
          aria-valuetext={`${sizeInWords(preview.contentLength)} of ${sizeInWords(limit)}`}
          sx={{
            width: 72,
            height: 4,
            borderRadius: '2px',
            bgcolor: 'surface.sunken',
            overflow: 'hidden',
            flex: 'none',
          }}
        >
          <Box
            component="span"
            sx={{ display: 'block', height: '100%', borderRadius: '2px', bgcolor: 'text.tertiary' }}
            style={{ width: `max(2px, ${share * 100}%)` }}
          />
        </Box>
      )}
      <Box component="span" sx={{ ml: 'auto', overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {needsVault(alert)
          ? 'Without the key, which is in the vault'
          : keys === 1
            ? 'Key masked here, sent in full'
            : 'Keys masked here, sent in full'}
      </Box>
    </Box>
  );
}

const foot = {
  display: 'flex',
  alignItems: 'center',
  gap: 3,
  flex: 'none',
  minHeight: 30,
  px: 3,
  borderTop: '1px solid',
  borderColor: 'border.soft',
  typography: 'body2',
  color: 'text.tertiary',
  whiteSpace: 'nowrap',
} as const;
