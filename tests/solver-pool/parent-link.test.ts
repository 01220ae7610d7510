import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectToParent } from '@main/solver/parent-link';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the line of a solver to its parent', () => {
  it('takes messages out of the events of a utility process and sends without a transfer list', () => {
    const postMessage = vi.fn();
    const parentPort = Object.assign(new EventEmitter(), { postMessage });
    vi.stubGlobal('process', { ...process, parentPort });
    const link = connectToParent();
    const received: unknown[] = [];
    link.onMessage((message) => received.push(message));
    parentPort.emit('message', { data: { type: 'cancel', taskId: 3 }, ports: [] });
    link.send({ type: 'ready' });
    expect(received).toEqual([{ type: 'cancel', taskId: 3 }]);
    expect(postMessage.mock.calls).toEqual([[{ type: 'ready' }]]);
  });

  it('does not exist in a process started by hand', () => {
    vi.stubGlobal('process', { send: undefined });
    expect(() => connectToParent()).toThrow(/started by the workbench/);
  });
});
