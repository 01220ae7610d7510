import { computed, effectScope, nextTick, shallowRef } from 'vue';
import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { WorkbenchError } from '@shared/contract/errors';
import type { Job, SweepJob } from '@shared/contract/job';
import type { SweepEstimate } from '@shared/contract/sweep';
import type { SweepSpec } from '@shared/model/sweep';
import { createJobStore } from '@renderer/stores/jobs';
import { createProjectStore } from '@renderer/stores/project';
import { createSweepStore } from '@renderer/stores/sweeps';
import { createViewStore } from '@renderer/stores/view-state';
import { fakeWorkbench } from '../wire/fake-workbench';
import { projectState } from '../renderer/study';
import { DOCUMENTS, SWEEP } from './sweep-documents';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function job(change: Partial<SweepJob>): SweepJob {
  return {
    kind: 'sweep',
    id: 'job',
    sweepId: 'sweep',
    status: 'running',
    startedAt: 1,
    endedAt: null,
    runs: 48,
    sealed: 0,
    failedRuns: 0,
    millisecondsLeft: null,
    failure: null,
    ...change,
  };
}

/** A store on a project with one sweep; `estimate` answers for its cost. */
function openStore(estimate: (sweep: SweepSpec) => SweepEstimate | Promise<SweepEstimate>) {
  let documents = DOCUMENTS;
  const started: unknown[] = [];
  const workbench = fakeWorkbench({
    estimateSweep: estimate,
    saveSweep: (sweep: SweepSpec) => {
      documents = { ...documents, sweeps: [...documents.sweeps.filter(({ id }) => id !== sweep.id), sweep] };
      return projectState({ documents });
    },
    startSweep: (input: unknown) => {
      started.push(input);
      return job({ status: 'queued' });
    },
    readSweep: () => ({
      runIds: ['a'],
      sealed: Uint8Array.of(0),
      failed: [
        { runId: 'a', point: 0, failure: { reason: 'error', message: 'NaN', remedy: '', outputTail: '' } },
      ],
    }),
    saveView: () => undefined,
  });
  const project = createProjectStore(
    workbench,
    createViewStore(workbench, () => undefined),
    () => undefined,
  );
  const jobs = createJobStore(workbench);
  const notices = {
    list: shallowRef([]),
    show: vi.fn(),
    showError: vi.fn(),
    dismiss: () => undefined,
    clear: () => undefined,
  };
  project.enter(projectState({ documents }));
  const store = effectScope().run(() => createSweepStore({ workbench, project, jobs, notices }));
  if (!store) throw new Error('no store');
  store.lookAt(true);
  const tell = (next: Job): void => workbench.emit({ type: 'job-changed', job: next });
  return { store, project, notices, started, tell, workbench, now: computed(() => store.selected.value) };
}

async function rest(): Promise<void> {
  await nextTick();
  await vi.advanceTimersByTimeAsync(500);
}

const COST: SweepEstimate = { runs: 48, sealed: 0, milliseconds: 1000, bytes: 1e6 };

describe('the sweep that is looked at', () => {
  it('says its factors at once and its cost when it rests', async () => {
    const { store } = openStore(() => COST);
    expect(store.factors.value).toEqual({ axes: [3, 2], targets: 1, seeds: 4, flows: 2 });
    expect(store.estimate.value).toBeNull();
    await rest();
    expect(store.estimate.value).toEqual(COST);
  });

  it('asks again after an edit, and takes no answer to a former question', async () => {
    const answers: ((cost: SweepEstimate) => void)[] = [];
    const { store } = openStore(() => new Promise((answer) => answers.push(answer)));
    await rest();
    store.edit('change seeds', { seeds: { first: 3, count: 8 } });
    await rest();
    expect(answers).toHaveLength(2);
    answers[0]?.(COST);
    await rest();
    expect(store.estimate.value).toBeNull();
    answers[1]?.({ ...COST, runs: 96 });
    await rest();
    expect(store.estimate.value?.runs).toBe(96);
    expect(store.factors.value?.seeds).toBe(8);
  });

  it('tells what keeps it from running by field, and no cost', async () => {
    const problems = [{ field: 'dimension', cause: 'is too small', remedy: 'Take more' }];
    const { store, notices } = openStore(() => {
      throw new WorkbenchError('invalid-input', 'Not possible', '', problems);
    });
    await rest();
    expect(store.problems.value).toEqual(problems);
    expect(store.estimate.value).toBeNull();
    expect(notices.showError).not.toHaveBeenCalled();
  });

  it('has no factors while an axis has no values', () => {
    const { store } = openStore(() => COST);
    store.edit('change an axis', {
      axes: [{ field: 'experiment.dimension', values: { kind: 'list', values: [] } }],
    });
    expect(store.factors.value).toBeNull();
  });

  it('is undone as it was edited', async () => {
    const { store, project, now } = openStore(() => COST);
    store.edit('change seeds', { seeds: null });
    expect(now.value?.seeds).toBeNull();
    project.undo();
    expect(now.value?.seeds).toEqual(SWEEP.seeds);
    await rest();
  });
});

