import { readFileSync, statSync } from 'node:fs';
import { InputError } from './print.ts';

/** A file that somebody named, unless it is larger than anything it could be. */
export function readFileUpTo(limit: number, path: string): Buffer {
  try {
    if (statSync(path).size <= limit) return readFileSync(path);
  } catch (error) {
    throw new InputError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  throw new InputError(`${path} is larger than ${limit} bytes, so it is not such a file.`);
}
