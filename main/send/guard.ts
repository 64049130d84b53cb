import type { Destination } from '#shared/model/destination.ts';
import type { SendInput } from '#shared/model/send.ts';

const REMEMBERED_MS = 10 * 60_000;

export type Admission = { readonly ok: true; readonly hold: boolean } | { readonly ok: false };

/** What stands in front of production. Here and not in the window, because a window can be made to say anything. */
export type ProductionGuard = {
  admit(destination: Destination, given: SendInput['guard']): Admission;
};

/** `now` is a clock that no change of the system's time can move. */
export function openGuard(now: () => number): ProductionGuard {
  /** For the destination as it was confirmed: pointed elsewhere or renamed, it has to be confirmed again. */
  const remembered = new Map<string, { readonly as: string; readonly until: number }>();
  const as = ({ name, url }: Destination) => `${name}\n${url}`;
  return {
    admit(destination, given) {
      if (destination.environment !== 'production') return { ok: true, hold: false };
      const known = remembered.get(destination.id);
      if (given === undefined) {
        return known !== undefined && known.as === as(destination) && now() < known.until
          ? { ok: true, hold: false }
          : { ok: false };
      }
      if (given.typed !== destination.name) return { ok: false };
      if (given.remember) {
        remembered.set(destination.id, { as: as(destination), until: now() + REMEMBERED_MS });
      }
      return { ok: true, hold: given.hold };
    },
  };
}
