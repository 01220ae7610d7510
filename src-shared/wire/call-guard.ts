import { WORKBENCH_CALLS } from '../contract/workbench';
import type { CallBody } from './messages';
import { isPlainData, isPlainObject } from './plain-data';

const CALL_NAMES: ReadonlySet<string> = new Set(WORKBENCH_CALLS);
/** Comlink's own identifiers have about 60 characters. */
const MAX_ID_LENGTH = 100;

/** What the guard makes of a message: a call to let through, or why it is refused and whom to answer. */
export type GuardedCall =
  | { readonly ok: true; readonly call: CallBody }
  | { readonly ok: false; readonly id: string | null; readonly reason: string };

/**
 * Judges a message from the other side. Only the application of one of WORKBENCH_CALLS to at most one plain object
 * passes, and it passes as a new object: nothing the peer wrote beyond the checked fields reaches Comlink, whose other
 * message types (GET, SET, CONSTRUCT, ENDPOINT, RELEASE) and longer paths would let a peer walk up to
 * `Object.prototype`.
 */
export function guardCall(message: unknown): GuardedCall {
  if (!isPlainObject(message) || message['kind'] !== 'call' || !isPlainObject(message['body'])) {
    return { ok: false, id: null, reason: 'The message is not a call' };
  }
  const { id, type, path, argumentList } = message['body'];
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH) {
    return { ok: false, id: null, reason: 'The call has no usable id' };
  }
  const refuse = (reason: string): GuardedCall => ({ ok: false, id, reason });
  if (type !== 'APPLY') return refuse('Only calls are allowed, no other access');
  if (!Array.isArray(path) || path.length !== 1) return refuse('The path of a call is one name');
  const name: unknown = path[0];
  if (typeof name !== 'string' || !CALL_NAMES.has(name)) return refuse('There is no such call');
  if (!Array.isArray(argumentList) || argumentList.length > 1)
    return refuse('A call takes at most one argument');
  const call = { id, type, path: [name] } as const;
  if (argumentList.length === 0) return { ok: true, call: { ...call, argumentList: [] } };
  const argument: unknown = argumentList[0];
  if (!isPlainObject(argument) || argument['type'] !== 'RAW') return refuse('The argument is not plain data');
  const value = argument['value'];
  if (!isPlainObject(value) || !isPlainData(value))
    return refuse('The argument is not a plain object of data');
  return { ok: true, call: { ...call, argumentList: [{ type: 'RAW', value }] } };
}
