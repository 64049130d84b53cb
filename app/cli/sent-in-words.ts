import type { Send } from '#shared/model/send.ts';
import { explain } from '#shared/outcome/explain.ts';
import { print, table } from './print.ts';

/** One line of result, and what it means in words. */
export function printSent(send: Send, name: string): void {
  const { word, text } = explain(send);
  const status = send.status === null ? '-' : String(send.status);
  print.result(table([[word, status, send.action, send.destination.name, send.incidentKey ?? '-', send.id]]));
  print.words(`${name}: ${text}`);
}
