import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConnection, type OpenLink } from '@renderer/connection/connection';
import { missedEvents } from '@renderer/connection/missed-events';
import type { Job } from '@shared/contract/job';
import type { WorkbenchEvent } from '@shared/contract/workbench';
import { fakeWorkbench, type FakeWorkbench } from '../wire/fake-workbench';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Links that open in turn; null fails to open. `cut` loses the one now open. */
function links(plan: readonly (FakeWorkbench | null)[]) {
  let lose: (reason: string) => void = () => undefined;
  let next = 0;
  const open = async (): Promise<OpenLink> => {
    const workbench = plan[next++] ?? null;
    if (!workbench) throw new Error('the workbench does not answer');
    return { workbench, onLost: (listener) => (lose = listener) };
  };
  return { open, cut: (reason: string) => lose(reason), attempts: () => next };
}

const version = (name: string) => fakeWorkbench({ describe: () => ({ version: name }) });

describe('the connection', () => {
  it('goes on with the next link under the same workbench object', async () => {
    const [first, second] = [version('first'), version('second')];
    const { open, cut } = links([first, second]);
    const connection = createConnection(open);
    const opened = vi.fn();
    const heard: string[] = [];
    connection.onOpened(opened);
    connection.workbench.onEvent((event) => heard.push(event.type === 'open-requested' ? event.path : ''));
    connection.connect();
    await vi.advanceTimersByTimeAsync(0);
    expect(connection.state.value).toEqual({ kind: 'open' });
    expect(await connection.workbench.describe()).toEqual({ version: 'first' });
    first.emit({ type: 'open-requested', path: 'one' });

    cut('the server ended');
    expect(connection.state.value).toMatchObject({ kind: 'lost', reason: 'the server ended' });
    await expect(connection.workbench.describe()).rejects.toMatchObject({ code: 'connection-lost' });

    await vi.advanceTimersByTimeAsync(1000);
    expect(connection.state.value).toEqual({ kind: 'open' });
    expect(await connection.workbench.describe()).toEqual({ version: 'second' });
    first.emit({ type: 'open-requested', path: 'late' });
    second.emit({ type: 'open-requested', path: 'two' });
    expect(heard).toEqual(['one', 'two']);
    expect(opened).toHaveBeenCalledTimes(2);
  });

  it('tries again ever less often, and at once when asked', async () => {
    const { open, attempts } = links([null, null, null, null, null, null, null, null, version('back')]);
    const connection = createConnection(open);
    connection.connect();
    await vi.advanceTimersByTimeAsync(60_000);
    const patient = attempts();
    expect(patient).toBeGreaterThan(4);
    expect(patient).toBeLessThan(15);
    while (connection.state.value.kind !== 'open') {
      connection.connect();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(attempts()).toBe(9);
  });

  it('passes calls without input on without any argument', async () => {
    const workbench = fakeWorkbench();
    const describe = vi.spyOn(workbench, 'describe').mockResolvedValue({} as never);
    const connection = createConnection(links([workbench]).open);
    connection.connect();
    await vi.advanceTimersByTimeAsync(0);
    await connection.workbench.describe();
    expect(describe.mock.calls).toEqual([[]]);
  });
});

describe('what was missed', () => {
  it('is every job that stands otherwise, and runs that may have been sealed', () => {
    const job = (id: string, status: Job['status']) => ({ id, status }) as Job;
    const missed = missedEvents(
      [job('a', 'running'), job('b', 'running'), job('c', 'done'), job('gone', 'done')],
      [job('a', 'done'), job('b', 'running'), job('c', 'done'), job('new', 'queued')],
    );
    expect(missed).toEqual([
      { type: 'job-changed', job: job('a', 'done') },
      { type: 'job-changed', job: job('new', 'queued') },
      { type: 'runs-changed', after: 0 },
    ]);
  });

  it('is heard by whoever listens', async () => {
    const connection = createConnection(links([version('first')]).open);
    const heard: WorkbenchEvent[] = [];
    connection.workbench.onEvent((event) => heard.push(event));
    const event: WorkbenchEvent = { type: 'runs-changed', after: 0 };
    connection.catchUp([event]);
    expect(heard).toEqual([event]);
  });
});
