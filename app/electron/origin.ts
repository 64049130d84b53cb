import type { CustomScheme, WebContents, WebFrameMain } from 'electron';

export const SCHEME = 'firedrill';
export const ORIGIN = `${SCHEME}://ui`;
export const START = `${ORIGIN}/index.html`;

export const SCHEME_PRIVILEGES: CustomScheme = {
  scheme: SCHEME,
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    codeCache: true,
    corsEnabled: false,
    bypassCSP: false,
    allowServiceWorkers: false,
    stream: false,
    allowExtensions: false,
  },
};

/** Whether a URL is a page or file of ours. Node gives every custom scheme the origin "null", so it is taken apart. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${SCHEME}:` && host === 'ui' && username === '' && password === '';
}

export type Sender = {
  readonly frame: WebFrameMain | null;
  readonly contents: WebContents;
  readonly type: string;
};

/**
 * Whether a message is from the main frame of a window we made, with our page in it. Both the frame's origin and its
 * URL are asked: an about:blank child reports its parent's origin, and a URL alone says nothing of an opaque one.
 */
export function isTrustedSender({ frame, contents, type }: Sender, windows: ReadonlySet<number>): boolean {
  return (
    frame !== null &&
    type === 'frame' &&
    frame.parent === null &&
    frame === contents.mainFrame &&
    frame.origin === ORIGIN &&
    isOurs(frame.url) &&
    windows.has(contents.id) &&
    !contents.isDestroyed()
  );
}
