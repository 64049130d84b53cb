/** Unicode code points, which is what the vendors count; `.length` counts an emoji twice. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

const encoder = new TextEncoder();

/** Bytes of the text in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** 1061 → "1,061", whatever the machine's language: these numbers are compared with a vendor's documentation. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** Sizes as people say them: "578 B", "12.4 kB", "512 kB" (1 kB = 1,000 bytes, as the vendors count). */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const kilo = bytes / 1000;
  return `${kilo < 99.95 && kilo % 1 !== 0 ? kilo.toFixed(1) : Math.round(kilo)} kB`;
}
