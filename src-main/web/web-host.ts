import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { InvalidInputError } from '@shared/model/input-problem';
import { MAX_FRAME_TO_HOST, WORKBENCH_SOCKET_PATH } from '@shared/wire/web-socket-channel';
import { WebSocketServer } from 'ws';
import { createAccessKeys } from './access-keys';
import { admitRequest, refuseSocket, type Refusal, type RequestFacts } from './admission';
import { builtPage, type PageMiddleware } from './built-page';
import { pageSecurityHeaders, type PageMode } from './content-security-policy';
import { createWorkbenchSockets, type SessionServices } from './workbench-sockets';

/** What is different while developing. */
export interface Development {
  /** Serves the page from its sources, for example Vite's middlewares. */
  readonly page: PageMiddleware;
  /** Lets the same browsers in after a restart, so that an open page finds its way back by itself. */
  readonly cookieSecret: string;
}

export interface WebHostOptions {
  readonly services: SessionServices;
  /** Folder of the built page (`out/renderer`). Not read in development. */
  readonly rendererFolder: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly development?: Development;
  /** Told the new address each time the former one has been used, so that it can be printed. */
  readonly onNewAddress?: (url: string) => void;
}

/** A running browser host. */
export interface WebHost {
  /** Address with the current one-time token: it lets one browser in, and another one takes its place once used. */
  readonly url: string;
  /** Ends all connections and the server; resolves when all sessions are disposed of. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Serves the page and the workbench to browsers of this machine, on the loopback address only. Rejects with
 * InvalidInputError when the port is taken and with WorkbenchError `not-found` when there is no built page.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const mode: PageMode = options.development === undefined ? 'production' : 'development';
  const servePage = options.development?.page ?? (await builtPage(options.rendererFolder));
  const headers = pageSecurityHeaders(mode);
  const server = createServer();
  const port = await listen(server, options.port);
  const keys = createAccessKeys(port, options.development?.cookieSecret);
  const currentUrl = () => `http://${LOOPBACK}:${port}/?token=${keys.token}`;

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const tokenBefore = keys.token;
    const admission = admitRequest(factsOf(request), keys);
    if (keys.token !== tokenBefore) options.onNewAddress?.(currentUrl());
    switch (admission.kind) {
      case 'refuse':
        answer(response, admission.status, admission.message);
        return;
      case 'sign-in':
        response.setHeader('Set-Cookie', admission.cookie);
        response.setHeader('Cache-Control', 'no-store');
        response.writeHead(303, { Location: '/' }).end();
        return;
      case 'serve':
        servePage(request, response, () => {
          answer(response, 404, 'There is no such file.');
        });
    }
  });

  const sockets = createWorkbenchSockets(options.services);
  const upgrades = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_TO_HOST });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuseSocket(factsOf(request), keys, WORKBENCH_SOCKET_PATH);
    if (refusal !== null) refuseUpgrade(socket, refusal);
    else upgrades.handleUpgrade(request, socket, head, sockets.accept);
  });

  return {
    get url() {
      return currentUrl();
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Listens on the loopback address and answers the port. */
async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error);
    });
    server.listen(port, LOOPBACK, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function portTaken(port: number): InvalidInputError {
  const cause = `port ${port} is used by another program`;
  return new InvalidInputError([
    { field: 'port', cause, remedy: 'Choose another port, or 0 for any free one' },
  ]);
}

function factsOf(request: IncomingMessage): RequestFacts {
  const { host, origin, cookie } = request.headers;
  return { method: request.method ?? '', target: request.url ?? '', host, origin, cookie };
}

function answer(response: ServerResponse, status: number, message: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
}

function refuseUpgrade(socket: Duplex, { status, message }: Refusal): void {
  // Nobody else listens to this socket; a peer that hangs up early must not end the host.
  socket.on('error', () => undefined);
  const body = `${message}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
