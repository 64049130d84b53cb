// A recording double of Electron's main process: only what app/electron uses. Each member is held against
// electron.d.ts, so a method that Electron drops, or a parameter that it changes, does not compile here.
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as E from 'electron';

/** What the program under test did, in order. */
export const recording: { readonly what: string; readonly value: unknown }[] = [];
const record = (what: string, value: unknown = null) => void recording.push({ what, value });

/** `on` has dozens of overloads; an EventEmitter stands in for all of them. */
type WithoutEvents<T, K extends keyof T> = Pick<
  T,
  Exclude<K, 'on' | 'once' | 'off' | 'addListener' | 'removeListener'>
>;

class AppDouble extends EventEmitter {
  isPackaged = false;
  readonly switches = new Map<string, string>();
  readonly paths = new Map<string, string>();
  holdsInstanceLock = true;
  readonly commandLine = {
    getSwitchValue: (name: string) => this.switches.get(name) ?? '',
  } satisfies Partial<E.CommandLine>;
  #ready: Promise<void> = Promise.resolve();

  /** For the test: `whenReady` waits for this. */
  becomesReady(ready: Promise<void>): void {
    this.#ready = ready;
  }
  whenReady(): Promise<void> {
    return this.#ready.then(() => record('ready'));
  }
  enableSandbox(): void {
    record('enableSandbox');
  }
  setName(name: string): void {
    record('setName', name);
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  requestSingleInstanceLock(): boolean {
    return this.holdsInstanceLock;
  }
  quit(): void {
    record('quit');
    let isPrevented = false;
    this.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.emit('will-quit', { preventDefault() {} });
  }
  exit(code?: number): void {
    record('exit', code ?? 0);
  }
}
export const app = new AppDouble() satisfies WithoutEvents<
  E.App,
  | 'enableSandbox'
  | 'setName'
  | 'setPath'
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'
  | 'isPackaged'
  | 'whenReady'
>;
app.switches.set(
  'data-dir',
  process.env['FIREDRILL_DATA_DIR'] ?? join(tmpdir(), 'firedrill-electron-double'),
);

class IpcMainDouble extends EventEmitter {
  handle(channel: string): void {
    record('ipcMain.handle', channel);
  }
}
export const ipcMain = new IpcMainDouble();

/** One end of a channel in the main process. `arrive` is what the page's end posted; `posted` what went back. */
export class MessagePortDouble extends EventEmitter {
  readonly posted: unknown[] = [];
  isStarted = false;
  isClosed = false;
  readonly #early: unknown[] = [];

  start(): void {
    this.isStarted = true;
    for (const data of this.#early.splice(0)) this.emit('message', { data });
  }
  postMessage(message: unknown): void {
    const clone: unknown = structuredClone(message);
    this.posted.push(clone);
    this.emit('posted', clone);
  }
  arrive(data: unknown): void {
    if (this.isStarted) this.emit('message', { data: structuredClone(data) });
    else this.#early.push(structuredClone(data));
  }
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.emit('close');
  }
}
void (MessagePortDouble satisfies new () => WithoutEvents<
  E.MessagePortMain,
  'start' | 'postMessage' | 'close'
>);

type Handler<K extends keyof E.Session> = Parameters<
  E.Session[K] extends (...a: never[]) => unknown ? E.Session[K] : never
>[0];
type BeforeRequest = (details: { url: string }, callback: (response: E.CallbackResponse) => void) => void;

class SessionDouble extends EventEmitter {
  readonly schemes = new Map<string, (request: Request) => Response | Promise<Response>>();
  beforeRequest: BeforeRequest | null = null;
  permissionRequest: Handler<'setPermissionRequestHandler'> = null;
  permissionCheck: Handler<'setPermissionCheckHandler'> = null;
  devicePermission: Handler<'setDevicePermissionHandler'> = null;

  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
      this.schemes.set(scheme, handler);
    },
  };
  readonly webRequest = {
    onBeforeRequest: (filter: E.WebRequestFilter, listener: BeforeRequest) => {
      record('onBeforeRequest', filter.urls);
      this.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: Handler<'setPermissionRequestHandler'>): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Handler<'setPermissionCheckHandler'>): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: Handler<'setDevicePermissionHandler'>): void {
    this.devicePermission = handler;
  }
}
void (SessionDouble satisfies new () => WithoutEvents<
  E.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>);

