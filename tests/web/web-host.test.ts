import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { newSecret } from '@main/web/access-keys';
import { startWebHost, type Development, type WebHost, type WebHostOptions } from '@main/web/web-host';
import { HEARTBEAT_MILLISECONDS } from '@main/web/workbench-sockets';
import type { HostUi } from '@main/workbench/host-ui';
import type { WorkbenchDescription } from '@shared/contract/workbench';
import { connectWorkbench } from '@shared/wire/connect-workbench';
import { MAX_FRAME_TO_HOST, webSocketChannel } from '@shared/wire/web-socket-channel';
import { fakeWorkbench } from '../wire/fake-workbench';

const PAGE = '<!doctype html><title>Grassflow</title>';
const DESCRIPTION = { host: 'web', version: '1' } as unknown as WorkbenchDescription;

const DEVELOPMENT: Development = {
  page: (incoming, response, next) => {
    if (incoming.url === '/') response.end('from the development server');
    else next();
  },
  cookieSecret: newSecret(),
};

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let folder: string;
let host: WebHost;
let sessions: { opened: HostUi[]; disposed: number };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grassflow-web-'));
  await mkdir(join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(join(folder, 'page', 'index.html'), PAGE);
  await writeFile(join(folder, 'page', 'assets', 'index-4f2a.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  sessions = { opened: [], disposed: 0 };
  host = await startHost({});
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

function startHost(options: Partial<WebHostOptions>): Promise<WebHost> {
  const services = {
    openSession: (ui: HostUi) => {
      sessions.opened.push(ui);
      const dispose = () => {
        sessions.disposed += 1;
        return Promise.resolve();
      };
      return Object.assign(fakeWorkbench({ describe: () => DESCRIPTION }), { dispose });
    },
  };
  return startWebHost({ services, rendererFolder: join(folder, 'page'), port: 0, ...options });
}

const port = () => Number(new URL(host.url).port);
const authority = () => `127.0.0.1:${port()}`;
const origin = () => `http://${authority()}`;
const token = () => new URL(host.url).searchParams.get('token') ?? '';

/** A request exactly as given: fetch would tidy paths and refuse to set Host. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: port(), path, method, headers, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      },
    );
    sent.on('error', reject).end();
  });
}

async function signIn(): Promise<string> {
  const answer = await ask(`/?token=${token()}`);
  expect(answer.status).toBe(303);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** Opens a socket; resolves with it, or with the status it was refused with. */
function openSocket(headers: Record<string, string>, path = '/workbench'): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${authority()}${path}`, { headers });
    socket.on('open', () => {
      resolve(socket);
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

async function openPage(): Promise<WebSocket> {
  const socket = await openSocket({ origin: origin(), cookie: await signIn() });
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}

const closed = (socket: WebSocket) =>
  new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
    });
  });

describe('the way in', () => {
  it('exchanges the token for a cookie and leads to the clean address', async () => {
    const { status, headers } = await ask(`/?token=${token()}`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^grassflow-\d+=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/),
    ]);
  });

  it('serves the page to whoever holds the cookie, again and again', async () => {
    const cookie = await signIn();
    for (let reload = 0; reload < 3; reload += 1) {
      const { status, headers, body } = await ask('/', { cookie: `theme=dark; ${cookie}; lang=en` });
      expect([status, body]).toEqual([200, PAGE]);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
    }
    const script = await ask('/assets/index-4f2a.js?import', { cookie });
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it('uses a token up and announces the next', async () => {
    const addresses: string[] = [];
    const second = await startHost({ onNewAddress: (url) => addresses.push(url) });
    await host.close();
    host = second;
    const used = token();
    await signIn();
    expect((await ask(`/?token=${used}`)).status).toBe(403);
    expect(addresses).toEqual([host.url]);
    expect(host.url).not.toContain(used);
    await signIn();
    expect(addresses).toHaveLength(2);
  });

  it('takes a used address from a browser that is in already, and a HEAD request uses nothing up', async () => {
    const used = token();
    expect((await ask(`/?token=${used}`, {}, 'HEAD')).status).toBe(403);
    const cookie = await signIn();
    const { status, headers } = await ask(`/?token=${used}`, { cookie });
    expect([status, headers.location]).toEqual([303, '/']);
  });

  it('has other secrets at every start', async () => {
    const other = await startHost({});
    try {
      expect(new URL(other.url).searchParams.get('token')).not.toBe(token());
    } finally {
      await other.close();
    }
  });

  it('sends the security headers with every answer, refusals included', async () => {
    const cookie = await signIn();
    for (const answer of [await ask('/', { cookie }), await ask('/'), await ask('/none', { cookie })]) {
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it('answers HEAD with the headers only', async () => {
    const { status, headers, body } = await ask('/', { cookie: await signIn() }, 'HEAD');
    expect([status, headers['content-length'], body]).toEqual([200, String(PAGE.length), '']);
  });
});

describe('refused requests', () => {
  it.each<[string, number, (cookie: string) => Promise<Answer>]>([
    ['no token and no cookie', 403, () => ask('/')],
    ['a wrong token', 403, () => ask('/?token=wrong')],
    ['an empty token', 403, () => ask('/?token=')],
    ['a wrong cookie', 403, () => ask('/', { cookie: `grassflow-${port()}=wrong` })],
    ['an empty cookie', 403, () => ask('/', { cookie: `grassflow-${port()}=` })],
    ['the cookie under another name', 403, (cookie) => ask('/', { cookie: `x${cookie}` })],
    ['an asset without cookie', 403, () => ask('/assets/index-4f2a.js')],
    ['a foreign Host', 403, (cookie) => ask('/', { cookie, host: `evil.example:${port()}` })],
    ['a Host that begins like ours', 403, (cookie) => ask('/', { cookie, host: '127.0.0.1.evil.example' })],
    ['a foreign Host with the token', 403, () => ask(`/?token=${token()}`, { host: 'evil.example' })],
    ['a foreign Origin', 403, (cookie) => ask('/', { cookie, origin: 'http://evil.example' })],
    ['the Origin of another port', 403, (cookie) => ask('/', { cookie, origin: 'http://127.0.0.1:1' })],
    ['an Origin that is hidden', 403, (cookie) => ask('/', { cookie, origin: 'null' })],
    ['POST', 405, (cookie) => ask('/', { cookie }, 'POST')],
    ['DELETE', 405, (cookie) => ask('/', { cookie }, 'DELETE')],
    ['OPTIONS', 405, (cookie) => ask('/', { cookie }, 'OPTIONS')],
    ['a file that is not there', 404, (cookie) => ask('/none.js', { cookie })],
    ['the parent folder', 404, (cookie) => ask('/../secret.txt', { cookie })],
    ['the parent folder of a folder', 404, (cookie) => ask('/assets/../../secret.txt', { cookie })],
    ['the parent folder in escapes', 404, (cookie) => ask('/%2e%2e%2fsecret.txt', { cookie })],
    ['the parent folder in double escapes', 404, (cookie) => ask('/%252e%252e/secret.txt', { cookie })],
    ['the parent folder with backslashes', 404, (cookie) => ask('/..\\secret.txt', { cookie })],
    ['a null byte', 404, (cookie) => ask('/index.html%00.png', { cookie })],
    ['a broken escape', 404, (cookie) => ask('/%', { cookie })],
    ['__proto__', 404, (cookie) => ask('/__proto__', { cookie })],
    ['another host in the path', 400, (cookie) => ask('//evil.example/', { cookie })],
    ['a whole address as path', 400, (cookie) => ask('http://evil.example/', { cookie })],
  ])('%s', async (_name, status, send) => {
    const cookie = await signIn();
    const answer = await send(cookie);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('secret');
    // And the host is none the worse for it.
    expect((await ask('/', { cookie })).status).toBe(200);
  });

  it('nonsense instead of HTTP does not hurt', async () => {
    const socket = connect(port(), '127.0.0.1');
    socket.write('\x00\xff nonsense\r\n\r\n');
    await new Promise((resolve) => socket.on('close', resolve).resume());
    expect((await ask('/', { cookie: await signIn() })).status).toBe(200);
  });

  it('takes all names of this machine, and any port of a tunnel', async () => {
    const cookie = await signIn();
    for (const name of ['localhost', `localhost:${port()}`, '127.0.0.1:9999', `[::1]:${port()}`]) {
      expect((await ask('/', { cookie, host: name, origin: `http://${name}` })).status).toBe(200);
    }
  });
});

