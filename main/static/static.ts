import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export type StaticFile = { readonly bytes: Buffer; readonly type: string; readonly etag: string };
/** URL path → file. What is not in here does not exist: no path on disk is ever made from a URL. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.json': 'application/json',
};

/** Reads the built renderer into memory, once. Throws when it is not there. */
export function loadStatic(root: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(root, path).split(sep).join('/')}`;
    // the bundler's manifest is for tools, not for pages
    if (!entry.isFile() || type === undefined || url.startsWith('/.vite/')) continue;
    const bytes = readFileSync(path);
    files.set(url, { bytes, type, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`No index.html in ${root}. Build it with: npm run build`);
  files.set('/', index);
  return files;
}

export type StaticReply = {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** The document gets a fresh nonce each time, which MUI's styles carry; everything else is cached by its hash. */
export function serveStatic(files: StaticFiles, path: string, connect: 'self' | 'none'): StaticReply {
  const file = files.get(path);
  if (file === undefined) {
    return { status: 404, headers: securityHeaders(connect, null), body: Buffer.from('not found') };
  }
  if (!file.type.startsWith('text/html')) {
    const cache = path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
    const headers = {
      ...securityHeaders(connect, null),
      'content-type': file.type,
      'cache-control': cache,
      etag: file.etag,
    };
    return { status: 200, headers, body: file.bytes };
  }
  const nonce = randomBytes(16).toString('base64');
  return {
    status: 200,
    headers: { ...securityHeaders(connect, nonce), 'content-type': file.type, 'cache-control': 'no-store' },
    body: Buffer.from(file.bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce)),
  };
}

/**
 * On every reply of every host. `connect`: the web host's page talks to its own origin, the desktop's to nothing.
 * No style may be inline but those with the nonce; no script may be anything but a file of ours.
 */
export function securityHeaders(connect: 'self' | 'none', nonce: string | null): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src '${connect}'`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=(), local-network=()',
    vary: 'Sec-Fetch-Site, Origin',
  };
}
