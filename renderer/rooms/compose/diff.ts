export type DiffLine = { readonly sign: 'same' | 'gone' | 'new'; readonly text: string };

/** More cells than this take too long for one key press; what differs is then shown as one block. */
const MAX_CELLS = 4_000_000;

/** The fewest lines that have to go and come (longest common subsequence), gone before new. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = before.split('\n');
  const now = after.split('\n');
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end++;
  }
  return [
    ...old.slice(0, start).map(same),
    ...between(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(same),
  ];
}

/** How many places differ: lines that stand together count once. */
export function countChanges(lines: readonly DiffLine[]): number {
  return lines.filter(({ sign }, index) => sign !== 'same' && (lines[index - 1]?.sign ?? 'same') === 'same')
    .length;
}

const same = (text: string): DiffLine => ({ sign: 'same', text });
const gone = (text: string): DiffLine => ({ sign: 'gone', text });
const fresh = (text: string): DiffLine => ({ sign: 'new', text });

function between(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  if (old.length * now.length > MAX_CELLS) return [...old.map(gone), ...now.map(fresh)];
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const was = old[i];
    const is = now[j];
    if (was !== undefined && was === is) {
      lines.push(same(was));
      i++;
      j++;
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(gone(was));
      i++;
    } else if (is !== undefined) {
      lines.push(fresh(is));
      j++;
    }
  }
  return lines;
}
