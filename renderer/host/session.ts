const STORED = 'firedrill.token';

export type Session = {
  /** Null while this tab is not connected. */
  readonly token: () => Promise<string | null>;
  /** The host no longer knows the token. */
  readonly lost: () => void;
  readonly state: SessionState;
  readonly subscribe: (onChange: () => void) => () => void;
};
export type SessionState = 'opening' | 'connected' | 'not-connected';

type Surroundings = {
  readonly hash: string;
  /** Takes the code out of the address, so that it is neither in the history nor shared by accident. */
  readonly clearHash: () => void;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** The token for a code, null when the code is used or too old. Throws while the host does not answer. */
  readonly redeem: (code: string) => Promise<string | null>;
};

/** How a tab of the web host proves that it was opened from the address that the host printed. */
export function openSession(around: Surroundings): Session {
  const listeners = new Set<() => void>();
  const code = codeIn(around.hash);
  let state: SessionState = 'opening';
  let token = Promise.resolve(around.storage.getItem(STORED));

  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };

  if (code !== null) {
    around.clearHash();
    token = around.redeem(code).then(
      (fresh) => {
        // a code that was already used in this tab, by going Back to it, does no harm: the token still holds
        const held = fresh ?? around.storage.getItem(STORED);
        if (fresh !== null) around.storage.setItem(STORED, fresh);
        return held;
      },
      () => around.storage.getItem(STORED),
    );
  }
  void token.then((held) => become(held === null ? 'not-connected' : 'connected'));

  return {
    token: () => token,
    lost() {
      around.storage.removeItem(STORED);
      token = Promise.resolve(null);
      become('not-connected');
    },
    get state() {
      return state;
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

function codeIn(hash: string): string | null {
  return /^#c=([\w-]{8,})$/.exec(hash)?.[1] ?? null;
}

async function redeem(code: string): Promise<string | null> {
  // oxlint-disable-next-line no-restricted-globals -- before there is a token there is no contract to call
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!response.ok) return null;
  const answer: unknown = await response.json();
  const token = typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : null;
  return typeof token === 'string' ? token : null;
}

const desktop: Session = {
  token: () => Promise.resolve(null),
  lost: () => {},
  state: 'connected',
  subscribe: () => () => {},
};

export const session: Session =
  globalThis.firedrill?.host === 'electron' || typeof document === 'undefined' ? desktop : openTab();

function openTab(): Session {
  // a new address pasted into this tab differs in its last part only, and then the browser loads nothing by itself
  addEventListener('hashchange', () => {
    if (codeIn(location.hash) !== null) location.reload();
  });
  return openSession({
    hash: location.hash,
    clearHash: () => history.replaceState(null, '', location.pathname),
    storage: sessionStorage,
    redeem,
  });
}
