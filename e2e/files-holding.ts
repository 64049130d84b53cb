import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Files under a folder that hold a text, as it is or as the usual encodings write it. */
export function filesHolding(folder: string, text: string): string[] {
  const bytes = Buffer.from(text);
  const spellings = [
    bytes,
    Buffer.from(text, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(encodeURIComponent(text)),
    // base64 has three alignments; the characters at either end depend on the neighbours
    ...[0, 1, 2].map((shift) =>
      Buffer.from(
        Buffer.concat([Buffer.alloc(shift), bytes])
          .toString('base64')
          .slice(4, -4),
      ),
    ),
  ];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return spellings.some((spelling) => content.includes(spelling));
    });
}
