import { RPCLink } from '@orpc/client/message-port';
import { PORT_REQUEST } from '#shared/contract/host-bridge.ts';

/** Over a port that the preload hands to the engine. */
export function electronLink() {
  const { port1, port2 } = new MessageChannel();
  globalThis.postMessage(PORT_REQUEST, location.origin, [port2]);
  port1.start();
  return new RPCLink({ port: port1 });
}
