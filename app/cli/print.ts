/** Results go to stdout, words to stderr: what comes after a pipe must not have to guess. */
export const print = {
  result: (text: string) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  json: (value: unknown) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  words: (text: string) => void process.stderr.write(`${text.split('\n').map(plain).join('\n')}\n`),
};

/** Rows as columns, as wide as they need to be. */
export function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(plain));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A name from a colleague's file, or a vendor's answer, must not steer the terminal. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, '\u{fffd}');
}

/** What was asked cannot be done; the message says how to mend it. Exit code 1, or what the command says. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly exitCode: number | null;

  constructor(message: string, options: ErrorOptions & { readonly exitCode?: number } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? null;
  }
}

/** The command line itself is wrong. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
