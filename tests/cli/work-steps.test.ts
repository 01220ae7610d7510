import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWorkSteps, Interrupted } from '@main/cli/analyse/work-steps';

const NEVER = new Promise<void>(() => undefined);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** An output that keeps what it is told. */
function output(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

it('tells a terminal on one line how far the work is and how long it takes, and takes the line away', async () => {
  const terminal = output(true);
  const steps = createWorkSteps(terminal, NEVER);
  await steps.next('reading curves', 0, 40);
  // Work that is done at once is not told.
  expect(terminal.written).toEqual([]);
  vi.advanceTimersByTime(10_000);
  await steps.next('reading curves', 10, 40);
  expect(terminal.written).toEqual(['\r\u001b[K', 'reading curves: 10 of 40, 0:00:30 left']);
  steps.end();
  expect(terminal.written.at(-1)).toBe('\r\u001b[K');
});

it('tells a log now and then, a line at a time', async () => {
  const log = output(false);
  const steps = createWorkSteps(log, NEVER);
  for (let done = 0; done < 100; done++) {
    await steps.next('reading curves', done, 100);
    vi.advanceTimersByTime(1000);
  }
  steps.end();
  expect(log.written).toEqual([
    'reading curves: 30 of 100, 0:01:10 left\n',
    'reading curves: 60 of 100, 0:00:40 left\n',
    'reading curves: 90 of 100, 0:00:10 left\n',
  ]);
});

it('ends the work before its next step when it is to stop', async () => {
  const steps = createWorkSteps(output(false), Promise.resolve());
  await expect(steps.next('reading curves', 0, 1)).rejects.toThrow(Interrupted);
});
