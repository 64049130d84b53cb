import type { StoredSecret } from './secrets.ts';
import { describeSecret } from './secrets.ts';
import { SecretValue } from './secret-value.ts';

const PREFIX = 'FIREDRILL_SECRET_';
const ORIGIN = '_ORIGIN';

export type EnvironmentSecrets = { list(): readonly StoredSecret[] };

/**
 * Keys for a run that writes nothing, as in CI: FIREDRILL_SECRET_<LABEL> is known as `env:<LABEL>`. Such a key may go
 * to the vendor's own addresses, or to the one in FIREDRILL_SECRET_<LABEL>_ORIGIN: whoever can edit a file of
 * destinations must not be able to send it elsewhere. Takes them out of `env`, so that no child process inherits them.
 */
export function takeEnvironmentSecrets(env: NodeJS.ProcessEnv, now: Date): EnvironmentSecrets {
  const at = now.toISOString();
  const names = Object.keys(env).filter((name) => name.startsWith(PREFIX) && name.length > PREFIX.length);
  const secrets = names
    .filter((name) => !name.endsWith(ORIGIN))
    .flatMap((name): StoredSecret[] => {
      const value = env[name] ?? '';
      const label = name.slice(PREFIX.length);
      const origin = env[name + ORIGIN] ?? '';
      if (value === '') return [];
      const boundOrigin = URL.canParse(origin) ? new URL(origin).origin : '';
      const base = {
        id: `env:${label}`,
        label,
        provider: '',
        slot: '',
        boundOrigin,
        value,
        createdAt: at,
        updatedAt: at,
      };
      return [{ meta: describeSecret(base, 'environment', null), value: new SecretValue(value) }];
    });
  for (const name of names) delete env[name];
  return { list: () => secrets };
}
