import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { WORKBENCH_CALLS } from '@shared/contract/workbench';
import { guardCall } from '@shared/wire/call-guard';
import { connectWorkbench } from '@shared/wire/connect-workbench';
import { messagePortChannel } from '@shared/wire/message-port-channel';
import { MAX_DATA_DEPTH } from '@shared/wire/plain-data';
import { asDomPort, CONNECTIONS } from './connections';
import { fakeWorkbench } from './fake-workbench';

const call = (fields: Record<string, unknown>) => ({
  kind: 'call',
  body: {
    id: 'x',
    type: 'APPLY',
    path: ['openProject'],
    argumentList: [{ type: 'RAW', value: { path: '/p' } }],
    ...fields,
  },
});
const argument = (value: unknown) => call({ argumentList: [{ type: 'RAW', value }] });
const ownProto: unknown = JSON.parse('{"path":"/p","__proto__":{"polluted":true}}');

function nested(depth: number): unknown {
  return depth === 0 ? 'end' : { deeper: nested(depth - 1) };
}

/** Messages outside the contract that a connection can carry: none may reach the workbench. */
const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['GET', call({ type: 'GET' })],
  ['GET of everything', call({ type: 'GET', path: [] })],
  ['SET', call({ type: 'SET', value: { type: 'RAW', value: 1 } })],
  [
    'SET through __proto__',
    call({ type: 'SET', path: ['__proto__', 'polluted'], value: { type: 'RAW', value: 1 } }),
  ],
  ['CONSTRUCT', call({ type: 'CONSTRUCT' })],
  ['ENDPOINT', call({ type: 'ENDPOINT' })],
  ['RELEASE', call({ type: 'RELEASE' })],
  ['no type', call({ type: undefined })],
  ['an unknown name', call({ path: ['formatDisk'] })],
  ['the event listener', call({ path: ['onEvent'] })],
  ['__proto__', call({ path: ['__proto__'] })],
  ['constructor', call({ path: ['constructor'] })],
  ['toString', call({ path: ['toString'] })],
  ['a property of a call', call({ path: ['openProject', 'call'] })],
  ['a path through __proto__', call({ path: ['__proto__', 'toString'] })],
  ['an empty path', call({ path: [] })],
  ['a path that is a text', call({ path: 'openProject' })],
  ['a path of objects', call({ path: [{ toString: 'openProject' }] })],
  ['no path', call({ path: undefined })],
  [
    'two arguments',
    call({
      argumentList: [
        { type: 'RAW', value: {} },
        { type: 'RAW', value: {} },
      ],
    }),
  ],
  ['arguments that are no list', call({ argumentList: { length: 1 } })],
  ['an argument for a handler', call({ argumentList: [{ type: 'HANDLER', name: 'proxy', value: {} }] })],
  ['an argument for the thrower', call({ argumentList: [{ type: 'HANDLER', name: 'throw', value: {} }] })],
  ['an argument without its envelope', call({ argumentList: ['/p'] })],
  ['a bare text as argument', argument('/p')],
  ['a list as argument', argument([{ path: '/p' }])],
  ['null as argument', argument(null)],
  ['no id', call({ id: undefined })],
  ['an empty id', call({ id: '' })],
  ['an id that is no text', call({ id: 5 })],
  ['an id without end', call({ id: 'x'.repeat(10_000) })],
  ['a reply', { ...call({}), kind: 'reply' }],
  ['an event', { kind: 'event', body: { type: 'open-requested', path: '/p' } }],
  ['no body', { kind: 'call' }],
  ['nothing', null],
  ['a number', 7],
  ['a text', 'openProject'],
  ['a list', [call({})]],
  ['an empty object', {}],
];

