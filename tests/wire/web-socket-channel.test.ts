import { describe, expect, it } from 'vitest';
import type { WebSocket as NodeWebSocket } from 'ws';
import type { Channel } from '@shared/wire/channel';
import { encodeFrame } from '@shared/wire/frame';
import {
  MAX_FRAME_TO_HOST,
  MAX_FRAME_TO_PAGE,
  webSocketChannel,
  type SocketSide,
} from '@shared/wire/web-socket-channel';

const CONNECTING = 0;
const OPEN = 1;

/** A socket without a network: notes what is sent and lets a test play the other side. */
function fakeSocket(readyState: number) {
  const listeners: Record<string, (event: never) => void> = {};
  const socket = {
    binaryType: 'blob',
    readyState,
    bufferedAmount: 0,
    sent: [] as Uint8Array[],
    closedWith: null as { code: number; reason: string } | null,
    send: (data: Uint8Array) => void socket.sent.push(data),
    close: (code: number, reason: string) => {
      socket.closedWith ??= { code, reason };
    },
    addEventListener: (type: string, listener: (event: never) => void) => {
      listeners[type] = listener;
    },
  };
  return { socket, fire: (type: string, event: unknown = {}) => listeners[type]?.(event as never) };
}

function channelOver(side: SocketSide, readyState = OPEN) {
  const { socket, fire } = fakeSocket(readyState);
  const channel = webSocketChannel(socket, side);
  const received: unknown[] = [];
  const reasons: string[] = [];
  channel.onClose((reason) => reasons.push(reason));
  const deliver = (frame: Uint8Array<ArrayBuffer>) => fire('message', { data: frame.slice().buffer });
  return { socket, fire, channel, received, reasons, deliver };
}

describe('a channel over a WebSocket', () => {
  it('fits the sockets of the browser and of the ws package', () => {
    // Checked by the compiler.
    const accepts: readonly ((socket: WebSocket & NodeWebSocket) => Channel)[] = [
      (socket: WebSocket) => webSocketChannel(socket, 'page'),
      (socket: NodeWebSocket) => webSocketChannel(socket, 'host'),
    ];
    expect(accepts).toHaveLength(2);
  });

  it('keeps messages until the socket is open and somebody listens', () => {
    const { socket, fire, channel, received, deliver } = channelOver('page', CONNECTING);
    channel.send({ early: 1 });
    expect(socket.sent).toEqual([]);
    socket.readyState = OPEN;
    fire('open');
    channel.send({ late: 2 });
    expect(socket.sent).toEqual([encodeFrame({ early: 1 }), encodeFrame({ late: 2 })]);
    deliver(encodeFrame('a'));
    deliver(encodeFrame('b'));
    channel.onMessage((message) => received.push(message));
    deliver(encodeFrame('c'));
    expect(received).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['a text frame', 'page', 'hello', 4400],
    ['bytes that are no message', 'page', new Uint8Array([0xc1]).buffer, 4400],
    ['a frame too large for a host', 'host', new ArrayBuffer(MAX_FRAME_TO_HOST + 1), 4413],
    ['a frame too large for a page', 'page', new ArrayBuffer(MAX_FRAME_TO_PAGE + 1), 4413],
  ] as const)('closes on %s, with a reason', (_name, side, frame, code) => {
    const { socket, fire, channel, received, reasons, deliver } = channelOver(side);
    channel.onMessage((message) => received.push(message));
    fire('message', { data: frame });
    expect(socket.closedWith?.code).toBe(code);
    expect(reasons).toEqual([socket.closedWith?.reason]);
    deliver(encodeFrame('after the end'));
    fire('close', { code, reason: '' });
    expect(received).toEqual([]);
    expect(reasons).toHaveLength(1);
  });

  it('takes a frame of the largest size', () => {
    const { socket, channel, received, deliver } = channelOver('host');
    channel.onMessage((message) => received.push(message));
    const overhead = encodeFrame(new Uint8Array(MAX_FRAME_TO_HOST / 2)).length - MAX_FRAME_TO_HOST / 2;
    deliver(encodeFrame(new Uint8Array(MAX_FRAME_TO_HOST - overhead)));
    expect(received).toHaveLength(1);
    expect(socket.closedWith).toBeNull();
  });

  it('refuses to send what the other side would not take, and stays open', () => {
    const { socket, channel } = channelOver('page');
    expect(() => {
      channel.send(new Uint8Array(MAX_FRAME_TO_HOST));
    }).toThrow(/larger than the connection allows/);
    channel.send('small');
    expect(socket.sent).toEqual([encodeFrame('small')]);
  });

  it('gives up on a side that has stopped reading', () => {
    const { socket, channel, reasons } = channelOver('host');
    socket.bufferedAmount = 3 * MAX_FRAME_TO_PAGE;
    channel.send('one more');
    expect(socket.closedWith?.code).toBe(4408);
    expect(reasons).toHaveLength(1);
    channel.send('and another');
    expect(socket.sent).toHaveLength(1);
  });

  it('tells the end once, and also to those who ask later', () => {
    const { fire, channel, reasons } = channelOver('page');
    fire('error');
    fire('close', { code: 1006, reason: '' });
    fire('close', { code: 1006, reason: '' });
    channel.onClose((reason) => reasons.push(reason));
    expect(reasons).toEqual(['the connection ended (code 1006)', 'the connection ended (code 1006)']);
  });
});
