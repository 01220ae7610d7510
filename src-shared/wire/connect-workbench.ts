import { wrap } from 'comlink';
import { WorkbenchError } from '../contract/errors';
import { WORKBENCH_CALLS, type Workbench, type WorkbenchEvent } from '../contract/workbench';
import { readAnswer } from './answer';
import type { Channel } from './channel';
import { createGuardedEndpoint } from './comlink-endpoint';
import type { CallBody, WireMessage } from './messages';
import { isPlainObject } from './plain-data';

type RemoteCall = (...input: readonly unknown[]) => Promise<unknown>;

/**
 * The workbench at the other end of `channel`. Calls reject with WorkbenchError: the workbench's own, `protocol` for
 * an unreadable answer, and `connection-lost` for every call that is in flight when the channel closes or comes later.
 */
export function connectWorkbench(channel: Channel): Workbench {
  const listeners = new Set<(event: WorkbenchEvent) => void>();
  const inFlight = new Set<(lost: WorkbenchError) => void>();
  let lost: WorkbenchError | null = null;

  const { endpoint, deliver } = createGuardedEndpoint((message) => {
    const body = message as CallBody;
    // Comlink sends RELEASE by itself when its proxies are garbage-collected; the workbench has no use for it.
    if (body.type === 'APPLY') channel.send({ kind: 'call', body } satisfies WireMessage);
  });
  const remote = wrap<Record<string, RemoteCall>>(endpoint);

  channel.onMessage((message) => {
    if (!isPlainObject(message) || !isPlainObject(message['body'])) return;
    const body = message['body'];
    if (message['kind'] === 'event') {
      for (const listener of [...listeners]) listener(body as unknown as WorkbenchEvent);
    } else if (message['kind'] === 'reply' && body['type'] === 'RAW') {
      // Only plain values: Comlink's handlers would turn others into live objects or ports.
      deliver(body);
    }
  });
  channel.onClose((reason) => {
    lost = new WorkbenchError('connection-lost', `The connection to the workbench was lost: ${reason}.`);
    for (const reject of inFlight) reject(lost);
    inFlight.clear();
  });

  const callsByName = WORKBENCH_CALLS.map((name) => {
    const remoteCall = remote[name] as unknown as RemoteCall;
    const call: RemoteCall = (...input) =>
      new Promise((resolve, reject) => {
        if (lost !== null) {
          reject(lost);
          return;
        }
        inFlight.add(reject);
        remoteCall(...input)
          .then(readAnswer)
          .then(resolve, reject)
          .finally(() => inFlight.delete(reject));
      });
    return [name, call] as const;
  });
  return {
    ...(Object.fromEntries(callsByName) as unknown as Omit<Workbench, 'onEvent'>),
    onEvent(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
