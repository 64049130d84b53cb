import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat, HistoryFilter } from '#shared/model/history.ts';
import { errorCode } from './error-code.ts';
import { type Exported, runJob } from './job.ts';
import type { Read } from './reader.ts';

export type HistoryExports = {
  /** Writes a file that was not there before; `name` is below the data directory. One at a time. */
  write(filter: HistoryFilter, format: ExportFormat): Promise<Read<Exported & { readonly name: string }>>;
};

export function openHistoryExports(dataDir: string, path: string, now: () => Date): HistoryExports {
  let isBusy = false;
  return {
    async write(filter, format) {
      if (isBusy) return { ok: false, error: { code: 'busy', detail: 'another export is being written' } };
      isBusy = true;
      try {
        mkdirSync(join(dataDir, 'exports'), { recursive: true, mode: 0o700 });
        const name = `exports/history-${now().toISOString().replaceAll(/[:.]/g, '-')}.${format}`;
        const done = await runJob({ does: 'export', path, filter, format, file: join(dataDir, name) });
        return { ok: true, value: { name, ...done } };
      } catch (error) {
        return { ok: false, error: { code: 'failed', detail: errorCode(error) } };
      } finally {
        isBusy = false;
      }
    },
  };
}
