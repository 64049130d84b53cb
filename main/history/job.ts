import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FileState } from '#main/database/check.ts';
import type { ExportFormat, HistoryFilter } from '#shared/model/history.ts';
import { workerFile } from './worker-file.ts';

/** One long piece of work on a thread of its own, so that neither sends nor readers wait for it. */
export type CheckJob = { readonly does: 'check'; readonly path: string; readonly isFull: boolean };
export type ExportJob = {
  readonly does: 'export';
  readonly path: string;
  readonly filter: HistoryFilter;
  readonly format: ExportFormat;
  /** Must not be there yet. */
  readonly file: string;
};
export type Job = CheckJob | ExportJob;

export type Exported = { readonly sends: number; readonly bytes: number };

/** Rejects with what the thread could not do. */
export async function runJob(job: CheckJob): Promise<FileState>;
export async function runJob(job: ExportJob): Promise<Exported>;
export async function runJob(job: Job): Promise<FileState | Exported> {
  const worker = new Worker(workerFile(), { workerData: job });
  const [result] = (await once(worker, 'message')) as [FileState | Exported];
  return result;
}
