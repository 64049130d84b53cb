/** What the preload puts on `window`. The contract itself travels over a MessagePort, see `PORT_REQUEST`. */
export type HostBridge = { readonly host: 'electron' };

/** `window.postMessage(PORT_REQUEST, origin, [port])` asks the preload to hand the port to the engine. */
export const PORT_REQUEST = 'firedrill:connect';

declare global {
  // eslint-disable-next-line no-var
  var firedrill: HostBridge | undefined;
}
