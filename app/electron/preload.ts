import { contextBridge, ipcRenderer } from 'electron';
import { type HostBridge, PORT_REQUEST } from '#shared/contract/host-bridge.ts';

// The whole bridge: a page may say "carry this port to the engine", and nothing else. A MessagePort cannot cross the
// context bridge, so it comes as a message of the window to itself.
window.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== PORT_REQUEST || port === undefined) return;
  ipcRenderer.postMessage(PORT_REQUEST, null, [port]);
});

const bridge: HostBridge = { host: 'electron' };
contextBridge.exposeInMainWorld('firedrill', bridge);
