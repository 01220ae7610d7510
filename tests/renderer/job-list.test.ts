// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { TooltipProvider } from 'reka-ui';
import { h } from 'vue';
import { describe, expect, it } from 'vitest';
import type { Job, RunJob, SweepJob } from '@shared/contract/job';
import type { SweepSpec } from '@shared/model/sweep';
import { createConnection } from '@renderer/connection/connection';
import JobList from '@renderer/frame/JobList.vue';
import { createSession, sessionKey } from '@renderer/stores/session';
import { fakeWorkbench } from '../wire/fake-workbench';
import { projectState } from './study';

const JOB: RunJob = {
  kind: 'run',
  id: 'job',
  experimentId: 'experiment',
  flowIndex: 1,
  runId: 'run',
  status: 'running',
  failure: null,
  startedAt: 0,
  endedAt: null,
};

const STUDY = projectState().documents;
const SEEDS: SweepSpec = {
  id: 'seeds',
  name: 'Seeds',
  experimentId: 'experiment',
  axes: [],
  targetIds: [],
  seeds: { first: 1, count: 20 },
  keep: 'summary',
};

async function listOf(jobs: readonly Job[]) {
  const workbench = fakeWorkbench({
    describe: () => ({ nativeDialogs: false }),
    restoreProject: () => projectState({ documents: { ...STUDY, sweeps: [SEEDS] } }),
    readView: () => ({}),
    listJobs: () => jobs,
    cancelJob: () => undefined,
    pauseJob: () => undefined,
    resumeJob: () => undefined,
    moveJob: () => undefined,
    dismissJob: () => undefined,
    saveView: () => undefined,
    readSweep: () => ({ runIds: [], sealed: new Uint8Array(), failed: [] }),
  });
  const connection = createConnection(async () => ({ workbench, onLost: () => undefined }));
  const session = createSession(connection);
  const wrapper = mount(() => h(TooltipProvider, () => h(JobList)), {
    global: { provide: { [sessionKey as symbol]: session } },
  });
  connection.connect();
  await flushPromises();
  return { workbench, session, wrapper };
}

const SWEEP: SweepJob = {
  kind: 'sweep',
  id: 'first',
  sweepId: 'seeds',
  status: 'running',
  runs: 40,
  sealed: 10,
  failedRuns: 2,
  millisecondsLeft: 30_000,
  failure: null,
  startedAt: 0,
  endedAt: null,
};

describe('the list of jobs', () => {
  it('names experiment and flow, and cancels what still goes on', async () => {
    const { workbench, wrapper } = await listOf([JOB]);
    expect(wrapper.text()).toContain('Both flows · Two-timescale');
    await wrapper.get('[aria-label^="Cancel"]').trigger('click');
    expect(workbench.received.at(-1)).toEqual({ name: 'cancelJob', input: { jobId: 'job' } });
  });

  it('tells of a failed job what happened, what to do, and the end of its output', async () => {
    const { workbench, wrapper } = await listOf([JOB]);
    workbench.emit({
      type: 'job-changed',
      job: {
        ...JOB,
        status: 'failed',
        endedAt: 1,
        failure: {
          reason: 'out-of-memory',
          message: 'The solver ran out of memory.',
          remedy: 'Use a smaller student width.',
          outputTail: 'JavaScript heap out of memory',
        },
      },
    });
    await flushPromises();
    expect(wrapper.text()).toContain('The solver ran out of memory.');
    expect(wrapper.text()).toContain('Use a smaller student width.');
    expect(wrapper.get('pre').text()).toBe('JavaScript heap out of memory');
    expect(wrapper.find('[aria-label^="Cancel"]').exists()).toBe(false);
    await wrapper.get('[aria-label^="Dismiss"]').trigger('click');
    expect(workbench.received.at(-1)).toEqual({ name: 'dismissJob', input: { jobId: 'job' } });
  });

  it('tells how far a sweep is and how long it takes, pauses it, and moves a later one up', async () => {
    const { workbench, wrapper } = await listOf([SWEEP, { ...SWEEP, id: 'second', status: 'queued' }]);
    expect(wrapper.text()).toContain('10 of 40 runs · 2 failed · running · about 30 s left');
    expect(wrapper.get('[role="progressbar"]').attributes('aria-valuenow')).toBe('25');
    await wrapper.get('[aria-label^="Pause"]').trigger('click');
    expect(workbench.received.at(-1)).toEqual({ name: 'pauseJob', input: { jobId: 'first' } });
    expect(wrapper.findAll('[aria-label^="Move"]')).toHaveLength(1);
    await wrapper.get('[aria-label^="Move"]').trigger('click');
    expect(workbench.received.at(-1)).toEqual({
      name: 'moveJob',
      input: { jobId: 'second', before: 'first' },
    });
  });

  it('leads to the failed runs of a sweep, unless the sweep is gone', async () => {
    const ended = { ...SWEEP, status: 'done', endedAt: 1 } as const;
    const { session, wrapper } = await listOf([ended, { ...ended, id: 'gone', sweepId: 'gone' }]);
    expect(session.jobs.counts.value.failed).toBe(4);
    const buttons = wrapper.findAll('[aria-label^="Look at the failed runs"]');
    expect(buttons).toHaveLength(1);
    await buttons[0]?.trigger('click');
    expect(session.place.value).toBe('compare');
    expect(session.project.selection.idOf('sweep').value).toBe('seeds');
  });

  it('offers to continue a sweep that was interrupted, and to try again one that cannot go on', async () => {
    const failure = {
      reason: 'storage',
      message: 'The disk is full.',
      remedy: 'Make room.',
      outputTail: '',
    } as const;
    const { workbench, wrapper } = await listOf([
      { ...SWEEP, status: 'paused' },
      { ...SWEEP, id: 'second', status: 'blocked', failure },
    ]);
    expect(wrapper.text()).toContain('The disk is full.');
    for (const button of wrapper.findAll('[aria-label^="Continue"]')) await button.trigger('click');
    expect(workbench.received.slice(-2).map(({ input }) => input)).toEqual([
      { jobId: 'first' },
      { jobId: 'second' },
    ]);
  });
});
