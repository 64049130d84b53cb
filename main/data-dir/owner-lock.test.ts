import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirInUse, takeOwnership } from './owner-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firedrill-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that owns the folder, once it has said so. */
async function owner(): Promise<ChildProcess> {
  const script = `
    import { takeOwnership } from ${JSON.stringify(new URL('./owner-lock.ts', import.meta.url).href)};
    takeOwnership(${JSON.stringify(folder)}, 'web', new Date());
    process.stdout.write('mine');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a second process is told who holds the folder', async () => {
  const child = await owner();
  try {
    expect(() => takeOwnership(folder, 'cli', new Date())).toThrow(DataDirInUse);
    expect(() => takeOwnership(folder, 'cli', new Date())).toThrow(`process ${child.pid}`);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

test('a killed owner leaves no lock behind', async () => {
  const child = await owner();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(() => takeOwnership(folder, 'cli', new Date()).release()).not.toThrow();
});

test('what was released can be taken again', () => {
  takeOwnership(folder, 'web', new Date()).release();
  expect(() => takeOwnership(folder, 'electron', new Date()).release()).not.toThrow();
});
