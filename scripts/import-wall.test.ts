import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The walls between the layers, proven: the project's own configuration, a small tree, and imports that must not be.
const root = fileURLToPath(new URL('..', import.meta.url));
const LAYERS = ['shared', 'main', 'app', 'renderer', 'e2e', 'scripts'];
let tree = '';

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
};
const run = (tool: string, ...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(join(root, 'node_modules/.bin', tool), args, {
    cwd: tree,
    encoding: 'utf8',
  });
  return { output: stdout + stderr, status };
};

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'firedrill-wall-'));
  for (const file of [
    'package.json',
    'tsconfig.json',
    '.oxlintrc.json',
    'shared/globals.d.ts',
    ...LAYERS.map((layer) => `${layer}/tsconfig.json`),
  ]) {
    cpSync(join(root, file), join(tree, file));
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  write('vite.config.ts', 'export const nothing = 0;\n');
  write('scripts/fine.mjs', 'export const fine = 1;\n');
  write('shared/fine.ts', "export const fine = new URL('https://a.example/').host;\n");
  for (const layer of ['main', 'renderer', 'e2e']) {
    write(`${layer}/fine.ts`, "import { fine } from '#shared/fine.ts';\nexport const also = fine;\n");
  }
  write('app/cli/fine.ts', "import { also } from '#main/fine.ts';\nexport const program = also;\n");
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

test('imports in the allowed directions pass, so that a failure below means something', () => {
  expect(run('tsc', '-b')).toEqual({ output: '', status: 0 });
  expect(run('oxlint', '--deny-warnings').status).toBe(0);
});

describe('the compiler stops', () => {
  test.each([
    ['shared', 'main', "import { also } from '#main/fine.ts';\nexport const bad = also;\n"],
    ['shared', 'main, relative', "import { also } from '../main/fine.ts';\nexport const bad = also;\n"],
    [
      'shared',
      'main, for a type only',
      "import type * as m from '#main/fine.ts';\nexport type Bad = typeof m;\n",
    ],
    ['shared', 'main, on the fly', "export const bad = () => import('#main/fine.ts');\n"],
    ['shared', 'Node', "import { readFileSync } from 'node:fs';\nexport const bad = readFileSync;\n"],
    ['shared', "Node's globals", 'export const bad = process.pid;\n'],
    ['shared', "the browser's globals", 'export const bad = document.title;\n'],
    ['main', 'renderer', "export { also as bad } from '#renderer/fine.ts';\n"],
    ['main', 'app', "export { program as bad } from '#app/cli/fine.ts';\n"],
    ['main', "the browser's globals", 'export const bad = document.title;\n'],
    ['renderer', 'main', "import { also } from '#main/fine.ts';\nexport const bad = also;\n"],
    ['renderer', 'Node', "import { readFileSync } from 'node:fs';\nexport const bad = readFileSync;\n"],
  ])('%s from reaching for %s', (layer, _, source) => {
    write(`${layer}/planted.ts`, source);
    const { output, status } = run('tsc', '-b', layer);
    rmSync(join(tree, `${layer}/planted.ts`));
    expect(output).toContain('planted.ts');
    expect(status).not.toBe(0);
  });
});

test('the linter points at each of them, and at those that the compiler cannot see', () => {
  const planted = [
    ['shared/a.ts', '#main/fine.ts'],
    ['shared/b.ts', '../main/fine.ts'],
    ['shared/c.ts', 'node:fs'],
    ['shared/d.ts', 'electron'],
    ['main/a.ts', 'electron'],
    ['main/b.ts', '#renderer/fine.ts'],
    ['main/c.ts', '../app/cli/fine.ts'],
    ['renderer/a.ts', '#main/fine.ts'],
    ['renderer/b.ts', 'node:fs'],
    ['renderer/c.ts', 'electron'],
    ['app/cli/a.ts', 'electron'],
    ['app/web/a.ts', '#app/electron/electron.ts'],
    ['app/electron/a.ts', '#app/web/web.ts'],
  ] as const;
  for (const [path, target] of planted) write(path, `import * as bad from '${target}';\nexport { bad };\n`);
  const { output, status } = run('oxlint', '--format=unix');
  for (const [path] of planted) rmSync(join(tree, path));
  expect(status).not.toBe(0);
  for (const [path] of planted) {
    expect(
      output.split('\n').filter((line) => line.includes(path) && line.includes('no-restricted-imports')),
      path,
    ).toHaveLength(1);
  }
});
