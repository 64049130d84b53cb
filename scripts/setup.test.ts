import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildStamp, ensureInstalled, installedByHand, installStamp, node24 } from './setup.mjs';

let root = '';
const put = (file: string, content: unknown) => {
  const to = path.join(root, file);
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, typeof content === 'string' ? content : JSON.stringify(content));
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'firedrill-setup-'));
  put('package.json', { name: 'x', scripts: { test: 'a' }, devDependencies: { vite: '8.3.8' } });
  put('package-lock.json', {
    packages: {
      '': { name: 'x' },
      'node_modules/vite': { version: '8.3.8' },
      'node_modules/fsevents': { version: '2.3.3', optional: true },
    },
  });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('the install stamp follows the lock file and the dependencies, and nothing else of package.json', () => {
  const before = installStamp(root);
  put('package.json', { name: 'x', scripts: { test: 'b' }, devDependencies: { vite: '8.3.8' } });
  expect(installStamp(root)).toBe(before);
  put('package.json', { name: 'x', devDependencies: { vite: '8.3.9' } });
  expect(installStamp(root)).not.toBe(before);
  put('package.json', { name: 'x', devDependencies: { vite: '8.3.8' } });
  put('package-lock.json', { packages: {} });
  expect(installStamp(root)).not.toBe(before);
});

test('an install by hand counts when npm’s own list agrees with the lock file', () => {
  expect(installedByHand(root)).toBe(false);
  put('node_modules/.package-lock.json', { packages: { 'node_modules/vite': { version: '8.3.8' } } });
  expect(installedByHand(root)).toBe(true);
  put('node_modules/.package-lock.json', { packages: { 'node_modules/vite': { version: '8.0.0' } } });
  expect(installedByHand(root)).toBe(false);
  put('node_modules/.package-lock.json', { packages: {} });
  expect(installedByHand(root)).toBe(false);
});

test('an install that is there is left alone, in milliseconds', () => {
  put('node_modules/.package-lock.json', { packages: { 'node_modules/vite': { version: '8.3.8' } } });
  ensureInstalled(root);
  rmSync(path.join(root, 'node_modules/.package-lock.json'));
  const started = performance.now();
  ensureInstalled(root);
  expect(performance.now() - started).toBeLessThan(100);
});

test('the build stamp follows content, and leaves tests and times out', () => {
  put('app/web/web.ts', 'export const a = 1;');
  put('vite.config.ts', '');
  const before = buildStamp(root);
  put('app/web/web.ts', 'export const a = 1;');
  put('app/web/web.test.ts', 'never built');
  put('app/README.md', 'never built');
  expect(buildStamp(root)).toBe(before);
  put('app/web/web.ts', 'export const a = 2;');
  const changed = buildStamp(root);
  expect(changed).not.toBe(before);
  put('shared/new.ts', '');
  expect(buildStamp(root)).not.toBe(changed);
});

test('Node 24 comes from the package for this platform where it is installed', () => {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  put(`node_modules/node-${platform}-${process.arch}/bin/${name}`, '');
  expect(node24(root)).toBe(path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name));
});

test('without it, a Node 24 that runs this is good enough', () => {
  expect(node24(root)).toBe(process.execPath);
});