export const partitions = new Map<string, SessionDouble>();
export const session = {
  fromPartition(partition: string, options?: E.FromPartitionOptions) {
    record('fromPartition', { partition, options });
    const made = partitions.get(partition) ?? new SessionDouble();
    partitions.set(partition, made);
    return made;
  },
};
Object.defineProperty(session, 'defaultSession', {
  get() {
    throw new Error('the default session is not to be used');
  },
});

export const protocol = {
  registerSchemesAsPrivileged(schemes: E.CustomScheme[]): void {
    record('registerSchemesAsPrivileged', schemes);
  },
} satisfies Partial<E.Protocol>;

let nextId = 1;

export class WebContentsDouble extends EventEmitter {
  readonly id = nextId++;
  readonly mainFrame: { url: string; origin: string; parent: unknown } = {
    url: '',
    origin: 'null',
    parent: null,
  };
  openHandler: Parameters<E.WebContents['setWindowOpenHandler']>[0] | null = null;
  isGone = false;

  setWindowOpenHandler(handler: Parameters<E.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  close(): void {
    this.isGone = true;
    record('webContents.close', this.id);
  }
}
void (WebContentsDouble satisfies new () => WithoutEvents<
  E.WebContents,
  'id' | 'setWindowOpenHandler' | 'isDestroyed' | 'getURL' | 'close'
>);

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all;
  }
  readonly webContents = new WebContentsDouble();
  readonly options: E.BrowserWindowConstructorOptions;

  constructor(options: E.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    this.webContents.mainFrame.origin = /^\w+:\/\/[^/]+/.exec(url)?.[0] ?? 'null';
    return Promise.resolve();
  }
  show(): void {
    record('show');
  }
  focus(): void {
    record('focus');
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {
    record('restore');
  }
}
void (BrowserWindow satisfies new (
  options: E.BrowserWindowConstructorOptions,
) => WithoutEvents<E.BrowserWindow, 'loadURL' | 'show' | 'focus' | 'isMinimized' | 'restore'>);

export const Menu = {
  buildFromTemplate: (template: E.MenuItemConstructorOptions[]) => template,
  setApplicationMenu(menu: unknown): void {
    record('setApplicationMenu', menu);
  },
};

/** A keyring that protects, as Secret Service does on Linux: its output is tagged `v11`. */
export const keyring: { tag: string; backend: ReturnType<E.SafeStorage['getSelectedStorageBackend']> } = {
  tag: 'v11',
  backend: 'gnome_libsecret',
};
export const safeStorage = {
  getSelectedStorageBackend: () => keyring.backend,
  encryptStringAsync(text: string): Promise<Buffer> {
    return Promise.resolve(Buffer.from(keyring.tag + Buffer.from(text).toString('base64')));
  },
  decryptStringAsync(blob: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const result = Buffer.from(blob.toString().slice(3), 'base64').toString();
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
  // the synchronous half is not to be touched
  encryptString: forbidden,
  decryptString: forbidden,
  isEncryptionAvailable: forbidden,
  setUsePlainTextEncryption: forbidden,
} satisfies Pick<
  E.SafeStorage,
  'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync' | 'setUsePlainTextEncryption'
> &
  Record<string, unknown>;

function forbidden(): never {
  throw new Error('the synchronous half of safeStorage is not to be used');
}

/** What somebody presses in the next dialogs, by its label; closed without a choice when nothing is left. */
export const pressed: string[] = [];
export const dialog = {
  showMessageBox(
    ...given: [E.MessageBoxOptions] | [E.BaseWindow, E.MessageBoxOptions]
  ): Promise<E.MessageBoxReturnValue> {
    const options = given.length === 1 ? given[0] : given[1];
    record('showMessageBox', options);
    const index = options.buttons?.indexOf(pressed.shift() ?? '') ?? -1;
    return Promise.resolve({ response: index < 0 ? (options.cancelId ?? 0) : index, checkboxChecked: false });
  },
  showErrorBox(title: string, content: string): void {
    record('showErrorBox', { title, content });
  },
} satisfies Partial<E.Dialog>;
