import type { HistoryPage } from '#shared/model/history.ts';
import type { SendSummary } from '#shared/model/send.ts';

/** The part of the list that was read so far, newest first, without a gap. */
export type Rows = {
  readonly sends: readonly SendSummary[];
  readonly total: number;
  /** There are more than `total`. */
  readonly isMore: boolean;
  readonly hasOlder: boolean;
};

/** One page of the list: what comes after the send `before`. */
export type ReadPage = (before: string | null, limit: number) => Promise<HistoryPage>;

/** So many are read when the page opens, and each time its end is reached. */
export const PAGE = 50;
/** So many can be asked for at once. */
const LARGEST_PAGE = 200;
/** When more than this came in at once, the list begins anew instead of being read up to where it was. */
const MOST_NEW = 1000;

/** The newest `count`, read from nothing. */
export async function readRows(read: ReadPage, count: number): Promise<Rows> {
  let rows: Rows = { sends: [], total: 0, isMore: false, hasOlder: true };
  while (rows.hasOlder && rows.sends.length < count) {
    rows = await readOlder(read, rows, Math.min(LARGEST_PAGE, Math.max(PAGE, count - rows.sends.length)));
  }
  return rows;
}

/** The next ones, under those that are there. */
export async function readOlder(read: ReadPage, rows: Rows, limit = PAGE): Promise<Rows> {
  const page = await read(rows.sends.at(-1)?.id ?? null, limit);
  const known = new Set(rows.sends.map(({ id }) => id));
  return {
    sends: [...rows.sends, ...page.sends.filter(({ id }) => !known.has(id))],
    total: page.total,
    isMore: page.isMore,
    hasOlder: page.sends.length === limit,
  };
}

/** The same list after some sends came in or changed: its top is read again, and further down only what changed. */
export async function refreshed(read: ReadPage, rows: Rows, changed: ReadonlySet<string>): Promise<Rows> {
  let top = await readRows(read, PAGE);
  while (top.hasOlder && rows.sends.length > 0 && !meets(top, rows)) {
    // what stands below would hang on a gap
    if (top.sends.length > MOST_NEW) return top;
    top = await readOlder(read, top, LARGEST_PAGE);
  }
  if (!top.hasOlder || rows.sends.length === 0) return top;
  const joined = { ...top, sends: withRest(top.sends, rows.sends), hasOlder: rows.hasOlder };
  return { ...joined, sends: await reread(read, joined.sends, top.sends.length, changed) };
}

function meets(top: Rows, rows: Rows): boolean {
  const known = new Set(rows.sends.map(({ id }) => id));
  return top.sends.some(({ id }) => known.has(id));
}

/** The old ones that stand below the last that both have. */
function withRest(top: readonly SendSummary[], old: readonly SendSummary[]): readonly SendSummary[] {
  const fresh = new Set(top.map(({ id }) => id));
  const last = old.findLastIndex(({ id }) => fresh.has(id));
  return [...top, ...old.slice(last + 1)];
}

async function reread(
  read: ReadPage,
  sends: readonly SendSummary[],
  from: number,
  changed: ReadonlySet<string>,
): Promise<readonly SendSummary[]> {
  const first = sends.findIndex(({ id }, index) => index >= from && changed.has(id));
  if (first === -1) return sends;
  const last = sends.findLastIndex(({ id }) => changed.has(id));
  const anew: SendSummary[] = [];
  let before = sends[first - 1]?.id ?? null;
  for (let left = last - first + 1; left > 0; ) {
    const limit = Math.min(LARGEST_PAGE, left);
    const page = await read(before, limit);
    anew.push(...page.sends);
    before = page.sends.at(-1)?.id ?? before;
    left -= page.sends.length < limit ? left : limit;
  }
  // one that no longer belongs here has let others move up, and those are further down already
  const again = new Set(anew.map(({ id }) => id));
  return [...sends.slice(0, first), ...anew, ...sends.slice(last + 1).filter(({ id }) => !again.has(id))];
}
