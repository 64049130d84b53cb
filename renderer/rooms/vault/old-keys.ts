import type { Secret } from '#shared/model/secret.ts';

const DAY_MS = 86_400_000;
const OLD_DAYS = 365;

export function ageInDays(secret: Pick<Secret, 'updatedAt'>, now: number): number {
  return Math.floor((now - Date.parse(secret.updatedAt)) / DAY_MS);
}

/** Kept keys that nobody has changed for more than a year, the oldest first. */
export function oldKeys(secrets: readonly Secret[], now: number): readonly Secret[] {
  return secrets
    .filter((secret) => secret.kept === 'vault' && ageInDays(secret, now) > OLD_DAYS)
    .toSorted((a, b) => a.updatedAt.localeCompare(b.updatedAt));
}
