/** Results go to stdout, words to stderr: what comes after a pipe must not have to guess. */
export const print = {
  result: (text: string) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  json: (value: unknown) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  words: (text: string) => void process.stderr.write(`${text}\n`),
};

/** Rows as columns, as wide as they need to be. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The input is not usable; the message says how to mend it. Exit code 1. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
