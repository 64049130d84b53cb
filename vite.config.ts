import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A Node program: bundles our source and its libraries, leaves Electron and the built-ins alone. */
function program(name: string, input: string): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, conditions: ['node', 'import', 'module', 'default'] },
    build: {
      outDir: at(`dist/${name}`),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: true,
      copyPublicDir: false,
      rolldownOptions: {
        // the history is read on a thread, and a thread starts from a file of its own
        input: { [name]: at(input), 'history-worker': at('main/history/history-worker.ts') },
        platform: 'node',
        external: ['electron'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

export default defineConfig({
  root: at('renderer'),
  base: '/',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  server: { host: '127.0.0.1', port: 5173, strictPort: false },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome150',
        sourcemap: false,
        manifest: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
      },
    },
    web: program('web', 'app/web/web.ts'),
    cli: program('cli', 'app/cli/cli.ts'),
    electron: program('electron', 'app/electron/electron.ts'),
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: at('dist/preload'),
        emptyOutDir: true,
        target: 'chrome150',
        minify: false,
        sourcemap: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: { preload: at('app/electron/preload.ts') },
          external: ['electron'],
          // a sandboxed preload is one CommonJS file that may require nothing but `electron`
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  test: {
    root: at('.'),
    include: ['{app,main,shared,renderer,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'threads',
    // a limit against what hangs, not a measure: the machine may have other things to do
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