it('nobody looks at costs nothing', async () => {
  let asked = 0;
  const { store } = openStore(() => ({ ...COST, sealed: asked++ }));
  store.lookAt(false);
  await rest();
  store.edit('change seeds', { seeds: { first: 3, count: 8 } });
  await rest();
  expect(asked).toBe(0);
  store.lookAt(true);
  await rest();
  expect(asked).toBe(1);
});

describe('a new sweep', () => {
  it('is over the selected experiment with its seed and nine more, and is selected', async () => {
    const { store } = openStore(() => COST);
    store.create();
    expect(store.selected.value).toMatchObject({
      id: 'experiment-sweep',
      experimentId: 'experiment',
      axes: [],
      seeds: { first: 7, count: 10 },
    });
    await rest();
  });

  const over = (field: string, ...values: readonly number[]) =>
    ({ field: `experiment.${field}`, values: { kind: 'list', values } }) as const;

  it('begins with a field as its axis, gathers others until it is started, and takes newer values of one', async () => {
    const { store } = openStore(() => COST);
    store.addAxis(over('horizon', 1, 2));
    store.addAxis(over('dimension', 10, 20));
    store.addAxis(over('horizon', 3, 4));
    expect(store.selected.value).toMatchObject({
      id: 'experiment-sweep',
      axes: [over('dimension', 10, 20), over('horizon', 3, 4)],
    });
    await store.start('experiment-sweep', false);
    store.addAxis(over('horizon', 1, 2));
    expect(store.selected.value).toMatchObject({ id: 'experiment-sweep-2', axes: [over('horizon', 1, 2)] });
    await rest();
  });

  it('leaves a sweep alone that was there before', async () => {
    const { store, now } = openStore(() => COST);
    expect(now.value).toEqual(SWEEP);
    store.addAxis(over('horizon', 1, 2));
    expect(now.value?.id).not.toBe(SWEEP.id);
    store.select(SWEEP.id);
    expect(now.value).toEqual(SWEEP);
    await rest();
  });
});

describe('a sweep that runs', () => {
  it('is started, or started with what failed', async () => {
    const { store, started } = openStore(() => COST);
    await store.start('sweep', false);
    await store.start('sweep', true);
    expect(started).toEqual([
      { sweepId: 'sweep', rerunFailed: false },
      { sweepId: 'sweep', rerunFailed: true },
    ]);
    expect(store.jobOf('sweep')?.status).toBe('queued');
  });

  it('lists its failures as soon as there are any, and none once they are run again', async () => {
    const { store, tell } = openStore(() => COST);
    tell(job({ failedRuns: 1 }));
    await rest();
    expect(store.failed.value.map(({ runId }) => runId)).toEqual(['a']);
    tell(job({ failedRuns: 0 }));
    await rest();
    expect(store.failed.value).toEqual([]);
  });

  it('forgets the failures of runs that are none of it any more', async () => {
    const { store, workbench, tell } = openStore(() => COST);
    tell(job({ status: 'done', failedRuns: 1 }));
    await rest();
    store.failedAreWanted.value = true;
    const { failed, ...rests } = await workbench.readSweep({ sweepId: 'sweep' });
    expect(failed).toHaveLength(1);
    workbench.readSweep = () => Promise.resolve({ ...rests, failed: [] });
    store.edit('change seeds', { seeds: { first: 100, count: 4 } });
    await rest();
    expect(store.failed.value).toEqual([]);
    // A list that may come another day does not jump into view.
    expect(store.failedAreWanted.value).toBe(false);
  });

  it('has its cost asked again at its end: what is sealed costs nothing any more', async () => {
    let asked = 0;
    const { tell } = openStore(() => ({ ...COST, sealed: asked++ }));
    tell(job({}));
    await rest();
    const before = asked;
    tell(job({ status: 'done', sealed: 48 }));
    await rest();
    expect(asked).toBe(before + 1);
  });
});
