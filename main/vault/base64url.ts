/**
 * The bytes of a base64url text, or null. Only the one spelling that `encodeBase64url` writes: `Buffer` itself takes
 * padding, `+/`, line breaks and stray low bits, and each would be another file that means the same.
 */
export function decodeBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return encodeBase64url(bytes) === text ? bytes : null;
}

export function encodeBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** For a text that a schema has checked already. */
export function checkedBase64url(text: string): Buffer {
  const bytes = decodeBase64url(text);
  if (bytes === null) throw new Error('a text that was checked is not canonical base64url');
  return bytes;
}
