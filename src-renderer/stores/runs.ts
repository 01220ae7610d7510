import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { Job, RunJob } from '@shared/contract/job';
import type { Workbench } from '@shared/contract/workbench';
import type { FlowSpec } from '@shared/model/experiment';
import type { DescribedLink } from '../links/describe-link';
import { createGrowingSamples, type GrowingSamples } from './growing-samples';
import { isActive, type JobStore } from './jobs';
import type { ProjectStore } from './project';
import { resolveExperiment, type ResolvedExperiment } from './resolved-experiment';
import { courseKey, runKey, sameCourse } from './run-identity';
import { createLatestRequest } from './run-requests';
import { createStageBoard } from './stage-board';
import { withCurves, withParameters, type Curves, type StageCurves } from './stage-curves';

/** The curves on the stages of the selected experiment, and what is computing them. */
export interface RunStore {
  /**
   * The selected experiment made ready to run, or what is wrong with it; null without an experiment and while the
   * target's link is being expanded.
   */
  readonly resolved: ComputedRef<ResolvedExperiment | null>;
  /** One entry per flow of the selected experiment. */
  readonly stages: ComputedRef<readonly StageCurves[]>;
  /** The newest job of each flow; null where there is none, or where it has ended and was for other parameters. */
  readonly stageJobs: ComputedRef<readonly (RunJob | null)[]>;
  /** True while a job of the selected experiment has not ended; a paused one has not. */
  readonly running: ComputedRef<boolean>;
  /** True while all jobs that have not ended are paused, and there are some. */
  readonly paused: ComputedRef<boolean>;
  /** Runs the experiment anew as it is now, in place of what is running for other parameters. */
  start(): Promise<void>;
  /**
   * The same for parameters that change while one looks: runs that are sealed already are taken from the project, and of
   * many calls in quick succession the last one wins.
   */
  rerun(): Promise<void>;
  /** Halts every job of the selected experiment where it is. */
  pause(): Promise<void>;
  /** Lets halted jobs go on. */
  resume(): Promise<void>;
  /** Lets halted jobs go on to their next sample. */
  step(): Promise<void>;
  /** Asks every active job of the selected experiment to stop. What it has reached stays on the stage. */
  cancel(): Promise<void>;
  /** Takes all curves and ghosts off the stages. The runs stay in the project. */
  clear(): void;
}

/** What a job computes. */
type JobCourse = Pick<Curves, 'courseKey' | 'horizon' | 'quiet'>;

