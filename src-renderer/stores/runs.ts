import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { RunJob } from '@shared/contract/job';
import type { Workbench } from '@shared/contract/workbench';
import { createGrowingSamples, type GrowingSamples } from '../run/growing-samples';
import { EMPTY_STAGE, withCurves, withParameters, type StageCurves } from '../run/stage-curves';
import { resolveExperiment, type ResolvedExperiment } from './resolved-experiment';
import { isActive, type JobStore } from './jobs';
import type { ProjectStore } from './project';
import type { DescribedLink } from '../target/describe-link';
import { runKey, sameRun } from './run-identity';

/** The curves on the stages of the selected experiment, and what is computing them. */
export interface RunStore {
  /**
   * The selected experiment made ready to run, or what is wrong with it; null without an experiment and while the
   * target's link is being expanded.
   */
  readonly resolved: ComputedRef<ResolvedExperiment | null>;
  /** One entry per flow of the selected experiment. */
  readonly stages: ComputedRef<readonly StageCurves[]>;
  /** The newest job of each flow; null where there is none. */
  readonly stageJobs: ComputedRef<readonly (RunJob | null)[]>;
  readonly running: ComputedRef<boolean>;
  start(): Promise<void>;
  /** Asks every active job of the selected experiment to stop. */
  cancel(): Promise<void>;
  /** Takes all curves and ghosts off the stages. The runs stay in the project. */
  clear(): void;
}

/** The run store over the other stores; `described` is what is known of the target's link. */
export function createRunStore(
  workbench: Workbench,
  project: ProjectStore,
  jobs: JobStore,
  described: ComputedRef<DescribedLink | null>,
  showError: (error: unknown) => void,
): RunStore {
  const stagesOf = shallowRef<ReadonlyMap<string, readonly StageCurves[]>>(new Map());
  /** What a job computes; known for jobs started here. */
  const keyOfJob = new Map<string, string>();
  const liveSamples = new Map<string, GrowingSamples>();
  const starting = shallowRef(false);

  const resolved = computed(() => {
    const { experiment, target } = { experiment: project.experiment.value, target: project.target.value };
    return experiment && target && described.value
      ? resolveExperiment(experiment, target, described.value)
      : null;
  });

  const keys = computed(() => resolved.value?.specs?.map(runKey) ?? null);

  const flowCount = computed(() => project.experiment.value?.flows.length ?? 0);

  const stages = computed(() => {
    const kept = stagesOf.value.get(project.experiment.value?.id ?? '') ?? [];
    return Array.from({ length: flowCount.value }, (_, i) => kept[i] ?? EMPTY_STAGE);
  });

  function changeStage(
    experimentId: string,
    index: number,
    change: (stage: StageCurves) => StageCurves,
  ): void {
    const kept = stagesOf.value.get(experimentId) ?? [];
    const next = Array.from({ length: Math.max(kept.length, index + 1) }, (_, i) => kept[i] ?? EMPTY_STAGE);
    next[index] = change(next[index] ?? EMPTY_STAGE);
    stagesOf.value = new Map(stagesOf.value).set(experimentId, next);
  }

  /** Key of the present parameters of a flow; null when they make no run or another experiment is selected. */
  function presentKey(experimentId: string, index: number): string | null {
    return experimentId === project.experiment.value?.id ? (keys.value?.[index] ?? null) : null;
  }

  async function showSealed(experimentId: string, index: number, runId: string): Promise<void> {
    const { meta, samples } = await workbench.readRun({ runId });
    const present = presentKey(experimentId, index);
    const spec = resolved.value?.specs?.[index];
    const specKey = present !== null && spec && sameRun(meta.spec, spec) ? present : runKey(meta.spec);
    changeStage(experimentId, index, (stage) => withCurves(stage, { specKey, samples, meta }, present));
  }

  /** Shows what is sealed of the selected experiment, unless its parameters change meanwhile. */
  async function showSealedRuns(experimentId: string, parameters: readonly string[]): Promise<void> {
    await project.settled();
    const found = await workbench.findRuns({ experimentId });
    if (keys.value?.join() !== parameters.join() || project.experiment.value?.id !== experimentId) return;
    await Promise.all(
      found.map((runId, index) => (runId === null ? null : showSealed(experimentId, index, runId))),
    );
  }

  watch(
    // Joined: edits that leave the runs as they are (a new name) give equal text and change nothing.
    [() => keys.value?.join(), () => project.experiment.value?.id, () => project.state.value?.path] as const,
    ([, experimentId, path], [, , formerPath]) => {
      if (path !== formerPath) stagesOf.value = new Map();
      if (!experimentId) return;
      const present = keys.value;
      for (let index = 0; index < flowCount.value; index++) {
        changeStage(experimentId, index, (stage) => withParameters(stage, present?.[index] ?? null));
      }
      if (present) showSealedRuns(experimentId, present).catch(showError);
    },
  );

  workbench.onEvent((event) => {
    if (event.type === 'job-progress') {
      const { jobId, experimentId, flowIndex, progress } = event.progress;
      const specKey = keyOfJob.get(jobId) ?? presentKey(experimentId, flowIndex);
      if (specKey === null) return;
      const live = liveSamples.get(jobId) ?? createGrowingSamples();
      liveSamples.set(jobId, live);
      live.append(progress.newSamples);
      const curves = { specKey, samples: live.view(), meta: null };
      const present = presentKey(experimentId, flowIndex);
      changeStage(experimentId, flowIndex, (stage) => withCurves(stage, curves, present));
    }
    if (event.type === 'job-changed' && event.job.kind === 'run' && !isActive(event.job)) {
      const { id, experimentId, flowIndex, runId, status } = event.job;
      liveSamples.delete(id);
      keyOfJob.delete(id);
      if (status === 'done') showSealed(experimentId, flowIndex, runId).catch(showError);
    }
  });

  const stageJobs = computed(() =>
    stages.value.map(
      (_, index) =>
        jobs.jobs.value.findLast(
          (job): job is RunJob =>
            job.kind === 'run' &&
            job.experimentId === project.experiment.value?.id &&
            job.flowIndex === index,
        ) ?? null,
    ),
  );

  return {
    resolved,
    stages,
    stageJobs,
    running: computed(() => starting.value || stageJobs.value.some((job) => job !== null && isActive(job))),
    async start() {
      const experiment = project.experiment.value;
      const present = keys.value;
      if (!experiment || !present || starting.value) return;
      starting.value = true;
      try {
        await project.settled();
        const started = await workbench.startExperiment({ experimentId: experiment.id, reuse: false });
        for (const job of started) {
          const key = present[job.flowIndex];
          if (isActive(job) && key !== undefined) keyOfJob.set(job.id, key);
        }
        jobs.adopt(started);
      } catch (error) {
        showError(error);
      } finally {
        starting.value = false;
      }
    },
    async cancel() {
      const active = stageJobs.value.flatMap((job) => (job && isActive(job) ? [job] : []));
      await Promise.all(active.map((job) => workbench.cancelJob({ jobId: job.id }).catch(showError)));
    },
    clear() {
      const experimentId = project.experiment.value?.id;
      if (experimentId) stagesOf.value = new Map(stagesOf.value).set(experimentId, []);
    },
  };
}
