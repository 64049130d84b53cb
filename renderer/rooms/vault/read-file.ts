/** What one call can carry to the engine, in characters. */
const LONGEST = 900_000;

export type ReadFile =
  | { readonly ok: true; readonly name: string; readonly content: string }
  | { readonly ok: false; readonly problem: string };

export async function readText(file: File): Promise<ReadFile> {
  return read(file, file.size, () => file.text());
}

export async function readBase64(file: File): Promise<ReadFile> {
  return read(file, (file.size / 3) * 4, async () => base64(new Uint8Array(await file.arrayBuffer())));
}

async function read(file: File, length: number, content: () => Promise<string>): Promise<ReadFile> {
  if (length > LONGEST) {
    return { ok: false, problem: `${file.name} is too large to be one of Firedrill’s. Nothing was read.` };
  }
  try {
    return { ok: true, name: file.name, content: await content() };
  } catch {
    return { ok: false, problem: `${file.name} could not be read.` };
  }
}

function base64(bytes: Uint8Array): string {
  // in parts: one call with that many arguments would be too many
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
