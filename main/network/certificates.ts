import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

export type CaFile =
  | { readonly ok: true; readonly certificates: readonly string[]; readonly subjects: readonly string[] }
  /** In words: what is wrong with the file and what to do. */
  | { readonly ok: false; readonly problem: string };

const LARGEST = 4 * 1024 * 1024;

/** The certificates in a PEM file. Whatever else is in it is left where it is. */
export function readCaFile(path: string, now: Date): CaFile {
  const no = (problem: string): CaFile => ({ ok: false, problem });
  let text: string;
  try {
    const { size } = statSync(path);
    if (size > LARGEST) return no(`${path} is larger than 4 MB; a file with certificates is not.`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return no(`${path} cannot be read (${code}). Check the path, or take it out of the settings.`);
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) {
    return no(`${path} has no certificate in it. A PEM file is needed, with “BEGIN CERTIFICATE”.`);
  }
  const subjects: string[] = [];
  for (const [index, pem] of certificates.entries()) {
    try {
      const { subject, validTo } = new X509Certificate(pem);
      const named = subject.replaceAll('\n', ', ');
      if (Date.parse(validTo) < now.getTime()) return no(`The certificate “${named}” expired on ${validTo}.`);
      subjects.push(named);
    } catch {
      return no(`Certificate ${index + 1} in ${path} is damaged.`);
    }
  }
  return { ok: true, certificates, subjects };
}

/** Made once for each set of authorities: a few hundred certificates take longer to read than a request to send. */
const contexts = new Map<string, SecureContext>();

/** Trusts what comes with Node, what the system trusts, and `extra`. */
export function secureContext(extra: readonly string[]): SecureContext {
  const key = extra.join('\n');
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const ca = [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...extra])];
  const made = createSecureContext({ ca, minVersion: 'TLSv1.2' });
  contexts.clear();
  contexts.set(key, made);
  return made;
}
