import { draft as draftModel, type Draft } from '#shared/model/draft.ts';

// A tab that is killed runs nothing any more, so what is typed is also kept here, at once, until the engine has it.

const PREFIX = 'firedrill.draft.';
/** Storage holds 5 MB in all; what is larger waits for the engine. */
const MAX_LENGTH = 500_000;

/** False where there is no copy, and what is typed is only in the tab until the engine has it. */
export function keepCopy(draft: Draft): boolean {
  let isKept = false;
  attempt(() => {
    const text = JSON.stringify(draft);
    if (text.length > MAX_LENGTH) return;
    localStorage.setItem(PREFIX + draft.id, text);
    isKept = true;
  });
  return isKept;
}

export function dropCopy(id: string): void {
  attempt(() => localStorage.removeItem(PREFIX + id));
}

export function copies(): readonly Draft[] {
  const found: Draft[] = [];
  attempt(() => {
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      const copy = read(localStorage.getItem(key) ?? '');
      if (copy === null) localStorage.removeItem(key);
      else found.push(copy);
    }
  });
  return found;
}

function read(text: string): Draft | null {
  try {
    const parsed = draftModel.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Storage may be switched off or full; then there is no copy, and everything else still works. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // nothing to do about it
  }
}
