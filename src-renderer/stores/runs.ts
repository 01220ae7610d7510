import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { RunJob } from '@shared/contract/job';
import type { Workbench } from '@shared/contract/workbench';
import { createGrowingSamples, type GrowingSamples } from '../run/growing-samples';
import { EMPTY_STAGE, withCurves, withParameters, type Curves, type StageCurves } from '../run/stage-curves';
import { resolveExperiment, type ResolvedExperiment } from './resolved-experiment';
import { isActive, type JobStore } from './jobs';
import type { ProjectStore } from './project';
import type { DescribedLink } from '../target/describe-link';
import { courseKey, runKey, sameCourse } from './run-identity';
import { createLatestRequest } from './run-requests';

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
  /** True while a job of the selected experiment has not ended; a paused one has not. */
  readonly running: ComputedRef<boolean>;
  /** True while all jobs that have not ended are paused, and there are some. */
  readonly paused: ComputedRef<boolean>;
  start(): Promise<void>;
  /**
   * Runs the experiment as it is now in place of what is running: for parameters that change while one looks. Runs that
   * are sealed already are taken from the project. Of many calls in quick succession the last one wins.
   */
  rerun(): Promise<void>;
  /** Halts every job of the selected experiment where it is. */
  pause(): Promise<void>;
  /** Lets halted jobs go on. */
  resume(): Promise<void>;
  /** Asks every active job of the selected experiment to stop. What it has reached stays on the stage. */
  cancel(): Promise<void>;
  /** Takes all curves and ghosts off the stages. The runs stay in the project. */
  clear(): void;
}

/** What a job computes. */
type JobCourse = Pick<Curves, 'courseKey' | 'horizon'>;

