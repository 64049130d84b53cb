import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { electronBinary, windowProblem } from './electron-binary.mjs';

test('Electron’s program is looked for as a file, in the place that was named', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'firedrill-electron-'));
  const env = { ELECTRON_OVERRIDE_DIST_PATH: folder };
  expect(electronBinary(env)).toBeUndefined();
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[
    process.platform as string
  ];
  const program = path.join(folder, name ?? 'electron');
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, '');
  expect(electronBinary(env)).toBe(program);
  rmSync(folder, { recursive: true });
});

test('a window needs a display on Linux, X11 or Wayland, and nothing elsewhere', () => {
  const linux = { platform: 'linux', root: false } as const;
  expect(windowProblem({ ...linux, env: {} })).toContain('no display');
  expect(windowProblem({ ...linux, env: { DISPLAY: ':0' } })).toBeUndefined();
  expect(windowProblem({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeUndefined();
  expect(windowProblem({ platform: 'darwin', env: {}, root: true })).toBeUndefined();
});

test('root on Linux gets the web host, because the sandbox is never turned off', () => {
  expect(windowProblem({ platform: 'linux', root: true, env: { DISPLAY: ':0' } })).toContain('root');
});
