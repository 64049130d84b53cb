import { createHash } from 'node:crypto';

export type IncidentState = 'open' | 'acknowledged' | 'resolved';

export type SandboxIncident = {
  readonly provider: string;
  /** Counts up for each vendor, as their own incident numbers do. */
  readonly number: number;
  readonly key: string;
  readonly title: string;
  /** The vendor's word for how bad it is, as of the last event. */
  readonly level: string;
  readonly state: IncidentState;
  /** How many events it has taken, the first included. */
  readonly events: number;
  readonly openedAt: string;
  readonly changedAt: string;
};

export type IncidentBook = {
  /** The incident of this identity that is not resolved, if there is one. */
  current(identity: string): SandboxIncident | null;
  /** A new one, even where there was one before: none of the vendors opens a resolved incident again. */
  open(identity: string, facts: IncidentFacts, at: number): SandboxIncident;
  /** Counts an event to it and changes what is given. */
  change(incident: SandboxIncident, changes: IncidentChanges, at: number): SandboxIncident;
  /** Newest first. */
  list(): readonly SandboxIncident[];
};

type IncidentFacts = Pick<SandboxIncident, 'key' | 'title' | 'level'> & { readonly state?: IncidentState };
type IncidentChanges = Partial<Pick<SandboxIncident, 'title' | 'level' | 'state'>>;

/** Keeps the newest `limit` incidents. `shown` makes a text fit for people: no keys in it, and not endless. */
export function createIncidentBook(
  provider: string,
  shown: (text: string) => string,
  limit = 1000,
): IncidentBook {
  const entries = new Map<number, { readonly identity: string; readonly incident: SandboxIncident }>();
  const latest = new Map<string, number>();
  let count = 0;

  function find(identity: string) {
    const number = latest.get(digest(identity));
    return number === undefined ? null : (entries.get(number)?.incident ?? null);
  }

  function forgetOldest() {
    const [oldest] = entries.values();
    if (entries.size <= limit || oldest === undefined) return;
    const { number } = oldest.incident;
    entries.delete(number);
    if (latest.get(oldest.identity) === number) latest.delete(oldest.identity);
  }

  return {
    current(identity) {
      const incident = find(identity);
      return incident?.state === 'resolved' ? null : incident;
    },

    open(identity, facts, at) {
      const time = new Date(at).toISOString();
      const incident: SandboxIncident = {
        provider,
        number: ++count,
        key: shown(facts.key),
        title: shown(facts.title),
        level: shown(facts.level),
        state: facts.state ?? 'open',
        events: 1,
        openedAt: time,
        changedAt: time,
      };
      const entry = { identity: digest(identity), incident };
      entries.set(incident.number, entry);
      latest.set(entry.identity, incident.number);
      forgetOldest();
      return incident;
    },

    change(incident, changes, at) {
      const entry = entries.get(incident.number);
      if (entry === undefined) throw new Error(`incident ${incident.number} is not in this book`);
      const known = entry.incident;
      const changed: SandboxIncident = {
        ...known,
        title: changes.title === undefined ? known.title : shown(changes.title),
        level: changes.level === undefined ? known.level : shown(changes.level),
        state: changes.state ?? known.state,
        events: known.events + 1,
        changedAt: new Date(at).toISOString(),
      };
      entries.set(changed.number, { ...entry, incident: changed });
      return changed;
    },

    list: () => [...entries.values()].toReversed().map((entry) => entry.incident),
  };
}

/** An identity may be as long as a request; a thousand of them must not be. */
function digest(identity: string): string {
  return createHash('sha256').update(identity).digest('base64');
}
