import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askHidden } from './ask.ts';

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  return { input, output, shown: () => String(output.read() ?? '') };
}

test('what is typed is returned and never shown', async () => {
  const { input, output, shown } = terminal();
  const answer = askHidden('Passphrase: ', { input, output });
  input.write('correct hoo');
  input.write('\u007frse\r');
  expect(await answer).toBe('correct horse');
  expect(shown()).toBe('Passphrase: \n');
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s stops it', async (_key, typed) => {
  const { input, output } = terminal();
  const answer = askHidden('Passphrase: ', { input, output });
  input.write(typed);
  await expect(answer).rejects.toThrow('Stopped. Nothing was changed.');
});
