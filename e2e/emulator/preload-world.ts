/**
 * Runs the built preload bundle at the start of a page, in what a sandboxed preload has: a `require` that knows
 * `electron` and nothing else, a context bridge that copies and freezes, and an `ipcRenderer` that takes ports.
 * The ports end in three bindings of the test, which are taken off the window before any page script runs.
 */
export function preloadWorld(bundle: string): string {
  return `(() => {
  if (window !== window.top) return;
  const { relayConnect, relaySend, relayNext } = window;
  for (const name of ['relayConnect', 'relaySend', 'relayNext']) delete window[name];
  ${emulated.toString()}
  const electron = emulated(relayConnect, relaySend, relayNext);
  const require = (id) => {
    if (id === 'electron') return electron;
    throw new Error('module not found: ' + id);
  };
  const module = { exports: {} };
  (function (require, module, exports) {
${bundle}
  })(require, module, module.exports);
})();`;
}

/** A message as the bindings carry it: they only take JSON. */
export type Wired = { readonly text: string } | { readonly base64: string };

type Connect = (channel: string) => Promise<number>;
type SendOn = (id: number, message: Wired) => Promise<void>;
type Next = (id: number) => Promise<Wired | null>;

/** Runs in the page, from its source text: nothing from outside of it is there. */
// oxlint-disable unicorn/consistent-function-scoping -- see above
function emulated(connect: Connect, send: SendOn, next: Next) {
  const wire = (data: unknown): Wired => {
    if (typeof data === 'string') return { text: data };
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : (data as Uint8Array);
    return { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
  };
  const unwire = (message: Wired): unknown =>
    'text' in message
      ? message.text
      : Uint8Array.from(atob(message.base64), (character) => character.charCodeAt(0));

  const carry = async (channel: string, port: MessagePort) => {
    const id = await connect(channel);
    // one after the other, as a port keeps its order
    let last = Promise.resolve();
    port.addEventListener('message', (event) => {
      last = last.then(() => send(id, wire(event.data)));
    });
    port.start();
    for (let message = await next(id); message !== null; message = await next(id))
      port.postMessage(unwire(message));
    port.close();
  };

  const exposed = new Set<string>();
  const frozen = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) frozen(inner);
      Object.freeze(value);
    }
    return value;
  };
  return {
    contextBridge: {
      exposeInMainWorld(key: string, api: unknown) {
        if (exposed.has(key)) throw new Error('Cannot bind an API on top of an existing property');
        exposed.add(key);
        // throws on what could not cross either: functions of classes, DOM nodes, ports
        const value = frozen(structuredClone(api));
        Object.defineProperty(window, key, { value, enumerable: true, writable: false, configurable: false });
      },
    },
    ipcRenderer: {
      postMessage(channel: string, _message: unknown, [port]: MessagePort[] = []) {
        if (port !== undefined) void carry(channel, port);
      },
    },
  };
}
