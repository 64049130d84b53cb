import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session } from 'electron';
import { dataDirPath } from '#main/data-dir/data-dir.ts';
import { openEngine } from '#main/engine.ts';
import { takeFromEnvironment } from '#main/from-environment.ts';
import { loadStatic } from '#main/static/static.ts';
import { VERSION } from '#shared/version.ts';
import { guardContents, guardSession } from './guards.ts';
import { osKeyring } from './key-wrap.ts';
import { menuTemplate } from './menu.ts';
import { SCHEME_PRIVILEGES } from './origin.ts';
import { servePorts } from './port.ts';
import { type Ask, mayQuit } from './quit.ts';
import { refusedSwitch } from './switches.ts';
import { openWindow, webPreferences } from './window.ts';

const refused = app.isPackaged ? refusedSwitch(process.argv) : null;
if (refused !== null) {
  process.stderr.write(`Firedrill does not start with --${refused}.\n`);
  app.exit(1);
} else {
  const dataDir = dataDirPath(app.commandLine.getSwitchValue('data-dir'));
  // the system keeps keys under this name: another one would lose them all
  app.setName('Firedrill');
  app.setPath('userData', join(dataDir, 'electron'));
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([SCHEME_PRIVILEGES]);
  if (app.requestSingleInstanceLock()) void start(dataDir).catch(fail);
  else app.quit();
}

async function start(dataDir: string): Promise<void> {
  guardContents(app);
  await app.whenReady();
  const engine = await openEngine({
    dataDir,
    host: 'electron',
    version: VERSION,
    keyring: osKeyring(safeStorage, process.platform),
    systemProxy: (url) => session.fromPartition('firedrill-network', { cache: false }).resolveProxy(url),
    ...takeFromEnvironment(process.env),
  });
  const client = createRouterClient(engine.router, { context: {} });
  const ask: Ask = async (options) => (await dialog.showMessageBox(options)).response;
  let asked: 'not yet' | 'now' | 'granted' = 'not yet';
  app.on('before-quit', (event) => {
    if (asked === 'granted') return;
    event.preventDefault();
    if (asked === 'now') return;
    asked = 'now';
    // what cannot be asked must not keep it from ending
    void mayQuit(client, ask)
      .catch(() => true)
      .then((isGranted) => {
        asked = isGranted ? 'granted' : 'not yet';
        if (isGranted) app.quit();
        else if (BrowserWindow.getAllWindows().length === 0) open();
      });
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    engine.close().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });

  // no "persist:", so it is gone when the last window is
  const ui = session.fromPartition('firedrill-ui', { cache: false });
  guardSession(ui, loadStatic(join(import.meta.dirname, '../renderer')));
  const windows = new Set<number>();
  servePorts(ipcMain, engine, windows);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)));

  const open = () => {
    const window = openWindow(webPreferences(ui, app.isPackaged));
    const { id } = window.webContents;
    windows.add(id);
    window.on('closed', () => windows.delete(id));
  };
  open();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function fail(error: unknown): void {
  dialog.showErrorBox('Firedrill could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
