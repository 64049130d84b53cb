import type { ReactElement } from 'react';

const drawings = {
  arrow: <path d="M3 8h10M9.5 4.5L13 8l-3.5 3.5" />,
  bolt: <path d="M8.8 1.8L3.5 9h4l-.5 5.2L12.5 7h-4z" />,
  cancelled: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M3.7 12.3l8.6-8.6" />
    </>
  ),
  check: <path d="M3 8.5l3.2 3.2L13 4.8" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 4.5V8l2.3 1.5" />
    </>
  ),
  compose: <path d="M3 13h10M9.8 3.2l2 2M4 11l.6-2.4 6-6 1.8 1.8-6 6z" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  critical: <path d="M5.3 1.9h5.4l3.4 3.4v5.4l-3.4 3.4H5.3l-3.4-3.4V5.3zM8 5v3.5M8 11v.01" />,
  down: <path d="M4.5 6.5L8 10l3.5-3.5" />,
  drag: <path d="M6 4v.01M10 4v.01M6 8v.01M10 8v.01M6 12v.01M10 12v.01" strokeWidth="1.8" />,
  drill: (
    <>
      <circle cx="3.5" cy="3.5" r="1.7" />
      <circle cx="12.5" cy="12.5" r="1.7" />
      <path d="M3.5 5.2v4.3a3 3 0 0 0 3 3h4.3M7 3.5h5.5M12.5 3.5v4M10.8 6l1.7 1.7L14.2 6" />
    </>
  ),
  dropped: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M5.3 8h5.4" />
    </>
  ),
  error: <path d="M8 1.7L14.3 8 8 14.3 1.7 8zM6.2 6.2l3.6 3.6M9.8 6.2L6.2 9.8" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  failed: <path d="M2.5 8h3.2M10.3 8h3.2M7.5 4.5L6.3 8h3.4L8.5 11.5" />,
  file: <path d="M4 2h5l3.5 3.5V14H4zM9 2v3.5h3.5" />,
  filter: <path d="M2.5 3.5h11L9.3 8.5v4l-2.6 1v-5z" />,
  flask: <path d="M6.3 2h3.4M6.8 2v4L3 12.3c-.4.8.1 1.7 1 1.7h8c.9 0 1.4-.9 1-1.7L9.2 6V2M4.8 9.8h6.4" />,
  flux: (
    <path d="M5.5 2.5C3.5 2.5 4.5 8 2 8c2.5 0 1.5 5.5 3.5 5.5M10.5 2.5c2 0 1 5.5 3.5 5.5-2.5 0-1.5 5.5-3.5 5.5M6.5 8h3" />
  ),
  folder: <path d="M2 4.5v8h12v-7H8L6.5 3.5H2z" />,
  history: <path d="M2.5 8a5.5 5.5 0 1 1 1.7 4M2.5 12.5V9.3h3.2M8 5v3l2 1.4" />,
  import: <path d="M8 2.5V10M5 7.3l3 2.7 3-2.7M3 9.5v4h10v-4" />,
  incidents: (
    <path d="M8 2.2a4 4 0 0 1 4 4c0 3.3 1.3 4.6 1.3 4.6H2.7S4 9.5 4 6.2a4 4 0 0 1 4-4zM6.6 13.2a1.6 1.6 0 0 0 2.8 0" />
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 7.5v3.7M8 5v.01" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="2.8" />
      <path d="M7 9l6-6M10.5 5.5L12.5 7.5M13 3" />
    </>
  ),
  link: (
    <path d="M6.8 9.2l2.4-2.4M7.2 4.8l1-1a2.9 2.9 0 0 1 4.1 4.1l-1 1M8.8 11.2l-1 1a2.9 2.9 0 0 1-4.1-4.1l1-1" />
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="6.5" rx="1.5" />
      <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  minus: <path d="M3.5 8h9" />,
  more: <path d="M3.5 8v.01M8 8v.01M12.5 8v.01" strokeWidth="2.2" />,
  ok: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M5.3 8.2l1.9 1.9 3.6-4" />
    </>
  ),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  play: <path d="M5 3.2l7.5 4.8L5 12.8z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  rejected: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />
    </>
  ),
  release: <path d="M8 10V2.5M5 5.2l3-2.7 3 2.7M3 9v4.5h10V9" />,
  retry: <path d="M13.3 6.5A5.5 5.5 0 1 0 13 10.3M13.5 3.2v3.3h-3.3" />,
  right: <path d="M6.5 4.5L10 8l-3.5 3.5" />,
  sandbox: <path d="M8 1.8l5.5 3v6.4l-5.5 3-5.5-3V4.8zM2.5 4.8L8 8l5.5-3.2M8 8v6.2" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="M10.2 10.2L13.5 13.5" />
    </>
  ),
  send: <path d="M2.5 7.2L13.5 2.5 9.8 13.5 7.7 8.5zM7.7 8.5L13.5 2.5" />,
  server: (
    <>
      <rect x="2.5" y="2.5" width="11" height="4.5" rx="1" />
      <rect x="2.5" y="9" width="11" height="4.5" rx="1" />
      <path d="M5 4.7v.01M5 11.2v.01" />
    </>
  ),
  settings: (
    <>
      <path d="M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6" />
      <circle cx="10" cy="5" r="1.5" />
      <circle cx="6" cy="11" r="1.5" />
    </>
  ),
  shield: <path d="M8 1.8l5 1.9v4c0 3-2 5.3-5 6.5-3-1.2-5-3.5-5-6.5v-4zM8 5v3.2M8 10.7v.01" />,
  trash: <path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 9h5.8l.6-9" />,
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.2" strokeDasharray="2.4 1.9" />
      <path d="M6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2M8 11.2v.01" />
    </>
  ),
  unlock: (
    <>
      <rect x="3" y="7" width="10" height="6.5" rx="1.5" />
      <path d="M5.2 7V4.8a2.8 2.8 0 0 1 5.4-.9" />
    </>
  ),
  up: <path d="M4.5 9.5L8 6l3.5 3.5" />,
  user: (
    <>
      <circle cx="8" cy="5.5" r="2.7" />
      <path d="M2.8 13.8a5.2 5.2 0 0 1 10.4 0" />
    </>
  ),
  vault: (
    <>
      <rect x="2.5" y="2.5" width="11" height="10" rx="1.5" />
      <circle cx="8" cy="7.5" r="2.3" />
      <path d="M8 7.5h2.3M4.5 12.5v1.5M11.5 12.5v1.5" />
    </>
  ),
  warning: <path d="M8 2.2l6.3 11.1H1.7zM8 6.5v3M8 11.4v.01" />,
  x: <path d="M4 4l8 8M12 4l-8 8" />,
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof drawings;

/** Always beside a word, or inside something that has an accessible name of its own. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none', display: 'block' }}
    >
      {drawings[name]}
    </svg>
  );
}
