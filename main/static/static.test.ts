import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadStatic, serveStatic, type StaticFiles } from './static.ts';

let root = '';
let files: StaticFiles;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'firedrill-static-'));
  mkdirSync(join(root, 'assets'));
  mkdirSync(join(root, '.vite'));
  writeFileSync(join(root, 'index.html'), '<meta nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__">');
  writeFileSync(join(root, 'assets/a.js'), 'x');
  writeFileSync(join(root, '.vite/manifest.json'), '{}');
  writeFileSync(join(root, 'secrets.txt'), 'no type, no service');
  files = loadStatic(root);
});
afterAll(() => rmSync(root, { recursive: true }));

test('the document carries a nonce that is fresh each time and the same as in its policy', () => {
  const [one, two] = [serveStatic(files, '/', 'self'), serveStatic(files, '/', 'self')];
  const nonce = /nonce="([^"]+)"/.exec(one.body.toString())?.[1] ?? '';
  expect(nonce).toHaveLength(24);
  expect(one.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
  expect(one.body.toString()).not.toContain('__CSP_NONCE__');
  expect(two.body.toString()).not.toContain(nonce);
});

test.each([
  '/..',
  '/../package.json',
  '/assets/../index.html',
  '/assets',
  '/nothing',
  '/.vite/manifest.json',
  '/secrets.txt',
  '',
])('what was not built does not exist: %s', (path) => {
  expect(serveStatic(files, path, 'self').status).toBe(404);
});

test('every reply has the policy, and no script may be inline anywhere', () => {
  for (const path of ['/', '/assets/a.js', '/nothing']) {
    const policy = serveStatic(files, path, 'none').headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
  }
});

test('a folder without a build is said to be one', () => {
  expect(() => loadStatic(join(root, 'assets'))).toThrow('npm run build');
});
