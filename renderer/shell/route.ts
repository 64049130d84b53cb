import { useSyncExternalStore } from 'react';

export const pages = ['compose', 'history', 'incidents', 'vault', 'settings'] as const;
export type PageId = (typeof pages)[number];

export type Route = {
  readonly page: PageId;
  /** What is open on the page: `#/history/<id>`. */
  readonly id: string | null;
  readonly query: URLSearchParams;
};

/** Reads `#/history/0197…?from=…`; anything that is no page is the first one. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [name = '', rawId = ''] = path.split('/');
  const page = pages.find((known) => known === name) ?? 'compose';
  return {
    page,
    id: page !== name || rawId === '' ? null : decoded(rawId),
    query: new URLSearchParams(search),
  };
}

/** `navigate('/history/0197…')`; `replace` leaves no step for Back. */
export function navigate(path: string, options: { readonly replace?: boolean } = {}): void {
  const hash = `#/${path.replace(/^[#/]+/, '')}`;
  if (hash === location.hash) return;
  if (options.replace === true) history.replaceState(history.state, '', hash);
  else history.pushState(null, '', hash);
  // neither of the two calls above fires an event of its own
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, current);
}

let last: { readonly hash: string; readonly route: Route } | null = null;

function current(): Route {
  // one object per address, or React would render for ever
  if (last?.hash !== location.hash) last = { hash: location.hash, route: parseRoute(location.hash) };
  return last.route;
}

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  addEventListener('popstate', onChange);
  return () => {
    removeEventListener('hashchange', onChange);
    removeEventListener('popstate', onChange);
  };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
