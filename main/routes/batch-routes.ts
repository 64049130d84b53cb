import type { Batches, BatchRefusal, BatchResult } from '#main/batches/batches.ts';
import type { HistoryReader } from '#main/history/reader.ts';
import type { AppInfo } from '#shared/contract/contract.ts';
import type { ContractErrors } from './errors.ts';
import { readOr } from './history-routes.ts';
import { os } from './os.ts';
import { refusalError } from './send-routes.ts';

export type BatchRouteParts = {
  readonly batches: Batches;
  readonly reader: HistoryReader;
  readonly info: AppInfo;
};

export function batchRoutes({ batches, reader, info }: BatchRouteParts) {
  const room = os.batches;
  const found = (errors: ContractErrors, id: string) => {
    const batch = batches.get(id);
    if (batch === undefined) throw errors.NOT_FOUND({ data: { what: 'batch' } });
    return batch;
  };
  return room.router({
    list: room.list.handler(() => batches.list()),
    get: room.get.handler(({ input, errors }) => found(errors, input.id)),
    create: room.create.handler(({ input, errors }) =>
      valueOr(errors, batches.create(input, info.host === 'cli' ? 'cli' : 'window')),
    ),
    add: room.add.handler(({ input, errors }) => valueOr(errors, batches.add(input.id, input.rows))),
    run: room.run.handler(async ({ input, errors }) =>
      valueOr(errors, await batches.run(input.id, input.guard)),
    ),
    pause: room.pause.handler(({ input, errors }) => valueOr(errors, batches.pause(input.id))),
    cancel: room.cancel.handler(({ input, errors }) => valueOr(errors, batches.cancel(input.id))),
    progress: room.progress.handler(async function* ({ input, errors, signal }) {
      found(errors, input.id);
      yield* batches.progress(input.id, signal);
    }),
    latencies: room.latencies.handler(async ({ input, errors }) => {
      found(errors, input.id);
      return readOr(errors, await reader.batchLatencies(input.id));
    }),
  });
}

function valueOr<T>(errors: ContractErrors, result: BatchResult<T>): T {
  if (result.ok) return result.value;
  throw batchError(errors, result.refusal);
}

function batchError(errors: ContractErrors, refusal: BatchRefusal): Error {
  return refusal.code === 'NO_BATCH'
    ? errors.NOT_FOUND({ data: { what: 'batch' } })
    : refusalError(errors, refusal);
}
