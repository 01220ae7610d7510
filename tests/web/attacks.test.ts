import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { encode } from '@msgpack/msgpack';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { startWebHost, type WebHost } from '@main/web/web-host';
import { WORKBENCH_CALLS, type Workbench } from '@shared/contract/workbench';
import { connectWorkbench } from '@shared/wire/connect-workbench';
import { decodeFrame, encodeFrame } from '@shared/wire/frame';
import { MAX_FRAME_TO_HOST, webSocketChannel } from '@shared/wire/web-socket-channel';
import { temporaryFolder } from '../files/temporary-folder';
import { openPageSocket } from '../wire/connections';
import { testServices } from '../workbench/test-services';

/** A folder with a confined host's root in it, and what lies around that root. */
let outside: string;
let root: string;
let host: WebHost;

beforeEach(async () => {
  outside = await temporaryFolder();
  root = join(outside, 'root');
  await mkdir(join(outside, 'elsewhere'));
  await mkdir(root);
  await writeFile(join(outside, 'secret.json'), '{"secret":true}');
  const page = await temporaryFolder();
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Grassflow</title>');
  const { services } = await testServices({ host: 'web', allowedRoot: root, projectsFolder: root });
  host = await startWebHost({ services, rendererFolder: page, port: 0 });
  onTestFinished(() => host.close());
});

