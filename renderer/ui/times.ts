/** Local wall time, to the second today and to the minute on other days: "22:41:07", "20 Nov 22:41". */
export function shortTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (at.toDateString() === now.toDateString()) {
    return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(at);
  }
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(at);
  const year = at.getFullYear() === now.getFullYear() ? '' : ` ${at.getFullYear()}`;
  return `${day}${year} ${clock.format(at)}`;
}

/** To the millisecond, for what follows one another closely. */
export function exactTime(iso: string): string {
  const at = new Date(iso);
  return `${new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(at)}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** Where there is room for five characters: the time today, the day before that. */
export function briefTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  return at.toDateString() === now.toDateString()
    ? new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(at)
    : new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(at);
}
