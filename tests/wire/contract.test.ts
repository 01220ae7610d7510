import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WorkbenchError } from '@shared/contract/errors';
import type { Workbench, WorkbenchEvent } from '@shared/contract/workbench';
import { connectWorkbench } from '@shared/wire/connect-workbench';
import { messagePortChannel } from '@shared/wire/message-port-channel';
import { serveWorkbench } from '@shared/wire/serve-workbench';
import { asDomPort, CONNECTIONS, type Connection } from './connections';
import { fakeWorkbench, type FakeCalls, type FakeWorkbench } from './fake-workbench';

const SPECIAL_NUMBERS = [
  NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  5e-324,
  Number.MAX_VALUE,
  2 ** 53 + 2,
  -1,
  0.1,
  1e13,
];

const DESCRIPTION = {
  host: 'cli',
  version: '1',
  engineVersion: '1',
  nativeDialogs: false,
  projectsFolder: '/p',
  solverProcesses: 3,
};

/** What every way to the workbench must do, a direct call included. */
describe.each([['direct call', null] as const, ...CONNECTIONS])('the workbench over %s', (_name, connect) => {
  const open: Connection[] = [];
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close();
  });

  async function reach(
    calls: FakeCalls,
  ): Promise<{ workbench: Workbench; host: FakeWorkbench; cut: () => void }> {
    const host = fakeWorkbench(calls);
    if (connect === null) return { workbench: host, host, cut: () => undefined };
    const connection = await connect(host);
    open.push(connection);
    const workbench = connectWorkbench(connection.page);
    return { workbench, host, cut: connection.loseHost };
  }

  it('answers calls with and without input', async () => {
    const { workbench, host } = await reach({
      describe: () => DESCRIPTION,
      openProject: ({ path }: { path: string }) => ({ path, warnings: ['größer, 大'] }),
    });
    expect(await workbench.describe()).toEqual(DESCRIPTION);
    expect(await workbench.openProject({ path: '/study' })).toEqual({
      path: '/study',
      warnings: ['größer, 大'],
    });
    expect(host.received.at(-1)).toEqual({ name: 'openProject', input: { path: '/study' } });
  });

  it('tells null from nothing', async () => {
    const { workbench } = await reach({ restoreProject: () => null, closeProject: () => undefined });
    expect(await workbench.restoreProject()).toBeNull();
    expect(await workbench.closeProject()).toBeUndefined();
  });

  it('keeps code, remedy and problems of an error', async () => {
    const problems = [{ field: 'dimension', cause: 'is 0', remedy: 'Take at least 1' }];
    const { workbench } = await reach({
      saveHead: () => {
        throw new WorkbenchError('invalid-input', 'Refused', 'Try again', problems);
      },
    });
    const error: unknown = await workbench
      .saveHead({ name: '', question: '' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WorkbenchError);
    expect(error).toMatchObject({ code: 'invalid-input', message: 'Refused', remedy: 'Try again', problems });
  });

  it('keeps every number, alone and in arrays', async () => {
    const overlap = [SPECIAL_NUMBERS];
    const { workbench } = await reach({ saveExperiment: (input: unknown) => input });
    const echo = (await workbench.saveExperiment({
      start: { kind: 'explicit', overlap },
    } as never)) as unknown;
    const returned = (echo as { start: { overlap: number[][] } }).start.overlap[0] ?? [];
    expect(returned.map((x, i) => Object.is(x, SPECIAL_NUMBERS[i]))).toEqual(SPECIAL_NUMBERS.map(() => true));
  });

  it('keeps large typed arrays, and views into larger buffers', async () => {
    const loss = Float64Array.from({ length: 200_000 }, (_, i) => SPECIAL_NUMBERS[i % 11] ?? i);
    const t = new Float64Array(new ArrayBuffer(1024), 8 * 5, 40).map((_, i) => i / 3);
    const bytes = new Uint8Array([1, 2, 3, 254, 255]).subarray(1, 4);
    const { workbench } = await reach({ readRun: () => ({ meta: null, samples: { t, loss, bytes } }) });
    const { samples } = (await workbench.readRun({ runId: 'a' })) as unknown as {
      samples: { t: Float64Array; loss: Float64Array; bytes: Uint8Array };
    };
    expect(samples.t).toEqual(t);
    expect(samples.bytes).toEqual(bytes);
    expect(samples.loss).toBeInstanceOf(Float64Array);
    expect(samples.loss.length).toBe(loss.length);
    expect(samples.loss.every((x, i) => Object.is(x, loss[i]))).toBe(true);
  });

  it('keeps large typed arrays on their way in as well', async () => {
    const t = Float64Array.from({ length: 100_000 }, (_, i) => SPECIAL_NUMBERS[i % 11] ?? i);
    const { workbench, host } = await reach({ saveView: () => null });
    await workbench.saveView({ t } as never);
    const [{ input }] = host.received as unknown as [{ input: { t: Float64Array } }];
    expect(input.t).toBeInstanceOf(Float64Array);
    expect(input.t.length).toBe(t.length);
    expect(input.t.every((x, i) => Object.is(x, t[i]))).toBe(true);
  });

  it('lets a call through that cancels one in flight', async () => {
    let stop: (reason: WorkbenchError) => void = () => undefined;
    const { workbench, host } = await reach({
      previewFigure: () => new Promise((_, reject) => (stop = reject)),
      cancelJob: ({ jobId }: { jobId: string }) => {
        stop(new WorkbenchError('invalid-input', `${jobId} was cancelled`));
      },
    });
    const preview = workbench.previewFigure({} as never).catch((error: unknown) => error);
    await vi.waitUntil(() => host.received.length === 1);
    expect(await workbench.cancelJob({ jobId: 'j' })).toBeUndefined();
    expect(await preview).toMatchObject({ code: 'invalid-input', message: 'j was cancelled' });
  });

  it('gives each of many calls in flight its own answer', async () => {
    const { workbench } = await reach({
      listFolder: async ({ path }: { path: string }) => {
        // Later calls are answered first.
        await new Promise((done) => setTimeout(done, 20 - Number(path) / 10));
        return { path };
      },
    });
    const paths = Array.from({ length: 200 }, (_, i) => String(i));
    const answers = await Promise.all(paths.map((path) => workbench.listFolder({ path })));
    expect(answers).toEqual(paths.map((path) => ({ path })));
  });

  it('passes events on, in order, to those who listen', async () => {
    const { workbench, host } = await reach({ describe: () => DESCRIPTION });
    const event = (path: string): WorkbenchEvent => ({ type: 'open-requested', path });
    const heard: WorkbenchEvent[] = [];
    const other: WorkbenchEvent[] = [];
    workbench.onEvent((each) => heard.push(each));
    const stop = workbench.onEvent((each) => other.push(each));
    // Answered after the connection stands.
    await workbench.describe();
    host.emit(event('a'));
    host.emit(event('b'));
    await vi.waitUntil(() => heard.length === 2);
    stop();
    host.emit(event('c'));
    await vi.waitUntil(() => heard.length === 3);
    expect(heard).toEqual(['a', 'b', 'c'].map(event));
    expect(other).toEqual(['a', 'b'].map(event));
  });

  if (connect === null) return;

  it('turns an unforeseen error into `internal` with its message', async () => {
    const { workbench } = await reach({
      listJobs: () => {
        throw new TypeError('x is not a function');
      },
    });
    await expect(workbench.listJobs()).rejects.toMatchObject({
      code: 'internal',
      message: 'x is not a function',
    });
  });

  it('reports a result that cannot travel, and goes on', async () => {
    const { workbench } = await reach({ listJobs: () => [() => 1], describe: () => DESCRIPTION });
    await expect(workbench.listJobs()).rejects.toMatchObject({ code: 'internal' });
    expect(await workbench.describe()).toEqual(DESCRIPTION);
  });

  it('rejects calls in flight at once when the host goes away, and all later ones', async () => {
    const { workbench, host, cut } = await reach({ exportFigure: () => new Promise(() => undefined) });
    const inFlight = [workbench.exportFigure({} as never), workbench.exportFigure({} as never)];
    const outcomes = Promise.allSettled(inFlight);
    await vi.waitUntil(() => host.received.length === 2);
    cut();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'connection-lost' } });
    }
    await expect(workbench.describe()).rejects.toMatchObject({ code: 'connection-lost' });
  });

  it('stops listening to the workbench when the page goes away', async () => {
    const { workbench, host } = await reach({ describe: () => DESCRIPTION });
    await workbench.describe();
    expect(host.listenerCount).toBe(1);
    open[0]?.page.close();
    await vi.waitUntil(() => host.listenerCount === 0);
    host.emit({ type: 'open-requested', path: 'nobody hears this' });
    await expect(workbench.describe()).rejects.toMatchObject({ code: 'connection-lost' });
  });
});

describe('a workbench that is no longer served', () => {
  it('answers nothing more', async () => {
    const { port1, port2 } = new MessageChannel();
    const host = fakeWorkbench();
    const stop = serveWorkbench(messagePortChannel(asDomPort(port1)), host);
    const workbench = connectWorkbench(messagePortChannel(asDomPort(port2)));
    stop();
    await expect(workbench.describe()).rejects.toMatchObject({ code: 'connection-lost' });
    expect(host.received).toEqual([]);
    expect(host.listenerCount).toBe(0);
  });
});
