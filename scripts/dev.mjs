// @ts-check
// `npm run dev`: the renderer with hot reload, and the web host from its sources. `npm run dev:electron`: in Electron.
// Neither program has a door for this: what is developed is what is shipped.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { ensureElectron, windowProblem } from './electron-binary.mjs';
import { runInForeground, whenOrphaned } from './run-child.mjs';
import { ensureBuilt, ensureInstalled, node24, ROOT, runScript, say, SetupError } from './setup.mjs';

await runScript(async () => {
  ensureInstalled();
  const node = node24();
  // Vite and the type stripping want the project's Node, and this may be the one npm came with
  if (!process.versions.node.startsWith('24.')) {
    return runInForeground(node, [path.join(ROOT, 'scripts', 'dev.mjs'), ...process.argv.slice(2)]);
  }
  // the web host will not start without a built renderer, although here nobody sees it
  ensureBuilt();
  const [program = 'web', ...passed] = process.argv.slice(2);
  return program === 'electron' ? electron(passed) : web(node, passed);
});

/** @param {string} node @param {string[]} passed */
async function web(node, passed) {
  const { createServer: createVite } = await import('vite');
  const host = `http://127.0.0.1:${await freePort()}`;
  const vite = await createVite({
    configFile: path.join(ROOT, 'vite.config.ts'),
    server: { proxy: { '/rpc': toHost(host), '/api': toHost(host) } },
  });
  await vite.listen();
  const address = vite.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string') {
    throw new SetupError('The Vite dev server found no free port.');
  }
  const page = `http://127.0.0.1:${address.port}`;

  const child = spawn(
    node,
    [
      '--watch',
      '--watch-preserve-output',
      path.join(ROOT, 'app', 'web', 'web.ts'),
      '--no-open',
      '--port',
      new URL(host).port,
      ...passed,
    ],
    { cwd: ROOT, stdio: ['inherit', 'pipe', 'inherit'] },
  );
  // the code in the address is the host's; the page to open with it is Vite's
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    process.stdout.write(text.replaceAll(host, page));
  });
  say(`hot reload at ${page}; open the address with a code in it. A restarted host prints a new one.`);
  await ended(child);
  await vite.close();
  return process.exit(0);
}

/**
 * What the page asks of its own origin goes on to the host, as the host wants to be asked. Only what comes from the
 * page itself is made to look like it; whatever else reaches Vite's port is refused by the host as ever.
 * @param {string} host @returns {import('vite').ProxyOptions}
 */
function toHost(host) {
  return {
    target: host,
    changeOrigin: true,
    configure(proxy) {
      proxy.on('proxyReq', (outgoing, incoming) => {
        if (incoming.headers.origin === `http://${incoming.headers.host}`) outgoing.setHeader('origin', host);
      });
    },
  };
}

/** Everything is built again when it changes, and Electron starts again with it. @param {string[]} passed */
async function electron(passed) {
  const problem = windowProblem();
  if (problem !== undefined) throw new SetupError(`Electron cannot run here: ${problem}. Use npm run dev.`);
  const binary = await ensureElectron({ retry: true });
  if ('reason' in binary) throw new SetupError(`${binary.reason}. Use npm run dev.`);

  /** @type {import('node:child_process').ChildProcess | undefined} */
  let app;
  /** @type {NodeJS.Timeout | undefined} */
  let soon;
  const restart = () => {
    app?.kill();
    app = spawn(binary.path, [ROOT, ...passed], { stdio: 'inherit' });
  };
  const { createBuilder } = await import('vite');
  const builder = await createBuilder({
    configFile: path.join(ROOT, 'vite.config.ts'),
    mode: 'development',
    build: { watch: {} },
    plugins: [
      {
        name: 'restart-electron',
        // three builds end one after the other
        writeBundle() {
          clearTimeout(soon);
          soon = setTimeout(restart, 300);
        },
      },
    ],
  });
  for (const name of ['client', 'preload', 'electron']) {
    const environment = builder.environments[name];
    if (environment !== undefined) await builder.build(environment);
  }
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
    whenOrphaned(() => resolve(undefined));
  });
  clearTimeout(soon);
  app?.kill();
  return process.exit(0);
}

/** Until the child ends, or until it was told to. @param {import('node:child_process').ChildProcess} child */
function ended(child) {
  return new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill('SIGTERM'));
    }
    whenOrphaned(() => child.kill('SIGTERM'));
    child.once('exit', resolve);
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
