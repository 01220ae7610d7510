import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createParkedSessions, PARKING_MILLISECONDS, type HostSession } from '@main/web/parked-sessions';
import type { JobStatus } from '@shared/contract/job';
import { fakeWorkbench } from '../wire/fake-workbench';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A session whose jobs have the given states; the list may be changed. */
function session(
  statuses: JobStatus[] | null = [],
  kind: 'run' | 'sweep' = 'run',
): HostSession & { disposed: number } {
  const workbench = fakeWorkbench(
    statuses === null ? {} : { listJobs: () => statuses.map((status) => ({ kind, status })) },
  );
  const held = Object.assign(workbench, {
    disposed: 0,
    dispose: () => {
      held.disposed += 1;
      return Promise.resolve();
    },
  });
  return held;
}

const wait = (periods: number) => vi.advanceTimersByTimeAsync(periods * PARKING_MILLISECONDS);

describe('a parked session', () => {
  it('goes to the next page, the last one first', () => {
    const parked = createParkedSessions();
    const [first, second] = [session(), session()];
    expect(parked.take()).toBeNull();
    parked.park(first);
    parked.park(second);
    expect([parked.take(), parked.take(), parked.take()]).toEqual([second, first, null]);
  });

  it('is disposed of after its time, once', async () => {
    const parked = createParkedSessions();
    const idle = session(['done', 'failed', 'cancelled']);
    parked.park(idle);
    await wait(0.9);
    expect(idle.disposed).toBe(0);
    await wait(5);
    expect(idle.disposed).toBe(1);
    expect(parked.take()).toBeNull();
  });

  it.each<JobStatus>(['queued', 'running', 'paused', 'cancelling'])(
    'is kept while a run is %s',
    async (status) => {
      const parked = createParkedSessions();
      const statuses: JobStatus[] = ['done', status];
      const busy = session(statuses);
      parked.park(busy);
      await wait(1000);
      expect(busy.disposed).toBe(0);
      statuses[1] = 'done';
      await wait(1);
      expect(busy.disposed).toBe(1);
    },
  );

  it('is kept while a sweep is blocked, and disposed of with one that rests: that is taken up later', async () => {
    const parked = createParkedSessions();
    const statuses: JobStatus[] = ['blocked'];
    const sweeping = session(statuses, 'sweep');
    parked.park(sweeping);
    await wait(1000);
    expect(sweeping.disposed).toBe(0);
    statuses[0] = 'paused';
    await wait(1);
    expect(sweeping.disposed).toBe(1);
  });

  it('that cannot tell its jobs is disposed of', async () => {
    const parked = createParkedSessions();
    const mute = session(null);
    parked.park(mute);
    await wait(1);
    expect(mute.disposed).toBe(1);
  });

  it('that was taken is left alone', async () => {
    const parked = createParkedSessions();
    const taken = session();
    parked.park(taken);
    parked.take();
    await wait(3);
    await parked.close();
    expect(taken.disposed).toBe(0);
  });

  it('is disposed of when the host closes, at work or not', async () => {
    const parked = createParkedSessions();
    const busy = session(['running']);
    parked.park(busy);
    await parked.close();
    expect(busy.disposed).toBe(1);
    await wait(3);
    expect(busy.disposed).toBe(1);
  });
});
