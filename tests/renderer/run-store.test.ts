import { computed, nextTick, ref, type Ref } from 'vue';
import { describe, expect, it } from 'vitest';
import type { JobStatus, RunJob } from '@shared/contract/job';
import { ENGINE_VERSION } from '@shared/numerics/engine-version';
import { resolveRuns } from '@shared/numerics/run/resolve-runs';
import type { ExperimentSpec } from '@shared/model/experiment';
import type { RunMeta, RunSamples } from '@shared/model/run';
import { createJobStore } from '@renderer/stores/jobs';
import { createProjectStore } from '@renderer/stores/project';
import { createViewStore } from '@renderer/stores/view-state';
import { runKey } from '@renderer/stores/run-identity';
import { createRunStore } from '@renderer/stores/runs';
import { describeLink } from '@renderer/links/describe-link';
import { fakeWorkbench } from '../wire/fake-workbench';
import { EXPERIMENT, projectState, TARGET } from './study';

/** n samples whose loss says which run they belong to. */
function samples(loss: number, n = 3, from = 0): RunSamples {
  const t = Float64Array.from({ length: n }, (_, i) => 10 ** (from + i));
  return {
    t,
    loss: t.map(() => loss),
    gradientNorm: t.map(() => 1),
    singularValues: t.map(() => 0.1),
    overlap: t.map(() => 0.1),
  };
}

function sealed(experiment: ExperimentSpec, flow: number, runId: string): RunMeta {
  const spec = resolveRuns(experiment, TARGET)[flow];
  if (!spec) throw new Error('no such flow');
  return {
    schema: 1,
    runId,
    engineVersion: ENGINE_VERSION,
    spec,
    stopReason: 'horizon',
    reached: 1e4,
    statistics: {
      acceptedSteps: 1,
      rejectedSteps: 0,
      derivativeEvaluations: 1,
      factorisations: 1,
      roundingLimitedSteps: 0,
      summedError: 0,
      overshoot: 0,
    },
    events: [],
    plateaus: [],
    initialLoss: 1,
    finalLoss: 0,
    finalSingularValues: [1],
    finalOverlap: [1],
    startRank: 1,
    warnings: [],
  };
}

function job(flowIndex: number, status: JobStatus, runId = `run${flowIndex}`): RunJob {
  return {
    kind: 'run',
    id: `job${flowIndex}`,
    experimentId: EXPERIMENT.id,
    flowIndex,
    runId,
    status,
    failure: null,
    startedAt: null,
    endedAt: null,
  };
}

/** The stores on a project with the given sealed runs; run ids are read back as losses. */
async function openStores(runs: readonly RunMeta[], isDescribed: Readonly<Ref<boolean>> = ref(true)) {
  const losses = new Map<string, number>();
  const metas = new Map(runs.map((meta) => [meta.runId, meta]));
  const state = projectState();
  let stored = EXPERIMENT;
  const workbench = fakeWorkbench({
    saveExperiment: (experiment: ExperimentSpec) => {
      stored = experiment;
      return { ...state, documents: { ...state.documents, experiments: [experiment] } };
    },
    findRuns: () =>
      resolveRuns(stored, TARGET).map(
        (spec) => runs.find((meta) => runKey(meta.spec) === runKey(spec))?.runId ?? null,
      ),
    startExperiment: () => [job(0, 'queued'), job(1, 'queued')],
    readRun: ({ runId }: { readonly runId: string }) => ({
      meta: metas.get(runId),
      samples: samples(losses.get(runId) ?? 0),
    }),
  });
  const errors: unknown[] = [];
  const project = createProjectStore(
    workbench,
    createViewStore(workbench, () => undefined),
    (error) => errors.push(error),
  );
  const jobs = createJobStore(workbench);
  const described = computed(() => (isDescribed.value ? describeLink(TARGET.link) : null));
  const store = createRunStore(workbench, project, jobs, described, (error) => errors.push(error));
  const settle = async () => {
    for (let i = 0; i < 10; i++) await nextTick();
  };
  project.enter(state);
  await settle();
  return {
    workbench,
    project,
    store,
    errors,
    settle,
    /** Seals a run, as the workbench would. */
    seal(meta: RunMeta, loss: number) {
      metas.set(meta.runId, meta);
      losses.set(meta.runId, loss);
    },
    async setDimension(dimension: number) {
      const document = { ...EXPERIMENT, dimension };
      project.edit('change d', [{ kind: 'experiment', id: EXPERIMENT.id, document }]);
      await settle();
    },
    progress(flowIndex: number, newSamples: RunSamples) {
      const progress = {
        t: newSamples.t.at(-1) ?? 0,
        loss: 1,
        acceptedSteps: 1,
        rejectedSteps: 0,
        newSamples,
      };
      workbench.emit({
        type: 'job-progress',
        progress: {
          jobId: `job${flowIndex}`,
          experimentId: EXPERIMENT.id,
          flowIndex,
          progress,
          millisecondsLeft: null,
        },
      });
    },
  };
}

