import type { Incident, IncidentPage } from '#shared/model/incident.ts';
import { grouped } from '#shared/text/measure.ts';

/** "3 incidents are still open from before." Only what was there at the start: what came since needs no reminder. */
export function stillOpen(page: IncidentPage, startedAt: string): { count: number; words: string } | null {
  const count = page.incidents.filter(({ openedAt }) => openedAt < startedAt).length;
  if (count === 0) return null;
  const many = `${page.isMore ? 'More than ' : ''}${grouped(count)}`;
  return {
    count,
    words:
      count === 1 && !page.isMore
        ? 'One incident is still open from before.'
        : `${many} incidents are still open from before.`,
  };
}

/** What became of the timers whose time passed while nothing ran. `open`: what is not resolved now. */
export function missedInWords(
  missed: number,
  open: readonly Incident[],
  startedAt: string,
): { readonly tone: 'info' | 'warning'; readonly words: string } | null {
  if (missed === 0) return null;
  const late = open.filter(({ resolveAt }) => resolveAt !== null && resolveAt <= startedAt);
  const one = missed === 1;
  const came = one
    ? 'One incident was to resolve itself while Firedrill was not running.'
    : `${grouped(missed)} incidents were to resolve themselves while Firedrill was not running.`;
  const stuck = late.filter(({ resolveProblem }) => resolveProblem !== null);
  const [first] = stuck;
  if (first !== undefined) {
    const rest = stuck.length === 1 ? 'One is' : `${grouped(stuck.length)} are`;
    return {
      tone: 'warning',
      words: `${came} ${one ? 'It is' : rest} still open: ${first.resolveProblem ?? ''}`,
    };
  }
  if (late.length > 0) return { tone: 'info', words: `${came} Firedrill is doing it now.` };
  return { tone: 'info', words: `${came} That was done at this start.` };
}

export function undecided(interrupted: number, unknown: number): string | null {
  if (interrupted === 0 || unknown === 0) return null;
  const sends = unknown === 1 ? 'One send needs' : `${grouped(unknown)} sends need`;
  return `${sends} a decision: Firedrill stopped while something was under way, and whether the vendor has it is not known.`;
}
