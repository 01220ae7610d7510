// @vitest-environment happy-dom
import { h } from 'vue';
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import type { Job, SweepJob } from '@shared/contract/job';
import type { FailedRun } from '@shared/contract/sweep';
import { createConnection } from '@renderer/connection/connection';
import { createSession, sessionKey } from '@renderer/stores/session';
import { useSweeps } from '@renderer/stores/sweeps';
import AxisField from '@renderer/sweep/AxisField.vue';
import FailedRuns from '@renderer/sweep/FailedRuns.vue';
import SweepCost from '@renderer/sweep/SweepCost.vue';
import SweepQueue from '@renderer/sweep/SweepQueue.vue';
import { fakeWorkbench } from '../wire/fake-workbench';
import { projectState } from '../renderer/study';
import { DOCUMENTS, SWEEP } from './sweep-documents';

function job(id: string, change: Partial<SweepJob> = {}): SweepJob {
  return {
    kind: 'sweep',
    id,
    sweepId: 'sweep',
    status: 'queued',
    startedAt: null,
    endedAt: null,
    runs: 48,
    sealed: 0,
    failedRuns: 0,
    millisecondsLeft: null,
    failure: null,
    ...change,
  };
}

/** Stands for the button with a tooltip, whose library is built for browsers only. */
const TipButton = (props: { label: string }) => h('button', { 'aria-label': props.label });
TipButton.props = ['label'];
const stubs = { TipButton, SelectField: true };

async function openSession(jobs: readonly Job[], failed: readonly FailedRun[] = [], sealed = 48) {
  const workbench = fakeWorkbench({
    describe: () => ({ nativeDialogs: false }),
    restoreProject: () => projectState({ documents: DOCUMENTS }),
    readView: () => ({}),
    listJobs: () => jobs,
    estimateSweep: () => ({ runs: 48, sealed, milliseconds: 0, bytes: 0 }),
    readSweep: () => ({ runIds: [], sealed: new Uint8Array(), failed }),
    startSweep: () => job('again'),
    moveJob: () => undefined,
    pauseJob: () => undefined,
  });
  const connection = createConnection(async () => ({ workbench, onLost: () => undefined }));
  const session = createSession(connection);
  connection.connect();
  await flushPromises();
  return { workbench, session, provide: { [sessionKey as symbol]: session } };
}

describe('failed runs', () => {
  const failed = (point: number, message: string): FailedRun => ({
    runId: `run-${point}`,
    point,
    failure: { reason: 'error', message, remedy: 'Loosen the tolerance.', outputTail: '' },
  });

  it('are told by reason, named, and run again alone', async () => {
    const runs = [
      failed(0, 'The step fell below 1.5e-16 at t = 12.5.'),
      failed(1, 'The link has no finite energy.'),
      ...Array.from({ length: 30 }, (_, i) => failed(i + 2, `The step fell below 1.1e-16 at t = ${i}.25.`)),
    ];
    const ended = job('job', { status: 'done', startedAt: 1, endedAt: 2, sealed: 16, failedRuns: 32 });
    const { workbench, provide } = await openSession([ended], runs);
    const wrapper = mount(FailedRuns, { props: { sweep: SWEEP }, global: { provide } });
    await flushPromises();
    expect(wrapper.get('h3').text()).toBe('32 runs failed');
    const reasons = wrapper.findAll('.reason');
    expect(reasons.map((reason) => reason.get('strong').text())).toEqual(['31×', '1×']);
    expect(reasons[0]?.text()).toContain('The step fell below 1.1e-16 to 1.5e-16 at t = 0.25 to 29.25.');
    expect(reasons[0]?.findAll('li')).toHaveLength(20);
    expect(reasons[0]?.get('li').text()).toMatch(/ · 1.5e-16, t = 12.5$/);
    expect(reasons[0]?.text()).toContain('and 11 more');
    expect(reasons[1]?.get('li').text()).toMatch(/^Dimension d = 64, .*seed 3, /);
    expect(reasons[1]?.text()).toContain('The link has no finite energy. Loosen the tolerance.');
    await wrapper.get('button').trigger('click');
    await flushPromises();
    expect(workbench.received).toContainEqual({
      name: 'startSweep',
      input: { sweepId: 'sweep', rerunFailed: true },
    });
  });

  it('stay a short list when every run fails for a reason of its own', async () => {
    const runs = Array.from({ length: 48 }, (_, i) =>
      failed(i, `File ${'x'.repeat(i + 1)} cannot be written.`),
    );
    const { provide } = await openSession([job('job', { status: 'done', failedRuns: 48 })], runs);
    const wrapper = mount(FailedRuns, { props: { sweep: SWEEP }, global: { provide } });
    await flushPromises();
    expect(wrapper.findAll('li')).toHaveLength(8);
    expect(wrapper.text()).toContain('40 more failed for 40 other reasons');
  });

  it('come into view when they are asked for from elsewhere', async () => {
    const ended = job('job', { status: 'done', sealed: 47, failedRuns: 1 });
    const { session, provide } = await openSession([ended], [failed(0, 'It broke.')]);
    useSweeps(session).failedAreWanted.value = true;
    const wrapper = mount(FailedRuns, { props: { sweep: SWEEP }, global: { provide }, attachTo: 'body' });
    await flushPromises();
    expect(document.activeElement).toBe(wrapper.get('section').element);
    expect(useSweeps(session).failedAreWanted.value).toBe(false);
    wrapper.unmount();
  });

  it('are no part of what starting the sweep would compute', async () => {
    const ended = job('job', { status: 'done', sealed: 40, failedRuns: 8 });
    const runs = Array.from({ length: 8 }, (_, i) => failed(i, 'It broke.'));
    const { session, provide } = await openSession([ended], runs, 40);
    useSweeps(session).lookAt(true);
    const wrapper = mount(SweepCost, { props: { sweep: SWEEP }, global: { provide } });
    await vi.waitFor(() => expect(wrapper.text()).toContain('40 are there, 8 failed'));
    expect(wrapper.get('button').text()).toBe('All runs were tried');
    expect(wrapper.get('button').attributes('disabled')).toBeDefined();
  });

  it('take no room where there are none', async () => {
    const { provide } = await openSession([job('job', { status: 'done', sealed: 48 })]);
    const wrapper = mount(FailedRuns, { props: { sweep: SWEEP }, global: { provide } });
    await flushPromises();
    expect(wrapper.find('section').exists()).toBe(false);
  });
});

