const units: readonly (readonly [seconds: number, word: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** "40 s", "12 min", "1 h 20 min", "3 d 4 h": as close as somebody who waits for it wants to know. */
export function roughly(ms: number): string {
  const exact = Math.max(0, Math.round(ms / 1000));
  // seconds beside minutes would be gone before they are read
  const seconds = exact < 60 ? exact : Math.round(exact / 60) * 60;
  const at = units.findIndex(([size]) => seconds >= size);
  const [size, word] = units[at] ?? [1, 's'];
  const next = units[at + 1];
  const amount = Math.floor(seconds / size);
  if (next === undefined || next[1] === 's') return `${amount} ${word}`;
  const rest = Math.floor((seconds - amount * size) / next[0]);
  return rest === 0 ? `${amount} ${word}` : `${amount} ${word} ${rest} ${next[1]}`;
}

/** "8:52", "1:02:03": what is left, to the second. */
export function clockLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h === 0 ? `${m}:${two(s)}` : `${h}:${two(m)}:${two(s)}`;
}

/** "90 s", "15 min", "1 h": exactly, in the largest unit that needs no fraction. */
export function exactly(seconds: number): string {
  const [size, word] = units.find(([size]) => seconds >= size && seconds % size === 0) ?? [1, 's'];
  return `${seconds / size} ${word}`;
}
