/** Every form of a text from which a program could get it back without a key. */
export function formsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const utf16 = Buffer.from(text, 'utf16le');
  const strings = [
    text,
    Array.from(text).toReversed().join(''),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ];
  return [...new Set(strings)].map((form) => Buffer.from(form)).concat(utf16, Buffer.from(utf16).swap16());
}

/** What is the same in every Base64 of something that has `bytes` in it at this offset of three. */
function base64At(bytes: Buffer, offset: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const whole = padded.subarray(0, padded.length - (padded.length % 3));
  const from = offset === 0 ? 0 : 4;
  return [whole.toString('base64').slice(from), whole.toString('base64url').slice(from)];
}

/** The canaries that are somewhere in `haystack`, in whatever form. */
export function canariesIn(haystack: Buffer, canaries: readonly string[]): string[] {
  return canaries.filter((canary) => formsOf(canary).some((form) => haystack.includes(form)));
}