describe('the socket', () => {
  it('opens one session for each connection, without native dialogs', async () => {
    const workbench = connectWorkbench(webSocketChannel(await openPage(), 'page'));
    expect(await workbench.describe()).toEqual(DESCRIPTION);
    await connectWorkbench(webSocketChannel(await openPage(), 'page')).describe();
    expect(sessions.opened).toEqual([
      { pickPath: null, revealPath: null },
      { pickPath: null, revealPath: null },
    ]);
  });

  it.each<[string, number, (cookie: string) => Promise<WebSocket | number>]>([
    ['no cookie', 403, () => openSocket({ origin: origin() })],
    ['a wrong cookie', 403, () => openSocket({ origin: origin(), cookie: `grassflow-${port()}=wrong` })],
    ['the token instead', 403, () => openSocket({ origin: origin() }, `/workbench?token=${token()}`)],
    ['no Origin', 403, (cookie) => openSocket({ cookie })],
    ['a foreign Origin', 403, (cookie) => openSocket({ cookie, origin: 'https://evil.example' })],
    [
      'a foreign Host',
      403,
      (cookie) => openSocket({ cookie, origin: 'http://evil.example', host: 'evil.example' }),
    ],
    ['another path', 404, (cookie) => openSocket({ cookie, origin: origin() }, '/workbench/x')],
  ])('is refused with %s', async (_name, status, open) => {
    expect(await open(await signIn())).toBe(status);
    expect(sessions.opened).toEqual([]);
  });

  it('closes on a frame that is too large', async () => {
    const socket = await openPage();
    socket.send(new Uint8Array(MAX_FRAME_TO_HOST + 1));
    expect((await closed(socket)).code).toBe(1009);
    expect((await ask('/', { cookie: await signIn() })).status).toBe(200);
  });

  it.each([
    ['text', '{"kind":"call"}'],
    ['bytes that are no message', new Uint8Array([0xc1])],
  ])('closes on %s, with a reason', async (_name, frame) => {
    const socket = await openPage();
    socket.send(frame);
    expect(await closed(socket)).toMatchObject({
      code: 4400,
      reason: expect.stringContaining('frame') as string,
    });
  });

  it('gives a page that comes back the session it had, and a second page one of its own', async () => {
    const first = await openPage();
    await connectWorkbench(webSocketChannel(first, 'page')).describe();
    const gone = closed(first);
    first.terminate();
    await gone;
    await connectWorkbench(webSocketChannel(await openPage(), 'page')).describe();
    expect([sessions.opened.length, sessions.disposed]).toEqual([1, 0]);
    await connectWorkbench(webSocketChannel(await openPage(), 'page')).describe();
    expect([sessions.opened.length, sessions.disposed]).toEqual([2, 0]);
  });

  it('is cut off when it shows no sign of life any more', async () => {
    const headers = { origin: origin(), cookie: await signIn() };
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const open = (autoPong: boolean) =>
        new WebSocket(`ws://${authority()}/workbench`, { headers, autoPong });
      const [mute, lively] = [open(false), open(true)];
      await Promise.all([mute, lively].map((socket) => once(socket, 'open')));
      const end = closed(mute);
      for (let beat = 0; beat < 3; beat += 1) {
        const pinged = once(lively, 'ping');
        vi.advanceTimersByTime(HEARTBEAT_MILLISECONDS);
        await pinged;
        // Its answer has arrived once the host has answered something sent after it.
        await connectWorkbench(webSocketChannel(lively, 'page')).describe();
      }
      expect((await end).code).toBe(1006);
      expect(lively.readyState).toBe(WebSocket.OPEN);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends with the host, all sessions disposed of', async () => {
    const former = await openPage();
    const present = await openPage();
    former.terminate();
    await closed(former);
    const end = closed(present);
    await host.close();
    await end;
    expect(sessions.disposed).toBe(sessions.opened.length);
    await expect(ask('/')).rejects.toThrow('ECONNREFUSED');
    host = await startHost({});
  });
});

