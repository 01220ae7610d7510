import { WorkbenchError } from '../contract/errors';
import type { Channel } from './channel';
import { createCloseSignal } from './close-signal';
import { decodeFrame, encodeFrame } from './frame';

/** Path of the workbench's socket, relative to the address of the page. */
export const WORKBENCH_SOCKET_PATH = '/workbench';

/** Largest frames, in bytes, of the two directions. */
export const MAX_FRAME_TO_HOST = 2 ** 20;
export const MAX_FRAME_TO_PAGE = 64 * 2 ** 20;

/** Which side of the socket this is: it decides how large frames may be in and out. */
export type SocketSide = 'page' | 'host';

/** More unsent bytes than this mean that the other side has stopped reading, for example a sleeping page. */
const MAX_UNSENT_BYTES = 2 * MAX_FRAME_TO_PAGE;

// Close codes of our own; RFC 6455 §7.4.2 leaves 4000–4999 to applications, and a page may send no others.
const CLOSE_MALFORMED = 4400;
const CLOSE_TOO_SLOW = 4408;
const CLOSE_TOO_LARGE = 4413;
const CLOSE_NORMAL = 1000;

const CONNECTING = 0;

/** What is used of a DOM WebSocket or of a WebSocket of the `ws` package. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code: number, reason: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
}

/**
 * A channel over a WebSocket that is open or still connecting. Frames are binary; a text frame, a frame that is too
 * large or one that is no message closes the socket with a reason. Sending a message too large for the other side
 * throws WorkbenchError `protocol` and leaves the socket open.
 */
export function webSocketChannel(socket: WebSocketLike, side: SocketSide): Channel {
  const [maxIncoming, maxOutgoing] =
    side === 'page' ? [MAX_FRAME_TO_PAGE, MAX_FRAME_TO_HOST] : [MAX_FRAME_TO_HOST, MAX_FRAME_TO_PAGE];
  const end = createCloseSignal();
  const early: unknown[] = [];
  let unsent: Uint8Array<ArrayBuffer>[] = [];
  let listener = (message: unknown) => {
    early.push(message);
  };

  const closeWith = (code: number, reason: string) => {
    end.close(reason);
    socket.close(code, reason);
  };
  const transmit = (frame: Uint8Array<ArrayBuffer>) => {
    socket.send(frame);
    if (socket.bufferedAmount > MAX_UNSENT_BYTES)
      closeWith(CLOSE_TOO_SLOW, 'the other side does not keep up');
  };

  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    for (const frame of unsent) transmit(frame);
    unsent = [];
  });
  socket.addEventListener('message', ({ data }) => {
    if (end.closed) return;
    if (!(data instanceof ArrayBuffer)) {
      closeWith(CLOSE_MALFORMED, 'a frame was not binary');
      return;
    }
    if (data.byteLength > maxIncoming) {
      closeWith(CLOSE_TOO_LARGE, 'a frame was too large');
      return;
    }
    let message: unknown;
    try {
      message = decodeFrame(new Uint8Array(data));
    } catch {
      closeWith(CLOSE_MALFORMED, 'a frame was malformed');
      return;
    }
    listener(message);
  });
  socket.addEventListener('close', ({ code, reason }) => {
    end.close(reason === '' ? `the connection ended (code ${code})` : reason);
  });
  // `ws` throws errors nobody listens for; what matters is the close event that follows each.
  socket.addEventListener('error', () => undefined);

  return {
    send(message) {
      if (end.closed) return;
      const frame = encodeFrame(message);
      if (frame.length > maxOutgoing) {
        throw new WorkbenchError(
          'protocol',
          `A message of ${frame.length} bytes is larger than the connection allows (${maxOutgoing} bytes).`,
        );
      }
      if (socket.readyState === CONNECTING) unsent.push(frame);
      else transmit(frame);
    },
    onMessage(next) {
      listener = next;
      for (const message of early.splice(0)) next(message);
    },
    onClose: end.onClose,
    close() {
      closeWith(CLOSE_NORMAL, 'closed on this side');
    },
  };
}
