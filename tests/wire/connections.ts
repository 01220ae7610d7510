import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { startWebHost, type WebHost } from '@main/web/web-host';
import type { Workbench } from '@shared/contract/workbench';
import type { Channel } from '@shared/wire/channel';
import {
  messagePortChannel,
  messagePortMainChannel,
  type MessagePortLike,
} from '@shared/wire/message-port-channel';
import { serveWorkbench } from '@shared/wire/serve-workbench';
import { webSocketChannel } from '@shared/wire/web-socket-channel';
import { MessageChannelMain } from '../electron-stand-in/application/message-port-main';

/** The page's end of a connection to `workbench`, and ways to cut it. */
export interface Connection {
  readonly page: Channel;
  /** The host goes away without a word. */
  loseHost(): void;
  close(): Promise<void>;
}

export type Connect = (workbench: Workbench) => Promise<Connection>;

/** Serves `workbench` at one end of a channel of this process; the other end is the page's. */
function joinEnds(workbench: Workbench, host: Channel, page: Channel): Promise<Connection> {
  serveWorkbench(host, workbench);
  return Promise.resolve({
    page,
    loseHost: () => {
      host.close();
    },
    close: () => {
      page.close();
      return Promise.resolve();
    },
  });
}

/** Over a MessageChannel of the DOM, as Node has it too. */
const connectPorts: Connect = (workbench) => {
  const { port1, port2 } = new MessageChannel();
  return joinEnds(workbench, messagePortChannel(asDomPort(port1)), messagePortChannel(asDomPort(port2)));
};

/** Node's port has the listeners of the DOM's; its type declarations do not say so. */
export function asDomPort(port: MessagePort): MessagePortLike {
  return port as unknown as MessagePortLike;
}

/** Over Electron's channel, by the rules of the stand-in for it. */
const connectMainPorts: Connect = (workbench) => {
  const { port1, port2 } = new MessageChannelMain();
  return joinEnds(workbench, messagePortMainChannel(port1), messagePortMainChannel(port2));
};

/** A browser host on a page of one line, serving `workbench`. */
export async function hostOf(workbench: Workbench): Promise<{ host: WebHost; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'grassflow-page-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Grassflow</title>');
  const services = { openSession: () => Object.assign(workbench, { dispose: () => Promise.resolve() }) };
  const host = await startWebHost({ services, rendererFolder: folder, port: 0 });
  return {
    host,
    async close() {
      await host.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Opens a socket as the page of `host` does, cookie included. */
export async function openPageSocket(host: WebHost): Promise<WebSocket> {
  const { origin } = new URL(host.url);
  const signIn = await fetch(host.url, { redirect: 'manual' });
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  return new WebSocket(`${origin.replace('http', 'ws')}/workbench`, { headers: { cookie, origin } });
}

const connectSocket: Connect = async (workbench) => {
  const { host, close } = await hostOf(workbench);
  const socket = await openPageSocket(host);
  const page = webSocketChannel(socket, 'page');
  return {
    page,
    loseHost: () => void host.close(),
    async close() {
      page.close();
      await close();
    },
  };
};

/** All connections there are, by name. */
export const CONNECTIONS: readonly (readonly [string, Connect])[] = [
  ['MessagePort', connectPorts],
  ['MessagePortMain', connectMainPorts],
  ['WebSocket', connectSocket],
];
