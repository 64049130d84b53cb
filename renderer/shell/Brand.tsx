/** The mark: a flame on a hi-vis ground. Hi-vis is too light for white, so it always stands on ink. */
export function Brand({ size = 22 }: { size?: number }) {
  return (
    <svg viewBox="0 0 22 22" width={size} height={size} aria-hidden="true" focusable="false">
      <rect width="22" height="22" rx="6" fill="#cdf24a" />
      <path
        d="M11.3 3.6c.5 2.7-3.9 4.6-3.9 8.5a3.9 3.9 0 0 0 7.8.2c0-1.8-.9-2.6-1.3-4-.8.5-1.1 1.2-1.1 2-1.1-1.3-.4-4.6-1.5-6.7z"
        fill="#171913"
      />
      <path d="M5.5 18.2h11" stroke="#171913" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
