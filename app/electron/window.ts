import { join } from 'node:path';
import { BrowserWindow, type Session, type WebPreferences } from 'electron';
import { START } from './origin.ts';

export function webPreferences(session: Session, isPackaged: boolean): WebPreferences {
  return {
    session,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    enableWebSQL: false,
    spellcheck: false,
    safeDialogs: true,
    disableDialogs: true,
    devTools: !isPackaged,
  };
}

/** The one place that makes a window. */
export function openWindow(preferences: WebPreferences): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 480,
    minHeight: 480,
    show: false,
    title: 'Firedrill',
    backgroundColor: '#f3f3ee',
    webPreferences: preferences,
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(START);
  return window;
}
