import type { Live } from '#main/live/live.ts';
import type { SecretResult, Secrets } from '#main/secrets/secrets.ts';
import type { Secret } from '#shared/model/secret.ts';
import type { ContractErrors } from './errors.ts';
import { os } from './os.ts';
import { vaultError } from './vault-routes.ts';

export function secretRoutes(secrets: Secrets, live: Live) {
  const changed = (errors: ContractErrors, result: SecretResult): Secret => {
    if (!result.ok) {
      throw result.vault === null
        ? errors.NOT_FOUND({ data: { what: 'secret' } })
        : vaultError(errors, result.vault);
    }
    live.changed('secrets', result.secret.id);
    return result.secret;
  };
  return os.secrets.router({
    list: os.secrets.list.handler(() => secrets.list()),
    set: os.secrets.set.handler(async ({ input, errors }) => {
      if (!URL.canParse(input.boundOrigin)) {
        throw errors.BAD_FILE({ data: { problem: 'The host that the key may go to is not an address.' } });
      }
      return changed(errors, await secrets.set(input));
    }),
    rename: os.secrets.rename.handler(async ({ input, errors }) =>
      changed(errors, await secrets.rename(input.id, input.label)),
    ),
    remove: os.secrets.remove.handler(async ({ input, errors }) => {
      changed(errors, await secrets.remove(input.id));
      return {};
    }),
  });
}
