import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { ExportFormat, HistoryFilter } from '#shared/model/history.ts';
import type { Send } from '#shared/model/send.ts';
import { csvRecord } from '#shared/text/csv.ts';
import type { Exported } from './job.ts';
import { readIds, readSend } from './read-history.ts';

const PAGE = 200;
/** Written so many characters at a time. */
const CHUNK = 256 * 1024;

const COLUMNS: readonly (readonly [name: string, cell: (send: Send) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['at', ({ at }) => at],
  ['state', ({ state }) => state],
  ['reason', ({ reason }) => reason],
  ['provider', ({ provider }) => provider],
  ['kind', ({ kind }) => kind],
  ['action', ({ action }) => action],
  ['destination', ({ destination }) => destination.name],
  ['environment', ({ destination }) => destination.environment],
  ['host', ({ destination }) => destination.host],
  ['summary', ({ summary }) => summary],
  ['incident_key', ({ incidentKey }) => incidentKey],
  ['status', ({ status }) => status],
  ['latency_ms', ({ latencyMs }) => latencyMs],
  ['attempts', ({ attempts }) => attempts.length],
  ['vendor_message', ({ vendorMessage }) => vendorMessage],
  ['method', ({ request }) => request.method],
  ['url', ({ request }) => request.url],
  ['request_body', ({ request }) => request.body],
  ['answer_body', ({ answer }) => answer?.body ?? null],
];

/**
 * Everything that matches as a file's text, piece by piece, the last written first. Every send is whole, with its
 * request and answer; keys were masked before they were written down. A send that comes in meanwhile is not in it.
 */
export function* exportText(
  database: DatabaseSync,
  filter: HistoryFilter,
  format: ExportFormat,
): Generator<{ readonly text: string; readonly sends: number }> {
  if (format === 'csv') yield { text: csvRecord(COLUMNS.map(([name]) => name)), sends: 0 };
  if (format === 'json') yield { text: '[', sends: 0 };
  let isFirst = true;
  for (const send of matching(database, filter)) {
    yield { text: written(send, format, isFirst), sends: 1 };
    isFirst = false;
  }
  if (format === 'json') yield { text: isFirst ? ']\n' : '\n]\n', sends: 0 };
}

function written(send: Send, format: ExportFormat, isFirst: boolean): string {
  switch (format) {
    case 'csv':
      return csvRecord(COLUMNS.map(([, cell]) => String(cell(send) ?? '')));
    case 'json':
      return `${isFirst ? '' : ','}\n${JSON.stringify(send)}`;
    case 'ndjson':
      return `${JSON.stringify(send)}\n`;
  }
}

function* matching(database: DatabaseSync, filter: HistoryFilter): Generator<Send> {
  for (let before: string | null = null; ; ) {
    const ids = readIds(database, filter, before, PAGE);
    for (const id of ids) {
      const send = readSend(database, id);
      if (send !== undefined) yield send;
    }
    if (ids.length < PAGE) return;
    before = ids.at(-1) ?? null;
  }
}

/** Blocks, so only on a thread that nobody waits for. Leaves no half a file behind. Throws system errors. */
export function exportToFile(
  database: DatabaseSync,
  filter: HistoryFilter,
  format: ExportFormat,
  file: string,
): Exported {
  const handle = openSync(file, 'wx', 0o600);
  const done = { sends: 0, bytes: 0 };
  try {
    let chunk = '';
    const flush = () => {
      const bytes = Buffer.from(chunk);
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      done.bytes += bytes.length;
      chunk = '';
    };
    for (const { text, sends } of exportText(database, filter, format)) {
      chunk += text;
      done.sends += sends;
      if (chunk.length >= CHUNK) flush();
    }
    flush();
    fsyncSync(handle);
    closeSync(handle);
    return done;
  } catch (error) {
    closeSync(handle);
    rmSync(file, { force: true });
    throw error;
  }
}
