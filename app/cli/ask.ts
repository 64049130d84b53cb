import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { InputError } from './print.ts';

export type Terminal = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };

/** Asks for a line that the terminal does not show. The question goes to stderr, since it is no result. */
export async function askHidden(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<string> {
  // readline takes the terminal's own echo over, and what it would echo instead goes nowhere
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  output.write(question);
  try {
    return await new Promise((resolve, reject) => {
      const stopped = () => reject(new InputError('Stopped. Nothing was changed.'));
      lines.once('line', resolve).once('close', stopped).once('SIGINT', stopped);
    });
  } finally {
    lines.close();
    output.write('\n');
  }
}

/** Asks for a line that may be seen. */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise((resolve, reject) => {
      const stopped = () => reject(new InputError('Stopped. Nothing was sent.'));
      lines.once('close', stopped).once('SIGINT', stopped);
      lines.question(question, resolve);
    });
  } finally {
    lines.close();
  }
}

export function isAtTerminal(): boolean {
  return process.stdin.isTTY;
}

/** All that is piped in, up to `limit` bytes; one line end at its end is not part of it. */
export async function readStdin(limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new InputError(`Standard input is longer than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
