import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VERSION } from '#shared/version.ts';

test('the version that programs say is the one in package.json', () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(VERSION).toBe(version);
});