/** What only ports carry: structured clone knows more than data. */
const HOSTILE_CLONES: readonly (readonly [string, unknown])[] = [
  ['an own key __proto__', argument(ownProto)],
  ['an own key __proto__ deep inside', argument({ path: { a: [ownProto] } })],
  ['a map', argument(new Map([['path', '/p']]))],
  ['a date inside', argument({ path: new Date(0) })],
  ['a whole number type of its own', argument({ path: 1n })],
  ['an argument nested too deeply', argument(nested(MAX_DATA_DEPTH + 1))],
  ['a map as message', new Map([['kind', 'call']])],
];

describe('the guard', () => {
  it.each([...HOSTILE, ...HOSTILE_CLONES])('refuses %s', (_name, message) => {
    expect(guardCall(message).ok).toBe(false);
  });

  it('lets every call of the contract through, rebuilt without anything else', () => {
    for (const name of WORKBENCH_CALLS) {
      const message = call({ path: [name], value: 'smuggled', more: 1 });
      const expected = {
        id: 'x',
        type: 'APPLY',
        path: [name],
        argumentList: [{ type: 'RAW', value: { path: '/p' } }],
      };
      expect(guardCall(message)).toEqual({ ok: true, call: expected });
    }
    expect(guardCall(call({ argumentList: [] }))).toMatchObject({ ok: true, call: { argumentList: [] } });
  });

  it('takes no property from a prototype', () => {
    const inherited: unknown = Object.create(call({}));
    expect(guardCall(inherited).ok).toBe(false);
  });
});

describe.each(CONNECTIONS)('over %s', (name, connect) => {
  const carried = name === 'WebSocket' ? HOSTILE : [...HOSTILE, ...HOSTILE_CLONES];

  it('every hostile message is answered as a breach of the protocol and reaches nothing', async () => {
    const workbench = fakeWorkbench({ describe: () => 'still here' });
    const { page, close } = await connect(workbench);
    const answers: unknown[] = [];
    page.onMessage((message) => answers.push(message));
    for (const [, message] of carried) page.send(message);
    await vi.waitUntil(() => answers.length === carried.length);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        kind: 'reply',
        body: { value: { ok: false, error: { code: 'protocol' } } },
      });
    }
    expect(workbench.received).toEqual([]);
    expect(Object.prototype).not.toHaveProperty('polluted');
    await close();
  });

  it('ten thousand hostile messages do not hurt the call after them', async () => {
    const workbench = fakeWorkbench({ describe: () => 'still here' });
    const { page, close } = await connect(workbench);
    for (let i = 0; i < 10_000; i += 1) page.send(HOSTILE[i % HOSTILE.length]?.[1]);
    expect(await connectWorkbench(page).describe()).toBe('still here');
    expect(workbench.received).toEqual([{ name: 'describe', input: undefined }]);
    await close();
  });
});

describe('a page whose host misbehaves', () => {
  it.each([
    ['no answer', { kind: 'reply', body: { type: 'RAW', value: undefined } }],
    ['an error without code', { kind: 'reply', body: { type: 'RAW', value: { ok: false, error: 'bad' } } }],
    ['neither success nor failure', { kind: 'reply', body: { type: 'RAW', value: { ok: 1 } } }],
  ])('rejects a call answered with %s', async (_name, reply) => {
    const { port1, port2 } = new MessageChannel();
    const host = messagePortChannel(asDomPort(port1));
    host.onMessage((message) => {
      const { id } = (message as { body: { id: string } }).body;
      // What is no message of the protocol is passed over; so is what answers no call.
      for (const noise of [
        null,
        'text',
        { kind: 'reply' },
        { kind: 'reply', body: { id: 'nobody', type: 'RAW' } },
      ]) {
        host.send(noise);
      }
      host.send({ kind: 'reply', body: { id, type: 'HANDLER', name: 'throw', value: { value: 'live' } } });
      host.send({ ...reply, body: { ...reply.body, id } });
    });
    const workbench = connectWorkbench(messagePortChannel(asDomPort(port2)));
    await expect(workbench.describe()).rejects.toMatchObject({ code: 'protocol' });
    host.close();
  });
});