const both = (experiment: ExperimentSpec) => [sealed(experiment, 0, 'a'), sealed(experiment, 1, 'b')];

describe('Run', () => {
  it('pressed while the link is being worked out begins when it is known', async () => {
    const isDescribed = ref(false);
    const { workbench, store, settle } = await openStores([], isDescribed);
    const starts = () => workbench.received.filter(({ name }) => name === 'startExperiment');
    const started = store.start();
    await settle();
    expect(starts()).toEqual([]);
    isDescribed.value = true;
    await started;
    expect(starts().map(({ input }) => input)).toEqual([{ experimentId: EXPERIMENT.id, reuse: false }]);
  });
});

describe('the stages', () => {
  it('show the sealed runs of exactly the present parameters', async () => {
    const { store, setDimension, errors } = await openStores(both(EXPERIMENT));
    expect(store.stages.value.map(({ current }) => current?.meta?.runId)).toEqual(['a', 'b']);
    await setDimension(200);
    expect(store.stages.value.map(({ current }) => current)).toEqual([null, null]);
    expect(store.stages.value.map(({ ghost }) => ghost?.meta?.runId)).toEqual(['a', 'b']);
    await setDimension(100);
    expect(store.stages.value.map(({ current }) => current?.meta?.runId)).toEqual(['a', 'b']);
    expect(store.stages.value.map(({ ghost }) => ghost)).toEqual([null, null]);
    expect(errors).toEqual([]);
  });

  it('grow with the progress of a run, and end with what was sealed', async () => {
    const { store, workbench, progress, seal, settle } = await openStores([]);
    await store.start();
    expect(store.running.value).toBe(true);
    progress(0, samples(1, 3));
    progress(0, samples(1, 2, 3));
    expect([...(store.stages.value[0]?.current?.samples.t ?? [])]).toEqual([1, 10, 100, 1000, 10000]);
    expect(store.stages.value[0]?.current?.meta).toBeNull();
    seal(sealed(EXPERIMENT, 0, 'run0'), 0.5);
    workbench.emit({ type: 'job-changed', job: job(0, 'done') });
    workbench.emit({ type: 'job-changed', job: job(1, 'cancelled') });
    await settle();
    expect(store.stages.value[0]?.current?.samples.loss[0]).toBe(0.5);
    expect(store.running.value).toBe(false);
  });

  it('keep the curves of a cancelled run', async () => {
    const { store, workbench, progress } = await openStores([]);
    await store.start();
    progress(1, samples(1, 3));
    workbench.emit({ type: 'job-changed', job: job(1, 'cancelled') });
    expect(store.stages.value[1]?.current?.samples.t).toHaveLength(3);
  });

  it('draw a run that was overtaken by an edit as a ghost', async () => {
    const { store, workbench, progress, seal, setDimension, settle } = await openStores([]);
    await store.start();
    await setDimension(200);
    progress(0, samples(1, 3));
    expect(store.stages.value[0]?.current).toBeNull();
    expect(store.stages.value[0]?.ghost?.samples.t).toHaveLength(3);
    seal(sealed(EXPERIMENT, 0, 'run0'), 0.5);
    workbench.emit({ type: 'job-changed', job: job(0, 'done') });
    await settle();
    expect(store.stages.value[0]?.current).toBeNull();
    expect(store.stages.value[0]?.ghost?.meta?.runId).toBe('run0');
  });

  it('are empty after a reset, and stay so when only a name changes', async () => {
    const { store, project, settle } = await openStores(both(EXPERIMENT));
    store.clear();
    const document = { ...EXPERIMENT, name: 'renamed' };
    project.edit('rename', [{ kind: 'experiment', id: EXPERIMENT.id, document }]);
    await settle();
    expect(store.stages.value).toEqual([
      { current: null, ghost: null },
      { current: null, ghost: null },
    ]);
  });
});

