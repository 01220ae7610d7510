import { expose } from 'comlink';
import { WorkbenchError } from '../contract/errors';
import { WORKBENCH_CALLS, type Workbench } from '../contract/workbench';
import { errorAnswer } from './answer';
import { guardCall } from './call-guard';
import type { Channel } from './channel';
import { createGuardedEndpoint } from './comlink-endpoint';
import type { Answer, ReplyBody, WireMessage } from './messages';

/**
 * Lets the other side of `channel` call `workbench` and hear its events, until the channel closes or the returned
 * function is called (which closes it). Every message outside the contract is answered with a `protocol` error and
 * goes no further.
 */
export function serveWorkbench(channel: Channel, workbench: Workbench): () => void {
  const post = (message: WireMessage) => {
    channel.send(message);
  };
  const reply = (body: ReplyBody) => {
    try {
      post({ kind: 'reply', body });
    } catch (error) {
      // The result cannot be cloned or is too large for a frame: the caller must still hear of it.
      post({ kind: 'reply', body: { ...body, value: errorAnswer(error) } });
    }
  };
  // Comlink answers with what the targets below resolve to, and those are answers.
  const { endpoint, deliver } = createGuardedEndpoint((message) => {
    reply(message as ReplyBody);
  });
  expose(callTargets(workbench), endpoint);

  channel.onMessage((message) => {
    const guarded = guardCall(message);
    if (guarded.ok) {
      deliver(guarded.call);
    } else {
      const error = new WorkbenchError('protocol', `${guarded.reason}.`);
      reply({ id: guarded.id, type: 'RAW', value: errorAnswer(error) });
    }
  });
  const stopEvents = workbench.onEvent((event) => {
    post({ kind: 'event', body: event });
  });
  channel.onClose(stopEvents);
  return () => {
    channel.close();
  };
}

type CallName = (typeof WORKBENCH_CALLS)[number];
type CallTarget = (input: unknown) => Promise<Answer>;

/** One function per call of the contract, on an object without prototype. None of them ever throws or rejects. */
function callTargets(workbench: Workbench): Record<string, CallTarget> {
  // The services check their input themselves; over a connection its type is not known.
  const calls = workbench as unknown as Readonly<Record<CallName, (input: unknown) => Promise<unknown>>>;
  const targets = Object.create(null) as Record<string, CallTarget>;
  for (const name of WORKBENCH_CALLS) {
    targets[name] = async (input) => {
      try {
        return { ok: true, value: await calls[name](input) };
      } catch (error) {
        return errorAnswer(error);
      }
    };
  }
  return targets;
}
