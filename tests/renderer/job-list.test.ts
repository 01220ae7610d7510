// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { Job, RunJob } from '@shared/contract/job';
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

async function listOf(jobs: readonly Job[]) {
  const workbench = fakeWorkbench({
    describe: () => ({ nativeDialogs: false }),
    restoreProject: () => projectState(),
    readView: () => ({}),
    listJobs: () => jobs,
    cancelJob: () => undefined,
  });
  const connection = createConnection(async () => ({ workbench, onLost: () => undefined }));
  const session = createSession(connection);
  const wrapper = mount(JobList, { global: { provide: { [sessionKey as symbol]: session } } });
  connection.connect();
  await flushPromises();
  return { workbench, wrapper };
}

describe('the list of jobs', () => {
  it('names experiment and flow, and cancels what still goes on', async () => {
    const { workbench, wrapper } = await listOf([JOB]);
    expect(wrapper.text()).toContain('Both flows · Two-timescale');
    await wrapper.get('button').trigger('click');
    expect(workbench.received.at(-1)).toEqual({ name: 'cancelJob', input: { jobId: 'job' } });
  });

  it('tells of a failed job what happened, what to do, and the end of its output', async () => {
    const { workbench, wrapper } = await listOf([JOB]);
    workbench.emit({
      type: 'job-changed',
      job: {
        ...JOB,
        status: 'failed',
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
    expect(wrapper.find('button').exists()).toBe(false);
  });
});
