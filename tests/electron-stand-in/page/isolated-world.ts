/** Runs in the isolated world of a page: what a sandboxed preload can use of Electron. */
import { decodeClone, encodeClone } from '../clone-text';
import {
  BINDING,
  CALL_EVENT,
  EXPOSE_EVENT,
  RECEIVER,
  type BridgeCall,
  type Exposure,
  type FromPreload,
  type ToPreload,
} from './world-events';

type Api = Readonly<Record<string, (...input: readonly unknown[]) => unknown>>;
type IpcListener = (event: { readonly ports: readonly MessagePort[] }, ...input: readonly unknown[]) => void;
type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void;

const world = globalThis as unknown as Record<string, (text: string) => void>;
const documentId = crypto.randomUUID();
const exposed = new Map<string, Api>();
const listeners = new Map<string, IpcListener[]>();
const ports = new Map<number, MessagePort>();

function say(message: FromPreload): void {
  world[BINDING]?.(encodeClone(message));
}

const contextBridge = {
  exposeInMainWorld(name: string, api: Api): void {
    if (exposed.has(name))
      throw new Error(`Cannot bind an API on top of an existing property on the window object`);
    const functions = Object.keys(api);
    if (functions.some((member) => typeof api[member] !== 'function')) {
      throw new TypeError('The bridge of the stand-in carries functions only');
    }
    exposed.set(name, api);
    const exposure: Exposure = { name, functions };
    window.dispatchEvent(new CustomEvent(EXPOSE_EVENT, { detail: encodeClone(exposure) }));
  },
};

const ipcRenderer = {
  send(channel: string, ...input: readonly unknown[]): void {
    say({ type: 'send', document: documentId, channel, input });
  },
  on(channel: string, listener: IpcListener): unknown {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    return ipcRenderer;
  },
};

function requireInSandbox(name: string): unknown {
  if (name === 'electron') return { contextBridge, ipcRenderer };
  throw new Error(`module not found: ${name}`);
}

/** A port whose other end is in the application's process. */
function portFromMain(number: number): MessagePort {
  const { port1, port2 } = new MessageChannel();
  ports.set(number, port1);
  port1.onmessage = ({ data }: MessageEvent<unknown>) =>
    say({ type: 'port-message', port: number, message: data });
  port1.addEventListener('close', () => {
    if (ports.delete(number)) say({ type: 'port-closed', port: number });
  });
  return port2;
}

world[RECEIVER] = (text) => {
  const message = decodeClone(text) as ToPreload;
  switch (message.type) {
    case 'message': {
      const event = { ports: message.ports.map(portFromMain) };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, message.message);
      return;
    }
    case 'port-message':
      ports.get(message.port)?.postMessage(message.message);
      return;
    case 'port-closed': {
      const port = ports.get(message.port);
      ports.delete(message.port);
      port?.close();
    }
  }
};

window.addEventListener(CALL_EVENT, (event) => {
  const { name, member, input } = decodeClone((event as CustomEvent<string>).detail) as BridgeCall;
  if (exposed.get(name)?.[member]?.(...input) !== undefined) {
    throw new TypeError('The bridge of the stand-in carries no results');
  }
});

/** Runs a preload, in the top frame only, as Electron does without `nodeIntegrationInSubFrames`. */
export function runPreload(preload: Preload): void {
  if (window !== window.top) return;
  say({ type: 'document', document: documentId, url: window.location.href });
  const module = { exports: {} };
  preload(requireInSandbox, module, module.exports);
}
