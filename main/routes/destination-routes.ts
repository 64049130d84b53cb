import { v7 as uuid } from 'uuid';
import type { Live } from '#main/live/live.ts';
import type { Secrets } from '#main/secrets/secrets.ts';
import type { Sender } from '#main/send/sender.ts';
import type { Destinations } from '#main/workspace/destinations.ts';
import { type ImportStep, planImport, toWorkspaceFile } from '#main/workspace/workspace-file.ts';
import type { Destination } from '#shared/model/destination.ts';
import { findProvider } from '#shared/providers/registry.ts';
import type { ContractErrors } from './errors.ts';
import { os } from './os.ts';
import { sentOr } from './send-routes.ts';

export type DestinationParts = {
  readonly destinations: Destinations;
  readonly secrets: Secrets;
  readonly sender: Sender;
  readonly live: Live;
  readonly now: () => Date;
};

export function destinationRoutes({ destinations, secrets, sender, live, now }: DestinationParts) {
  const room = os.destinations;
  const own = (errors: ContractErrors, id: string): Destination => {
    const found = destinations.find(id);
    if (found === undefined) throw errors.NOT_FOUND({ data: { what: 'destination' } });
    if (found.builtIn) throw errors.BUILT_IN({ data: { destination: found.name } });
    return found;
  };
  const steps = (errors: ContractErrors, content: string): readonly ImportStep[] => {
    const found = planImport(
      content,
      destinations.list().filter(({ builtIn }) => !builtIn),
    );
    if (!found.ok) throw errors.BAD_FILE({ data: { problem: found.problem } });
    return found.steps;
  };
  return room.router({
    list: room.list.handler(() => destinations.list()),
    save: room.save.handler(({ input, errors }) => {
      if (input.id !== undefined) own(errors, input.id);
      if (findProvider(input.provider) === undefined)
        throw errors.NOT_FOUND({ data: { what: 'destination' } });
      const { origin } = new URL(input.url);
      for (const id of Object.values(input.secrets)) {
        const secret = secrets.find(id);
        if (secret === undefined || secret.meta.boundOrigin === '') continue;
        const { label, boundOrigin } = secret.meta;
        if (boundOrigin !== origin)
          throw errors.SECRET_ORIGIN_MISMATCH({ data: { label, boundOrigin, origin } });
      }
      const saved = destinations.save({ ...input, id: input.id ?? uuid() });
      live.changed('destinations', saved.id);
      return saved;
    }),
    remove: room.remove.handler(({ input, errors }) => {
      own(errors, input.id);
      destinations.remove(input.id);
      live.changed('destinations', input.id);
      return {};
    }),
    order: room.order.handler(({ input }) => {
      destinations.order(input.ids);
      live.changed('destinations');
      return {};
    }),
    check: room.check.handler(async ({ input, errors, signal }) => {
      const destination = destinations.find(input.id);
      const provider = findProvider(destination?.provider ?? '');
      if (destination === undefined || provider === undefined) {
        throw errors.NOT_FOUND({ data: { what: 'destination' } });
      }
      const message = {
        clientRequestId: uuid(),
        provider: provider.id,
        kind: provider.keyCheck.kind,
        destinationId: destination.id,
        params: provider.keyCheck.params(`firedrill-key-check-${uuid()}`),
      };
      return sentOr(
        errors,
        // the vendor pages nobody about it, so the guard has nothing to guard
        await sender.send(
          message,
          { origin: 'check', isGuarded: false },
          signal ?? new AbortController().signal,
        ),
      );
    }),
    export: room.export.handler(() => ({
      name: `firedrill-destinations-${now().toISOString().slice(0, 10)}.json`,
      content: toWorkspaceFile(destinations.list()),
    })),
    planImport: room.planImport.handler(({ input, errors }) =>
      steps(errors, input.content).map(({ plan }) => plan),
    ),
    import: room.import.handler(({ input, errors }) => {
      const planned = steps(errors, input.content);
      destinations.saveAll(
        planned
          .filter(({ plan }) => plan.does !== 'nothing')
          .map(({ input: saved }) => ({ ...saved, id: saved.id ?? uuid() })),
      );
      live.changed('destinations');
      return planned.map(({ plan }) => plan);
    }),
  });
}