describe('starting', () => {
  it('says which port is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port: taken } = blocker.address() as AddressInfo;
    await expect(startHost({ port: taken })).rejects.toMatchObject({
      problems: [{ field: 'port', cause: expect.stringContaining(String(taken)) as string }],
    });
    blocker.close();
  });

  it('says that the page has not been built', async () => {
    await expect(startHost({ rendererFolder: join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('hands requests to the page of the development server, with its own policy', async () => {
    await host.close();
    host = await startHost({
      rendererFolder: join(folder, 'nowhere'),
      development: DEVELOPMENT,
    });
    const cookie = await signIn();
    const page = await ask('/', { cookie });
    expect(page.body).toBe('from the development server');
    expect(page.headers['content-security-policy']).toContain("connect-src 'self' ws:");
    expect((await ask('/other', { cookie })).status).toBe(404);
    expect((await ask('/')).status).toBe(403);
  });

  it('knows the browsers it has let in after a restart only in development', async () => {
    for (const [options, status] of [
      [{}, 403],
      [{ development: DEVELOPMENT }, 200],
    ] as const) {
      await host.close();
      host = await startHost(options);
      const cookie = await signIn();
      const samePort = port();
      await host.close();
      host = await startHost({ ...options, port: samePort });
      expect((await ask('/', { cookie })).status).toBe(status);
    }
  });
});
