import type { Endpoint } from 'comlink';

/** What Comlink passes to a listener and reads from: `data` of a DOM MessageEvent. */
interface EndpointEvent {
  readonly data: unknown;
}

/** A Comlink endpoint, and the way to hand it a message that has passed a guard. */
export interface GuardedEndpoint {
  readonly endpoint: Endpoint;
  readonly deliver: (message: unknown) => void;
}

/**
 * An endpoint that is no real port: Comlink sees only what `deliver` hands over and sends only through `send`.
 * Transfer lists are dropped, because between processes they lose the data or throw.
 */
export function createGuardedEndpoint(send: (message: unknown) => void): GuardedEndpoint {
  const listeners = new Set<(event: EndpointEvent) => void>();
  // Comlink passes functions that take its own MessageEvent type, of which they read only `data`.
  const asListener = (listener: unknown) => listener as (event: EndpointEvent) => void;
  return {
    endpoint: {
      postMessage: (message: unknown) => {
        send(message);
      },
      addEventListener: (_type: string, listener: unknown) => {
        listeners.add(asListener(listener));
      },
      removeEventListener: (_type: string, listener: unknown) => {
        listeners.delete(asListener(listener));
      },
    },
    deliver(message) {
      for (const listener of listeners) listener({ data: message });
    },
  };
}
