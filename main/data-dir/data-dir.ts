import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** The platform's place for Firedrill's data, unless the caller or FIREDRILL_DATA_DIR says where. */
export function dataDirPath(asked: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  const fromEnvironment = env['FIREDRILL_DATA_DIR'];
  if (asked !== undefined && asked !== '') return resolve(asked);
  if (fromEnvironment !== undefined && fromEnvironment !== '') return resolve(fromEnvironment);
  return envPaths('firedrill', { suffix: '' }).data;
}

/** Makes the directory if it is not there, for this user only. Throws in words when it cannot be used. */
export function openDataDir(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const stat = lstatSync(path);
  if (!stat.isDirectory())
    throw new Error(`${path} is not a directory (or a link to one). Name another with --data-dir.`);
  const uid = process.getuid?.();
  if (uid !== undefined) {
    if (stat.uid !== uid) throw new Error(`${path} belongs to another user. Name another with --data-dir.`);
    if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o700);
  }
  return path;
}
