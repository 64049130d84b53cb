import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyFuses } from './fuses.mjs';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'firedrill-fuses-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As much of an Electron as the tool looks at: its marker, and a wire of so many fuses. */
function electronWith(wire: string): string {
  const file = path.join(folder, 'electron');
  const padding = Buffer.alloc(4096);
  const marker = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  writeFileSync(
    file,
    Buffer.concat([padding, marker, Buffer.from([1, wire.length]), Buffer.from(wire), padding]),
  );
  return file;
}

/** The `electronFuses` of the real configuration: "  name: true" lines under it. */
function decided(): Record<string, boolean> {
  const text = readFileSync(path.join(import.meta.dirname, '..', 'electron-builder.yml'), 'utf8');
  const [, block = ''] = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(text) ?? [];
  const lines = [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)];
  return Object.fromEntries(lines.map(([, name = '', value]) => [name, value === 'true']));
}

test('all nine fuses end as decided', async () => {
  const file = electronWith('110110011');
  await applyFuses(file, decided());
  const { version: _, ...wire } = await getCurrentFuseWire(file);
  const on = Object.entries(wire).filter(([, state]) => state === FuseState.ENABLE);
  expect(on.map(([fuse]) => FuseV1Options[Number(fuse)])).toEqual([
    'EnableEmbeddedAsarIntegrityValidation',
    'OnlyLoadAppFromAsar',
    'WasmTrapHandlers',
  ]);
  expect(Object.keys(wire)).toHaveLength(9);
});

test('an Electron with a fuse more or less than is known is refused', async () => {
  await expect(applyFuses(electronWith('1101100111'), decided())).rejects.toThrow('has 10 fuses');
  await expect(applyFuses(electronWith('11011001'), decided())).rejects.toThrow('not long enough');
});

test('a fuse that the configuration leaves out is refused', async () => {
  const { runAsNode: _, ...rest } = decided();
  await expect(applyFuses(electronWith('110110011'), rest)).rejects.toThrow('runAsNode');
});