/** The run store over the other stores; `described` is what is known of the target's link. */
export function createRunStore(
  workbench: Workbench,
  project: ProjectStore,
  jobs: JobStore,
  described: ComputedRef<DescribedLink | null>,
  showError: (error: unknown) => void,
): RunStore {
  const board = createStageBoard();
  /** Known for jobs started here. */
  const courseOfJob = new Map<string, JobCourse>();
  /** The newest job of each stage that was started here. */
  const newestJobs = new Map<string, string>();
  const liveSamples = new Map<string, GrowingSamples>();
  const starting = shallowRef(0);

  const resolved = computed(() => {
    const [experiment, target] = [project.experiment.value, project.target.value];
    return experiment && target && described.value
      ? resolveExperiment(experiment, target, described.value)
      : null;
  });
  const courses = computed(
    () =>
      resolved.value?.specs?.map((spec): JobCourse => ({
        courseKey: courseKey(spec),
        horizon: spec.horizon,
        quiet: false,
      })) ?? null,
  );
  const keys = computed(() => resolved.value?.specs?.map(runKey).join() ?? null);
  const flowCount = computed(() => project.experiment.value?.flows.length ?? 0);
  const stages = computed(() => board.of(project.experiment.value?.id ?? '', flowCount.value));

  const describing = computed(
    () => project.experiment.value !== null && project.target.value !== null && resolved.value === null,
  );

  /** Resolves once the target's link is worked out: whoever asks for a run meanwhile gets it then. */
  function whenDescribed(): Promise<void> {
    if (!describing.value) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = watch(
        describing,
        () => {
          stop();
          resolve();
        },
        { flush: 'sync' },
      );
    });
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
    const curves = { courseKey: own, horizon: meta.spec.horizon, quiet: false, samples, meta };
    board.change(experimentId, index, (stage) => withCurves(stage, curves, present));
  }

  /** Shows what is sealed of the selected experiment, unless its parameters change meanwhile. */
  async function showSealedRuns(experimentId: string, parameters: string): Promise<void> {
    await project.settled();
    const found = await workbench.findRuns({ experimentId });
    if (keys.value !== parameters || project.experiment.value?.id !== experimentId) return;
    await Promise.all(
      found.flatMap((runId, index) => (runId === null ? [] : [showSealed(experimentId, index, runId)])),
    );
  }

  watch(
    () => ({ id: project.experiment.value?.id, flows: project.experiment.value?.flows ?? [] }),
    ({ id, flows }, former) => {
      // With a stage that comes or goes, the others take their curves along.
      if (id !== undefined && id === former.id && flows.length !== former.flows.length)
        board.rearrange(id, formerPlaces(flows, former.flows));
    },
  );
  watch(
    // Joined: edits that leave the runs as they are (a new name) give equal text and change nothing.
    [keys, () => project.experiment.value?.id, () => project.state.value?.path] as const,
    ([present, experimentId, path], [, , formerPath]) => {
      if (path !== formerPath) board.wipe(null);
      if (!experimentId) return;
      for (let index = 0; index < flowCount.value; index++) {
        const course = courses.value?.[index]?.courseKey ?? null;
        board.change(experimentId, index, (stage) => withParameters(stage, course));
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
      board.change(experimentId, flowIndex, (stage) => withCurves(stage, curves, present?.courseKey ?? null));
    }
    if (event.type === 'job-changed' && event.job.kind === 'run' && !isActive(event.job)) {
      const { id, experimentId, flowIndex, runId, status } = event.job;
      const overtaken = isOvertaken(event.job);
      liveSamples.delete(id);
      if (status === 'done' && !overtaken) showSealed(experimentId, flowIndex, runId).catch(showError);
      if (!overtaken) return;
      courseOfJob.delete(id);
      if (status !== 'failed') dismiss(id);
    }
  });

  function newestJob(index: number): RunJob | null {
    const isOwn = (job: Job): job is RunJob =>
      job.kind === 'run' && job.experimentId === project.experiment.value?.id && job.flowIndex === index;
    return jobs.jobs.value.findLast(isOwn) ?? null;
  }

  const stageJobs = computed(() =>
    stages.value.map((_, index) => {
      const job = newestJob(index);
      if (job === null || isActive(job)) return job;
      const [own, present] = [courseOfJob.get(job.id), courses.value?.[index]];
      return own === undefined || own.courseKey === present?.courseKey ? job : null;
    }),
  );
  const activeJobs = computed(() => stageJobs.value.flatMap((job) => (job && isActive(job) ? [job] : [])));

  /** Whether a job that goes on computes what its stage would be asked for now. */
  function isPresent({ id, status, experimentId, flowIndex }: RunJob): boolean {
    const [own, present] = [courseOfJob.get(id), presentCourse(experimentId, flowIndex)];
    const same = own?.courseKey === present?.courseKey && own?.horizon === present?.horizon;
    return same && status !== 'cancelling';
  }

  async function launch(reuse: boolean): Promise<void> {
    starting.value++;
    try {
      await project.settled();
      await whenDescribed();
      const [experiment, asked] = [project.experiment.value, courses.value];
      if (!experiment || !asked) return;
      const overtaken = stages.value.flatMap((_, index) => newestJob(index) ?? []);
      const started = await workbench.startExperiment({ experimentId: experiment.id, reuse });
      for (const job of started) {
        const course = asked[job.flowIndex];
        if (isActive(job) && course !== undefined) courseOfJob.set(job.id, { ...course, quiet: reuse });
        newestJobs.set(stageKey(experiment.id, job.flowIndex), job.id);
      }
      jobs.adopt(started);
      for (const job of overtaken) {
        if (isActive(job)) continue;
        courseOfJob.delete(job.id);
        // A list of all that was overtaken while one tried values out would hide what failed.
        if (reuse && job.status !== 'failed') dismiss(job.id);
      }
    } catch (error) {
      showError(error);
    } finally {
      starting.value--;
    }
  }

  function dismiss(jobId: string): void {
    workbench.dismissJob({ jobId }).catch(() => undefined);
  }

  async function askJobs(
    call: 'cancelJob' | 'pauseJob' | 'resumeJob' | 'stepJob',
    asked: readonly RunJob[] = activeJobs.value,
  ): Promise<void> {
    await Promise.all(asked.map(({ id }) => workbench[call]({ jobId: id }).catch(showError)));
  }

  /** What runs for other parameters gives way; what runs for the present ones goes on. */
  async function replace(reuse: boolean): Promise<void> {
    await whenDescribed();
    if (!courses.value) return;
    const present = activeJobs.value.filter(isPresent);
    await askJobs('resumeJob', present);
    if (present.length === flowCount.value) return;
    await askJobs(
      'cancelJob',
      activeJobs.value.filter((job) => !isPresent(job)),
    );
    await launch(reuse);
  }

  /** Whether someone wants to see a run that is sealed already run again. */
  let anew = false;
  const run = createLatestRequest(() => {
    const reuse = !anew;
    anew = false;
    return replace(reuse);
  });

  return {
    resolved,
    stages,
    stageJobs,
    running: computed(() => starting.value > 0 || activeJobs.value.length > 0),
    paused: computed(
      () => activeJobs.value.length > 0 && activeJobs.value.every(({ status }) => status === 'paused'),
    ),
    start() {
      anew = true;
      return run();
    },
    rerun: run,
    pause: () => askJobs('pauseJob'),
    resume: () => askJobs('resumeJob'),
    step: () => askJobs('stepJob'),
    cancel: () => askJobs('cancelJob'),
    clear() {
      if (project.experiment.value) board.wipe(project.experiment.value.id);
    },
  };
}

/** Where each flow stood before; null for a new one. */
function formerPlaces(flows: readonly FlowSpec[], former: readonly FlowSpec[]): readonly (number | null)[] {
  const texts = former.map((flow) => JSON.stringify(flow));
  return flows.map((flow) => {
    const place = texts.indexOf(JSON.stringify(flow));
    return place < 0 ? null : place;
  });
}

function stageKey(experimentId: string, flowIndex: number): string {
  return `${experimentId} ${flowIndex}`;
}