describe('the queue of sweeps', () => {
  const jobs = [job('one', { status: 'running' }), job('two'), job('three'), job('old', { status: 'done' })];

  it.each([
    [0, 'down', { jobId: 'one', before: 'three' }],
    [1, 'down', { jobId: 'two', before: null }],
    [2, 'up', { jobId: 'three', before: 'two' }],
  ])('moves number %i %s', async (position, way, input) => {
    const { workbench, provide } = await openSession(jobs);
    const wrapper = mount(SweepQueue, { global: { provide, stubs } });
    await flushPromises();
    const items = wrapper.findAll('ol > li');
    expect(items).toHaveLength(3);
    await items[position]?.get(`[aria-label$=" ${way}"]`).trigger('click');
    expect(workbench.received.at(-1)).toEqual({ name: 'moveJob', input });
  });

  it('is not there for one sweep', async () => {
    const { provide } = await openSession(jobs.slice(1, 2));
    const wrapper = mount(SweepQueue, { global: { provide, stubs } });
    await flushPromises();
    expect(wrapper.find('section').exists()).toBe(false);
  });
});

describe('the field of an axis', () => {
  const axis = { field: 'experiment.dimension', values: { kind: 'list', values: [64, 128] } } as const;

  it('keeps what is being typed when the same axis comes back saved', async () => {
    const wrapper = mount(AxisField, {
      props: { axis, label: 'Dimension d', problem: null, disabled: false },
      global: { stubs },
    });
    const input = wrapper.get('input');
    await input.setValue('64, 128, 256');
    await wrapper.setProps({ axis: structuredClone(axis) });
    expect(input.element.value).toBe('64, 128, 256');
    await input.trigger('keydown.enter');
    expect(wrapper.emitted('change')?.at(-1)).toEqual([
      { ...axis, values: { kind: 'list', values: [64, 128, 256] } },
    ]);
  });

  it('shows what an undo brought back', async () => {
    const wrapper = mount(AxisField, {
      props: { axis, label: 'Dimension d', problem: null, disabled: false },
      global: { stubs },
    });
    await wrapper.setProps({ axis: { ...axis, values: { kind: 'powers-of-two', from: 6, to: 9 } } });
    expect(wrapper.get('input').element.value).toBe('pow2(6, 9)');
    expect(wrapper.text()).toContain('4 values: 64, 128, 256, 512');
  });
});