/** Every file below the folder but those in the root, with its content. */
async function surroundings(): Promise<Record<string, string>> {
  const entries = await readdir(outside, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.startsWith(root));
  const read = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path, await readFile(path, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

async function openPage(): Promise<{ socket: WebSocket; workbench: Workbench }> {
  const socket = await openPageSocket(host);
  const workbench = connectWorkbench(webSocketChannel(socket, 'page'));
  await workbench.describe();
  return { socket, workbench };
}

const callWith = (workbench: Workbench, name: string, input: unknown): Promise<unknown> =>
  (workbench as unknown as Record<string, (input: unknown) => Promise<unknown>>)[name]?.(input) ??
  Promise.reject(new Error(`there is no call ${name}`));

const LINK = { kind: 'hermite', r: 1, terms: [{ beta: [1], c: 1 }] };
const TARGET = { id: 'a', name: 'A', link: LINK };

const EXPERIMENT = {
  id: 'e',
  name: 'E',
  targetId: 'a',
  dimension: 100,
  studentWidth: null,
  start: { kind: 'haar', seed: 1 },
  flows: [{ kind: 'two-timescale' }],
  relativeTolerance: 1e-9,
  horizon: 1e3,
  thresholds: { overlapLevels: [0.7], plateauRate: 0.01, settledFraction: 1e-10 },
};

/** Paths by which a project, a copy or an export would leave the root. */
const ESCAPES: readonly (readonly [string, () => string])[] = [
  ['the folder above', () => outside],
  ['the folder beside', () => join(outside, 'elsewhere', 'x')],
  ['the way up', () => `${root}/../elsewhere/x`],
  ['the way up from a project', () => `${root}/study.grassflow/../../elsewhere/x`],
  ['a name that begins like the root', () => `${root}-beside`],
  ['a link', () => join(root, 'way-out', 'x')],
  ['a relative path', () => 'elsewhere/x'],
  ['a null byte', () => `${root}/x\0.grassflow`],
  ['the root of the disk', () => '/'],
  ['the password file', () => '/etc/passwd'],
  ['an address', () => 'file:///etc/passwd'],
  ['nothing', () => ''],
];

describe('a path', () => {
  it.each(ESCAPES)('that is %s is refused by every call that takes one', async (_name, path) => {
    await symlink(join(outside, 'elsewhere'), join(root, 'way-out'));
    const before = await surroundings();
    const { workbench } = await openPage();
    await workbench.createProject({ path: join(root, 'study'), name: 'Study' });
    const figure = { id: 'f', name: 'F', venue: { kind: 'preset', id: 'aps' }, panels: [] };
    const calls: readonly (readonly [string, unknown])[] = [
      ['openProject', { path: path() }],
      ['createProject', { path: path(), name: 'X' }],
      ['saveProjectAs', { path: path() }],
      ['packProject', { path: path() }],
      ['openProject', { path: `${path()}.grassflowz` }],
      ['listFolder', { path: path() }],
      ['exportFigure', { figure, folder: path(), name: 'x', formats: ['svg'] }],
      ['revealPath', { path: path() }],
    ];
    for (const [name, input] of calls) {
      await expect(callWith(workbench, name, input), name).rejects.toMatchObject({
        code: expect.stringMatching(/^(invalid-input|unsupported|not-found)$/) as string,
      });
    }
    expect(await surroundings()).toEqual(before);
  });

  it.each(['targets', 'experiments', 'runs/ab', 'runs/summaries'])(
    'of a project whose %s is a link out of the root is refused',
    async (link) => {
      const { workbench } = await openPage();
      const { path } = await workbench.createProject({ path: join(root, 'study'), name: 'Study' });
      await workbench.closeProject();
      await mkdir(join(path, 'runs'), { recursive: true });
      await symlink(join(outside, 'elsewhere'), join(path, link));
      await expect(workbench.openProject({ path })).rejects.toMatchObject({ code: 'invalid-input' });
      expect(await readdir(join(outside, 'elsewhere'))).toEqual([]);
    },
  );
});

/** Input that is no path and would still lead elsewhere, or take all time and memory. */
const POISON: readonly (readonly [string, string, unknown])[] = [
  ['an id that climbs', 'saveTarget', { ...TARGET, id: '../../elsewhere/x' }],
  ['an id with a separator', 'saveTarget', { ...TARGET, id: 'a/b' }],
  ['an id that is no file name', 'saveTarget', { ...TARGET, id: 'con' }],
  ['the id of a prototype', 'saveTarget', { ...TARGET, id: '__proto__' }],
  ['a document outside', 'deleteDocument', { kind: 'target', id: '../project' }],
  ['a kind of its own', 'deleteDocument', { kind: '__proto__', id: 'a' }],
  ['a kind that objects have', 'deleteDocument', { kind: 'constructor', id: 'a' }],
  ['a run outside', 'readRun', { runId: '../../../secret' }],
  ['an example outside', 'openExample', { exampleId: '../../elsewhere' }],
  ['an example of a prototype', 'openExample', { exampleId: '__proto__' }],
  ['an experiment of a prototype', 'startExperiment', { experimentId: 'constructor', reuse: true }],
  ['a sweep of a prototype', 'readSweep', { sweepId: '__proto__' }],
  ['a job of a prototype', 'cancelJob', { jobId: 'hasOwnProperty' }],
  ['a field more', 'openProject', { path: '/', more: true }],
  ['a field that objects have', 'saveHead', { constructor: 'x' }],
  ['a name that is a page', 'saveHead', { name: 'x'.repeat(100_000), question: '' }],
  [
    'a formula without end',
    'saveTarget',
    { ...TARGET, link: { kind: 'formula', formula: `${'('.repeat(50_000)}z1`, r: null, degree: 3 } },
  ],
  ['a count that is none', 'listRuns', { after: -1, limit: 1 }],
  ['infinitely many runs', 'listRuns', { after: 0, limit: Infinity }],
  ['no number of processes', 'setSolverProcesses', { count: NaN }],
  ['a text for a number', 'listRuns', { after: '0', limit: '1' }],
  ['a list for an object', 'openProject', ['/']],
];

describe('input', () => {
  it.each(POISON)('with %s is refused', async (_name, call, input) => {
    const before = await surroundings();
    const { workbench } = await openPage();
    await workbench.createProject({ path: join(root, 'study'), name: 'Study' });
    await expect(callWith(workbench, call, input)).rejects.toMatchObject({
      code: expect.stringMatching(/^(invalid-input|protocol|not-found)$/) as string,
    });
    expect(await surroundings()).toEqual(before);
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect((await workbench.describe()).host).toBe('web');
  });

  it.each([
    ['a degree without end', { ...LINK, terms: [{ beta: [1e9], c: 1 }] }],
    ['directions without end', { ...LINK, r: 1e9 }],
  ])('with %s is kept as a draft, and refused when it is to run', async (_name, link) => {
    const { workbench } = await openPage();
    await workbench.createProject({ path: join(root, 'study'), name: 'Study' });
    await callWith(workbench, 'saveTarget', { ...TARGET, link });
    await callWith(workbench, 'saveExperiment', EXPERIMENT);
    await expect(workbench.startExperiment({ experimentId: 'e', reuse: true })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('of a page that is larger than a frame may be is refused there, and the next call goes through', async () => {
    const { workbench } = await openPage();
    await expect(workbench.openProject({ path: 'x'.repeat(MAX_FRAME_TO_HOST) })).rejects.toMatchObject({
      code: 'protocol',
    });
    expect((await workbench.describe()).host).toBe('web');
  });
});

/** A message to the contract's own names with anything in it. */
function hostileMessage(i: number): Uint8Array<ArrayBuffer> {
  const names = [
    ...WORKBENCH_CALLS,
    '__proto__',
    'constructor',
    'onEvent',
    'dispose',
    'requestOpen',
    'toString',
  ];
  const values: readonly object[] = [
    { path: `/../../x${i}` },
    { path: { toString: 'x' } },
    { constructor: { prototype: { polluted: true } } },
    { prototype: null },
    { path: '\0' },
    { id: -0 },
    { kind: NaN, id: Infinity },
    {},
  ];
  const types = ['APPLY', 'APPLY', 'APPLY', 'GET', 'SET', 'CONSTRUCT', 'ENDPOINT', 'RELEASE'];
  const value = values[i % values.length];
  return encodeFrame({
    kind: 'call',
    body: {
      id: String(i),
      type: types[i % types.length],
      path: i % 5 === 0 ? [names[i % names.length], 'call'] : [names[(7 * i) % names.length]],
      argumentList: i % 11 === 0 ? [] : [{ type: 'RAW', value }],
    },
  });
}

describe('messages', () => {
  it('ten thousand hostile ones are each answered, and change nothing', async () => {
    const before = await surroundings();
    const { socket, workbench } = await openPage();
    await workbench.createProject({ path: join(root, 'study'), name: 'Study' });
    const files = await readdir(root, { recursive: true });
    const answered = new Set<string>();
    socket.on('message', (data: ArrayBuffer) => {
      const { kind, body } = decodeFrame(new Uint8Array(data)) as { kind: string; body: { id: string } };
      if (kind === 'reply') answered.add(body.id);
    });
    for (let i = 0; i < 10_000; i += 1) socket.send(hostileMessage(i));
    await vi.waitUntil(() => answered.size >= 10_000, 60_000);
    expect((await workbench.describe()).host).toBe('web');
    expect(await surroundings()).toEqual(before);
    // What some of them rightly asked for: the list of a folder, the closing of the project.
    expect(
      (await readdir(root, { recursive: true })).filter(
        (name) => !files.includes(name) && !name.includes('cache'),
      ),
    ).toEqual([]);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('with keys that would become a prototype close the socket', async () => {
    const { socket } = await openPage();
    const smuggled = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    socket.send(encode({ kind: 'call', body: smuggled }));
    expect((await once(socket, 'close'))[0]).toBe(4400);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('of random bytes close the socket they come over, or are answered as a breach, and nothing else', async () => {
    const { workbench } = await openPage();
    for (let i = 0; i < 200; i += 1) {
      const socket = await openPageSocket(host);
      socket.binaryType = 'arraybuffer';
      await once(socket, 'open');
      const end = new Promise((resolve) => {
        socket.on('close', resolve);
        // A single small number, for example, is a message, and no call.
        socket.on('message', (data: ArrayBuffer) => resolve(decodeFrame(new Uint8Array(data))));
      });
      socket.send(randomBytes(1 + (i % 300)));
      const outcome = await end;
      if (outcome !== 4400)
        expect(outcome).toMatchObject({ body: { value: { error: { code: 'protocol' } } } });
      socket.terminate();
    }
    expect((await workbench.describe()).host).toBe('web');
  });
});

/** A connection that has become a WebSocket, below the protocol's own rules. */
async function rawSocket(): Promise<Socket> {
  const { origin, port, host: authority } = new URL(host.url);
  const signIn = await fetch(host.url, { redirect: 'manual' });
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    [
      'GET /workbench HTTP/1.1',
      `Host: ${authority}`,
      `Origin: ${origin}`,
      `Cookie: ${cookie}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      '\r\n',
    ].join('\r\n'),
  );
  const [head] = (await once(socket, 'data')) as [Buffer];
  expect(head.toString()).toContain('101 Switching Protocols');
  return socket;
}

/** Close code of the last frame that came before the end of the connection. */
async function closeCodeAfter(socket: Socket, bytes: readonly number[]): Promise<number> {
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  socket.write(Uint8Array.from(bytes));
  await once(socket, 'close');
  const all = Buffer.concat(received);
  const close = all.indexOf(0x88);
  return close < 0 ? 0 : all.readUInt16BE(close + 2);
}

describe('frames that break the rules of WebSocket', () => {
  it.each<[string, number[], number]>([
    ['one that is not masked', [0x82, 0x01, 0xc0], 1002],
    ['one that announces 8 EiB', [0x82, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0], 1009],
    ['one that announces a megabyte and a byte', [0x82, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 1, 0, 0, 0, 0], 1009],
    ['one with reserved bits', [0xf2, 0x80, 0, 0, 0, 0], 1002],
    ['one of an unknown kind', [0x83, 0x80, 0, 0, 0, 0], 1002],
    ['the continuation of nothing', [0x80, 0x80, 0, 0, 0, 0], 1002],
    ['a ping without end', [0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0], 1002],
    ['text that is no UTF-8', [0x81, 0x81, 0, 0, 0, 0, 0xff], 1007],
  ])('%s', async (_name, bytes, code) => {
    expect(await closeCodeAfter(await rawSocket(), bytes)).toBe(code);
    const { workbench } = await openPage();
    expect((await workbench.describe()).host).toBe('web');
  });

  it('pieces that together are larger than a frame may be', async () => {
    const socket = await rawSocket();
    const piece = (first: number): number[] => [
      first,
      0xfe,
      0xff,
      0xff,
      0,
      0,
      0,
      0,
      ...new Uint8Array(0xffff),
    ];
    const pieces = Array.from({ length: 17 }, (_, i) => piece(i === 0 ? 0x02 : 0x00)).flat();
    expect(await closeCodeAfter(socket, pieces)).toBe(1009);
  });
});

describe('the address', () => {
  it('is of this machine only: no other of its addresses answers', async () => {
    const port = Number(new URL(host.url).port);
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ address, scopeid }) => address !== '127.0.0.1' && (scopeid ?? 0) === 0)
      .map(({ address }) => address);
    // On Linux every 127.x.y.z is this machine's, so that there is always one to try.
    if (process.platform === 'linux') others.push('127.0.0.2');
    expect(others.length).toBeGreaterThan(0);
    for (const address of others) {
      const socket = connect(port, address);
      const outcome = await new Promise((resolve) => {
        socket.once('connect', () => resolve('connected'));
        socket.once('error', () => resolve('refused'));
      });
      socket.destroy();
      expect([address, outcome]).toEqual([address, 'refused']);
    }
  });
});
