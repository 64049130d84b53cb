import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { IpcMain, MessagePortMain } from 'electron';
import type { Engine } from '#main/engine.ts';
import { logInternalError } from '#main/internal-error.ts';
import { isTooDeep } from '#main/json-depth.ts';
import { PORT_REQUEST } from '#shared/contract/host-bridge.ts';
import { isTrustedSender } from './origin.ts';

const MAX_MESSAGE = 1024 * 1024;
const FOREIGN_LIMIT = 3;

/**
 * Carries the contract over the MessagePorts that our windows hand across. The sender is checked when the port
 * arrives; whoever holds the other end of it is then the same page, because a port cannot be guessed.
 */
export function servePorts(
  ipcMain: IpcMain,
  engine: Pick<Engine, 'router' | 'log'>,
  windows: ReadonlySet<number>,
): void {
  const handler = new RPCHandler(engine.router, { interceptors: [onError(logInternalError(engine.log))] });
  const foreign = new Map<number, number>();
  ipcMain.on(PORT_REQUEST, (event) => {
    const [port, ...surplus] = event.ports;
    const sender = { frame: event.senderFrame, contents: event.sender, type: event.type };
    if (port === undefined || surplus.length > 0 || !isTrustedSender(sender, windows)) {
      for (const refused of event.ports) refused.close();
      const count = (foreign.get(event.sender.id) ?? 0) + 1;
      foreign.set(event.sender.id, count);
      engine.log.warn({ origin: event.senderFrame?.origin ?? null, count }, 'a port was refused');
      if (count >= FOREIGN_LIMIT) event.sender.close();
      return;
    }
    handler.upgrade(bounded(port), { context: {} });
    port.start();
  });
}

/** The port, but a message too large or too deep ends the connection before anything parses it. */
function bounded(port: MessagePortMain) {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    on(event: string, callback: (event?: { data: unknown }) => void) {
      if (event === 'close') port.on('close', () => callback());
      if (event !== 'message') return;
      port.on('message', ({ data }) => {
        const message: unknown = data;
        if (typeof message === 'string' && message.length <= MAX_MESSAGE && !isTooDeep(message))
          callback({ data: message });
        else port.close();
      });
    },
  };
}
