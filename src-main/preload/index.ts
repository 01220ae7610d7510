/** The bridge into the sandboxed page: it can ask for a port to the workbench, and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import {
  BRIDGE_NAME,
  type DesktopBridge,
  MAX_NONCE_LENGTH,
  PORT_CHANNEL,
  PORT_TAG,
  REQUEST_PORT_CHANNEL,
} from './desktop-bridge';

const bridge: DesktopBridge = {
  requestPort(nonce) {
    if (typeof nonce !== 'string' || nonce === '' || nonce.length > MAX_NONCE_LENGTH) return;
    ipcRenderer.send(REQUEST_PORT_CHANNEL, nonce);
  },
};
contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);

// A port cannot cross the context bridge; a window message carries it into the page's world.
ipcRenderer.on(PORT_CHANNEL, (event, nonce: string) => {
  window.postMessage({ tag: PORT_TAG, nonce }, '*', event.ports);
});