/** The run store over the other stores; `described` is what is known of the target's link. */
export function createRunStore(
  workbench: Workbench,
  project: ProjectStore,
  jobs: JobStore,
  described: ComputedRef<DescribedLink | null>,
  showError: (error: unknown) => void,
): RunStore {
  const stagesOf = shallowRef<ReadonlyMap<string, readonly StageCurves[]>>(new Map());
  /** Known for jobs started here. */
  const courseOfJob = new Map<string, JobCourse>();
  /** The newest job of each stage that was started here. */
  const newestJobs = new Map<string, string>();
  const liveSamples = new Map<string, GrowingSamples>();
  const starting = shallowRef(false);

  const resolved = computed(() => {
    const { experiment, target } = { experiment: project.experiment.value, target: project.target.value };
    return experiment && target && described.value
      ? resolveExperiment(experiment, target, described.value)
      : null;
  });

  const courses = computed(
    () =>
      resolved.value?.specs?.map((spec): JobCourse => ({
        courseKey: courseKey(spec),
        horizon: spec.horizon,
      })) ?? null,
  );
  const keys = computed(() => resolved.value?.specs?.map(runKey).join() ?? null);

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

  /** The present parameters of a flow; null when they make no run or another experiment is selected. */
  function presentCourse(experimentId: string, index: number): JobCourse | null {
    return experimentId === project.experiment.value?.id ? (courses.value?.[index] ?? null) : null;
  }

  async function showSealed(experimentId: string, index: number, runId: string): Promise<void> {
    const { meta, samples } = await workbench.readRun({ runId });
    const present = presentCourse(experimentId, index)?.courseKey ?? null;
    const spec = resolved.value?.specs?.[index];
    const own = present !== null && spec && sameCourse(meta.spec, spec) ? present : courseKey(meta.spec);
    const curves = { courseKey: own, horizon: meta.spec.horizon, samples, meta };
    changeStage(experimentId, index, (stage) => withCurves(stage, curves, present));
  }

  /** Shows what is sealed of the selected experiment, unless its parameters change meanwhile. */
  async function showSealedRuns(experimentId: string, parameters: string): Promise<void> {
    await project.settled();
    const found = await workbench.findRuns({ experimentId });
    if (keys.value !== parameters || project.experiment.value?.id !== experimentId) return;
    await Promise.all(
      found.map((runId, index) => (runId === null ? null : showSealed(experimentId, index, runId))),
    );
  }

  watch(
    // Joined: edits that leave the runs as they are (a new name) give equal text and change nothing.
    [keys, () => project.experiment.value?.id, () => project.state.value?.path] as const,
    ([present, experimentId, path], [, , formerPath]) => {
      if (path !== formerPath) stagesOf.value = new Map();
      if (!experimentId) return;
      for (let index = 0; index < flowCount.value; index++) {
        const course = courses.value?.[index]?.courseKey ?? null;
        changeStage(experimentId, index, (stage) => withParameters(stage, course));
      }
      if (present !== null) showSealedRuns(experimentId, present).catch(showError);
    },
  );

  /** Whether a newer job has taken the place of this one, of which nothing is to be seen any more. */
  function isOvertaken({ id, experimentId, flowIndex }: Pick<RunJob, 'id' | 'experimentId' | 'flowIndex'>) {
    const newest = newestJobs.get(stageKey(experimentId, flowIndex));
    return newest !== undefined && newest !== id && courseOfJob.has(id);
  }

  workbench.onEvent((event) => {
    if (event.type === 'job-progress') {
      const { jobId, experimentId, flowIndex, progress } = event.progress;
      if (isOvertaken({ id: jobId, experimentId, flowIndex })) return;
      const present = presentCourse(experimentId, flowIndex);
      const course = courseOfJob.get(jobId) ?? present;
      // Most reports of a slow run hold no new sample: nothing is to be drawn then.
      if (course === null || progress.newSamples.t.length === 0) return;
      const live = liveSamples.get(jobId) ?? createGrowingSamples();
      liveSamples.set(jobId, live);
      live.append(progress.newSamples);
      const curves = { ...course, samples: live.view(), meta: null };
      changeStage(experimentId, flowIndex, (stage) => withCurves(stage, curves, present?.courseKey ?? null));
    }
    if (event.type === 'job-changed' && event.job.kind === 'run' && !isActive(event.job)) {
      const { id, experimentId, flowIndex, runId, status } = event.job;
      const overtaken = isOvertaken(event.job);
      liveSamples.delete(id);
      courseOfJob.delete(id);
      if (status === 'done' && !overtaken) showSealed(experimentId, flowIndex, runId).catch(showError);
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

  const activeJobs = computed(() => stageJobs.value.flatMap((job) => (job && isActive(job) ? [job] : [])));

  async function start(reuse: boolean): Promise<void> {
    const experiment = project.experiment.value;
    if (!experiment || !courses.value || starting.value) return;
    starting.value = true;
    try {
      await project.settled();
      const asked = courses.value;
      const started = await workbench.startExperiment({ experimentId: experiment.id, reuse });
      for (const job of started) {
        if (job.kind !== 'run') continue;
        const course = asked?.[job.flowIndex];
        if (isActive(job) && course !== undefined) courseOfJob.set(job.id, course);
        newestJobs.set(stageKey(experiment.id, job.flowIndex), job.id);
      }
      jobs.adopt(started);
    } catch (error) {
      showError(error);
    } finally {
      starting.value = false;
    }
  }

  async function askJobs(call: 'cancelJob' | 'pauseJob' | 'resumeJob'): Promise<void> {
    await Promise.all(activeJobs.value.map(({ id }) => workbench[call]({ jobId: id }).catch(showError)));
  }

  return {
    resolved,
    stages,
    stageJobs,
    running: computed(() => starting.value || activeJobs.value.length > 0),
    paused: computed(
      () => activeJobs.value.length > 0 && activeJobs.value.every(({ status }) => status === 'paused'),
    ),
    start: () => start(false),
    rerun: createLatestRequest(async () => {
      await askJobs('cancelJob');
      await start(true);
    }),
    pause: () => askJobs('pauseJob'),
    resume: () => askJobs('resumeJob'),
    cancel: () => askJobs('cancelJob'),
    clear() {
      const experimentId = project.experiment.value?.id;
      if (experimentId) stagesOf.value = new Map(stagesOf.value).set(experimentId, []);
    },
  };
}

function stageKey(experimentId: string, flowIndex: number): string {
  return `${experimentId} ${flowIndex}`;
}
