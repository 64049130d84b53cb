// The real, built main process in plain Node, with `electron` resolved to the double that is held against electron.d.ts.
import { createServer } from 'node:http';
import { registerHooks } from 'node:module';
import type { AddressInfo } from 'node:net';
import type * as Double from '../../app/electron/testing/electron-double.ts';
import type { FromMain, ToMain } from './relay.ts';

const DOUBLE = new URL('../../app/electron/testing/electron-double.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: DOUBLE, shortCircuit: true } : next(specifier, context),
});
const double = (await import(DOUBLE)) as typeof Double;
await import(new URL('../../dist/electron/electron.js', import.meta.url).href);

const window = await firstWindow();
const tell = (message: FromMain) => process.send?.(message);

/** What `protocol.handle` would answer, over HTTP, because a browser that is not Electron asks nothing else. */
const server = createServer((request, response) => {
  const [ui] = double.partitions.values();
  const handler = ui?.schemes.get('firedrill');
  if (handler === undefined) {
    response.writeHead(500).end('no handler for firedrill:');
    return;
  }
  const url = `firedrill://ui${request.url ?? '/'}`;
  void Promise.resolve(handler(new Request(url, { method: request.method ?? 'GET' }))).then(async (reply) => {
    response.writeHead(reply.status, Object.fromEntries(reply.headers));
    response.end(Buffer.from(await reply.arrayBuffer()));
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const { session: _, preload: __, ...webPreferences } = window.options.webPreferences ?? {};
  tell({
    kind: 'ready',
    origin: `http://127.0.0.1:${port}`,
    url: window.webContents.getURL(),
    webPreferences,
  });
});

const ports = new Map<number, Double.MessagePortDouble>();
process.on('message', (message: ToMain) => {
  if (message.kind === 'connect') connect(message.id, message.channel);
  else if (message.kind === 'message') ports.get(message.id)?.arrive(message.data);
  else ports.get(message.id)?.close();
});
process.on('disconnect', () => process.exit(0));

function connect(id: number, channel: string): void {
  const port = new double.MessagePortDouble();
  ports.set(id, port);
  port.on('posted', (data: unknown) => tell({ kind: 'posted', id, data }));
  port.on('close', () => tell({ kind: 'closed', id }));
  double.ipcMain.emit(channel, {
    type: 'frame',
    sender: window.webContents,
    senderFrame: window.webContents.mainFrame,
    ports: [port],
  });
}

async function firstWindow(): Promise<Double.BrowserWindow> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const [first] = double.BrowserWindow.all;
    if (first !== undefined) return first;
    const problem = double.recording.find(({ what }) => what === 'showErrorBox');
    if (problem !== undefined) throw new Error(JSON.stringify(problem.value));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The main process opened no window within 10 s.');
}
