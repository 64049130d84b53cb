let reasons = 0;

/**
 * Has the browser ask before the tab goes away, until the function that comes back is called: for what would be lost
 * with it. Not in the desktop app, where a page that asks keeps the window from closing and says nothing.
 */
export function keepTab(): () => void {
  if (globalThis.firedrill?.host === 'electron') return () => {};
  reasons++;
  if (reasons === 1) addEventListener('beforeunload', ask);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    reasons--;
    if (reasons === 0) removeEventListener('beforeunload', ask);
  };
}

function ask(event: BeforeUnloadEvent) {
  event.preventDefault();
}
