/**
 * A cell as RFC 4180 has it, and one that a spreadsheet does not take for a formula: what begins like one, also after
 * blanks, gets an apostrophe before it. That is all that is changed.
 */
export function csvCell(text: string): string {
  const safe = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record with its line end. */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