describe('a stage that is removed', () => {
  it('takes its own curves away, not those of the other', async () => {
    const { store, project, settle } = await openStores(both(EXPERIMENT));
    const document = { ...EXPERIMENT, flows: EXPERIMENT.flows.slice(1) };
    project.edit('remove a stage', [{ kind: 'experiment', id: EXPERIMENT.id, document }]);
    await settle();
    expect(store.stages.value.map(({ current, ghost }) => [current?.meta?.runId, ghost])).toEqual([
      ['b', null],
    ]);
    project.undo();
    await settle();
    expect(store.stages.value.map(({ current }) => current?.meta?.runId)).toEqual(['a', 'b']);
  });
});

describe('the job of a stage', () => {
  it('that has ended tells of its own parameters only', async () => {
    const { store, workbench, setDimension, settle } = await openStores([]);
    await store.start();
    workbench.emit({ type: 'job-changed', job: job(0, 'failed') });
    await settle();
    const statuses = () => store.stageJobs.value.map((one) => one?.status ?? null);
    expect(statuses()).toEqual(['failed', 'queued']);
    await setDimension(200);
    // The other one goes on, and can be stopped.
    expect(statuses()).toEqual([null, 'queued']);
    await setDimension(100);
    expect(statuses()).toEqual(['failed', 'queued']);
  });
});

describe('starting', () => {
  it('is refused while the parameters make no run, with what is wrong', async () => {
    const { store, workbench, setDimension } = await openStores([]);
    await setDimension(1);
    expect(store.resolved.value?.problems.map(({ field }) => field)).toContain('dimension');
    await store.start();
    expect(workbench.received.some(({ name }) => name === 'startExperiment')).toBe(false);
  });

  it('waits until the edit it is about is saved', async () => {
    const { store, project, workbench } = await openStores([]);
    const document = { ...EXPERIMENT, dimension: 300 };
    project.edit('change d', [{ kind: 'experiment', id: EXPERIMENT.id, document }]);
    await store.start();
    const calls = workbench.received.map(({ name }) => name);
    expect(calls.indexOf('saveExperiment')).toBeGreaterThanOrEqual(0);
    expect(calls.indexOf('saveExperiment')).toBeLessThan(calls.indexOf('startExperiment'));
  });
});

describe('running again while looking', () => {
  /** The names of the calls that change jobs, in order. */
  const calls = (workbench: { readonly received: readonly { readonly name: string }[] }) =>
    workbench.received.map(({ name }) => name).filter((name) => /Job$|^startExperiment$/.test(name));

  it('does not run twice what runs already, and lets it go on where it was paused', async () => {
    const { store, workbench } = await openStores([]);
    await store.start();
    await store.start();
    expect(calls(workbench)).toEqual(['startExperiment', 'resumeJob', 'resumeJob']);
  });

  it('takes every run of the stages a step on', async () => {
    const { store, workbench } = await openStores([]);
    await store.start();
    await store.step();
    expect(calls(workbench)).toEqual(['startExperiment', 'stepJob', 'stepJob']);
  });

  it('ends what runs for other parameters before it runs the present ones', async () => {
    const { store, workbench, setDimension } = await openStores([]);
    await store.start();
    await setDimension(200);
    await store.rerun();
    expect(calls(workbench)).toEqual(['startExperiment', 'cancelJob', 'cancelJob', 'startExperiment']);
    expect(workbench.received.at(-1)).toMatchObject({ name: 'startExperiment', input: { reuse: true } });
  });

  it('answers many requests in quick succession by the newest parameters', async () => {
    const { store, workbench, project } = await openStores([]);
    const asked: Promise<void>[] = [];
    for (const dimension of [200, 300, 400, 500]) {
      const document = { ...EXPERIMENT, dimension };
      project.edit('change d', [{ kind: 'experiment', id: EXPERIMENT.id, document }]);
      asked.push(store.rerun());
    }
    await Promise.all(asked);
    const starts = calls(workbench).filter((name) => name === 'startExperiment');
    expect(starts.length).toBeLessThanOrEqual(2);
    const last = (call: string): number => workbench.received.findLastIndex(({ name }) => name === call);
    expect(last('saveExperiment')).toBeLessThan(last('startExperiment'));
  });

  it('takes the ended jobs of former parameters out of the list, but not what failed', async () => {
    const { store, workbench, setDimension } = await openStores([]);
    await store.start();
    workbench.emit({ type: 'job-changed', job: job(0, 'done') });
    workbench.emit({ type: 'job-changed', job: job(1, 'failed') });
    await setDimension(200);
    await store.rerun();
    const dismissed = workbench.received.filter(({ name }) => name === 'dismissJob');
    expect(dismissed.map(({ input }) => input)).toEqual([{ jobId: 'job0' }]);
  });
});
