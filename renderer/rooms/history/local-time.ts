/** A moment as `<input type="datetime-local">` takes it, in the time of this computer; empty where there is none. */
export function asLocal(iso: string | undefined): string {
  if (iso === undefined) return '';
  const at = new Date(iso);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function fromLocal(local: string): string | undefined {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
