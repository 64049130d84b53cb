export type Gatherer<T> = {
  readonly add: (item: T) => void;
  /** What was not passed on yet never is. */
  readonly stop: () => void;
};

/** Passes the first on at once, and what comes within `ms` of it together: a batch says hundreds of things a second. */
export function gather<T>(ms: number, pass: (items: readonly T[]) => void): Gatherer<T> {
  let items: T[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    if (items.length === 0) return;
    const passed = items;
    items = [];
    timer = setTimeout(flush, ms);
    pass(passed);
  };
  return {
    add(item) {
      items.push(item);
      if (timer === null) flush();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      items = [];
    },
  };
}
