import type { App, Session, WebContents } from 'electron';
import { serveStatic, type StaticFiles } from '#main/static/static.ts';
import { isOurs, ORIGIN, SCHEME } from './origin.ts';

/** Everything a page could ask of this session, answered no, but for its own files and copying text. */
export function guardSession(session: Session, files: StaticFiles): void {
  session.protocol.handle(SCHEME, (request) => serve(files, request));
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, callback) => {
    callback({ cancel: !isOurs(url) });
  });
  // both are needed: without a handler the default is to allow
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    callback(isAllowed(permission, details.isMainFrame, contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isAllowed(permission, details.isMainFrame, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Whatever contents come to be, from wherever: no windows, no navigation, no webviews. Decided when it happens. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
  // unanswered, Electron picks the first certificate that fits and shows it to whoever asked
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
}

function isAllowed(permission: string, isMainFrame: boolean, from: string): boolean {
  return permission === 'clipboard-sanitized-write' && isMainFrame && isOurs(from);
}

function serve(files: StaticFiles, request: Request & { initiatorOrigin?: string }): Response {
  const { initiatorOrigin, method, url } = request;
  const isFromUs = initiatorOrigin === undefined || initiatorOrigin === ORIGIN;
  const isRead = method === 'GET' || method === 'HEAD';
  const path = isFromUs && isRead && isOurs(url) ? new URL(url).pathname : '/nothing';
  const reply = serveStatic(files, path, 'none');
  return new Response(method === 'HEAD' ? null : new Uint8Array(reply.body), reply);
}
