import type { Channel } from './channel';
import { createCloseSignal } from './close-signal';

/** What is used of a DOM MessagePort (or of node:worker_threads, which follows it). */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/** What is used of Electron's MessagePortMain: an EventEmitter, no EventTarget. */
export interface MessagePortMainLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A channel over one end of a DOM MessageChannel. */
export function messagePortChannel(port: MessagePortLike): Channel {
  return portChannel(port, {
    message: (listener) => {
      port.addEventListener('message', listener);
    },
    close: (listener) => {
      port.addEventListener('close', listener);
    },
  });
}

/** A channel over one end of Electron's MessageChannelMain. */
export function messagePortMainChannel(port: MessagePortMainLike): Channel {
  return portChannel(port, {
    message: (listener) => {
      port.on('message', listener);
    },
    close: (listener) => {
      port.on('close', listener);
    },
  });
}

function portChannel(
  port: Pick<MessagePortLike, 'postMessage' | 'start' | 'close'>,
  listen: {
    message(listener: (event: { readonly data: unknown }) => void): void;
    close(listener: () => void): void;
  },
): Channel {
  const end = createCloseSignal();
  listen.close(() => {
    end.close('the other side closed its port');
  });
  return {
    send(message) {
      if (!end.closed) port.postMessage(message);
    },
    onMessage(listener) {
      listen.message(({ data }) => {
        if (!end.closed) listener(data);
      });
      // A port keeps its messages until it is started.
      port.start();
    },
    onClose: end.onClose,
    close() {
      end.close('closed on this side');
      port.close();
    },
  };
}
