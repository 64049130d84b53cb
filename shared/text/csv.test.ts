import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, csvRecord } from './csv.ts';

/** What RFC 4180 reads back. */
function read(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (let at = 0; at < text.length; ) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        cell += text[at];
        if (text[at] === '"') at++;
      }
      at++;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++];
    }
    record.push(cell);
    if (text[at] === ',') at++;
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      records.push(record);
      record = [];
    }
  }
  return records;
}

const LIVE = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(fc.constantFrom(...LIVE, '"', ',', ' ', "'", 'a', '1', '\u{feff}', '\0'))
    .map((parts) => parts.join('')),
);

test('no cell begins as a formula does', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const [record = []] = read(csvRecord(cells));
      for (const text of record) expect(LIVE).not.toContain(text[0]);
    }),
    { numRuns: 2000 },
  );
});

test('every record is read back as it was, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (records) => {
      const back = read(records.map(csvRecord).join(''));
      expect(back.length).toBe(records.length);
      for (const [n, cells] of records.entries()) {
        expect(back[n]?.length).toBe(cells.length);
        for (const [m, text] of cells.entries()) expect([text, `'${text}`]).toContain(back[n]?.[m]);
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['=1+1', "'=1+1"],
  ['  =1+1', "'  =1+1"],
  ['-5', "'-5"],
  ['two\nlines', '"two\nlines"'],
  ['a=b', 'a=b'],
])('%j is written as %j', (text, written) => expect(csvCell(text)).toBe(written));
