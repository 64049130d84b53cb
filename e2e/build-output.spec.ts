import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

// What was built, as files: nothing here needs a page.
const dist = path.resolve(import.meta.dirname, '../dist');
const renderer = path.join(dist, 'renderer');
const read = (file: string) => readFileSync(path.join(dist, file), 'utf8');
const scripts = () => readdirSync(path.join(renderer, 'assets')).filter((name) => name.endsWith('.js'));

test('the preload is one file that requires nothing but electron', () => {
  expect(readdirSync(path.join(dist, 'preload'))).toEqual(['preload.cjs']);
  const required = [...read('preload/preload.cjs').matchAll(/\brequire\((.*?)\)/g)].map(([, what]) => what);
  expect(new Set(required)).toEqual(new Set(['"electron"']));
});

test('the document has no inline script, style or handler', () => {
  const html = read('renderer/index.html');
  for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toMatch(/\bsrc="\/[^"]+"/);
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test('the renderer has no Node, no map, and makes no code from text', () => {
  for (const name of scripts()) {
    const text = read(`renderer/assets/${name}`);
    expect(text, name).not.toMatch(/\bfrom\s*["']node:|\brequire\(["']|sourceMappingURL|process\.env\b/);
    expect(text, name).not.toMatch(/[^.\w]eval\(/);
    expect(text, name).not.toMatch(/new Function\(/);
  }
});

test('every file the manifest names is there', () => {
  const manifest = JSON.parse(read('renderer/.vite/manifest.json')) as Record<
    string,
    { file: string; css?: string[] }
  >;
  for (const { file, css = [] } of Object.values(manifest)) {
    for (const name of [file, ...css]) expect(existsSync(path.join(renderer, name)), name).toBe(true);
  }
});

test('the first page loads at most 300 kB of script, gzipped', () => {
  const html = read('renderer/index.html');
  const first = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, url]) => url ?? '');
  const bytes = first.reduce(
    (sum, url) => sum + gzipSync(readFileSync(path.join(renderer, url)), { level: 9 }).length,
    0,
  );
  expect(first.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(300_000);
});

test('programs that run without node_modules have everything in them', () => {
  for (const [program, allowed] of [
    ['web/web.js', []],
    ['web/history-worker.js', []],
    ['cli/cli.js', []],
    ['electron/electron.js', ['electron']],
    ['electron/history-worker.js', []],
  ] as const) {
    const imported = [...read(program).matchAll(/^import\b[^'"]*["']([^'"]+)["']/gm)].map(
      ([, from]) => from ?? '',
    );
    const outside = imported.filter((from) => !from.startsWith('node:') && !from.startsWith('.'));
    const builtIn = new Set(process.getBuiltinModule('node:module').builtinModules);
    expect(
      outside.filter((from) => !builtIn.has(from)),
      program,
    ).toEqual([...allowed]);
  }
});
