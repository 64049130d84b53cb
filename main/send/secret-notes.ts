import type { Secrets } from '#main/secrets/secrets.ts';

/** How exact the time is at which a key was last used: noting it waits for the disk. */
const EVERY_MS = 1000;

/** Notes when a key was used, but not for each of a thousand rows. */
export function openSecretNotes(secrets: Secrets, now: () => Date): (ids: readonly string[]) => void {
  const noted = new Map<string, number>();
  return (ids) => {
    const at = now().getTime();
    for (const id of ids) {
      const last = noted.get(id);
      if (last !== undefined && Math.abs(at - last) < EVERY_MS) continue;
      noted.set(id, at);
      secrets.used(id);
    }
  };
}
