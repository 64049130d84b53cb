const REMEMBERED_MS = 10 * 60_000;

/** Destination → until when it was said not to be asked about. Only spares the question: the engine decides. */
const until = new Map<string, number>();

export function remember(destinationId: string, now = Date.now()): void {
  until.set(destinationId, now + REMEMBERED_MS);
}

export function forget(destinationId: string): void {
  until.delete(destinationId);
}

/** Until when the question is spared, or null. */
export function rememberedUntil(destinationId: string, now = Date.now()): number | null {
  const time = until.get(destinationId) ?? 0;
  return time > now ? time : null;
}
