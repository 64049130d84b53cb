import { type EnvironmentSecrets, takeEnvironmentSecrets } from './secrets/environment.ts';

/**
 * What a program is given for one run, without a file and without an argument that others could read: the vault's
 * passphrase (FIREDRILL_PASSPHRASE) and keys (FIREDRILL_SECRET_<LABEL>). Takes both out of `env`.
 */
export function takeFromEnvironment(env: NodeJS.ProcessEnv): {
  readonly passphrase: string | null;
  readonly environment: EnvironmentSecrets;
} {
  const passphrase = env['FIREDRILL_PASSPHRASE'] ?? '';
  delete env['FIREDRILL_PASSPHRASE'];
  return {
    passphrase: passphrase === '' ? null : passphrase,
    environment: takeEnvironmentSecrets(env, new Date()),
  };
}
