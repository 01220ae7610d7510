import type { RunOutcome, RunProgress, RunSamples, RunSpec } from '@shared/model/run';
import type { ParentLink } from './parent-link';

/** What is used of a running integration (src-shared/numerics/run). */
export interface SteppedRun {
  /** Integrates at most `maxSteps` steps further; true once the run has ended. */
  advance(maxSteps: number): boolean;
  progress(): RunProgress;
  /** Only after `advance` has answered true. */
  result(): { readonly outcome: RunOutcome; readonly samples: RunSamples };
}

/** How long the solver computes before it looks for messages: a cancellation is read within this time. */
const SLICE_MILLISECONDS = 20;
const FIRST_SLICE_STEPS = 16;
const PROGRESS_MILLISECONDS = 100;

interface Task {
  readonly taskId: number;
  readonly run: SteppedRun;
  paused: boolean;
  sliceSteps: number;
  /** On the clock of performance.now(); the first report comes after the first slice. */
  reportAt: number;
}

/**
 * Computes the runs that arrive on `parent`, one at a time, in slices. Every `run` is answered by exactly one of
 * `finished`, `cancelled` and `failed`; how the time is sliced has no influence on the result.
 */
export function serveRuns(parent: ParentLink, startRun: (spec: RunSpec) => SteppedRun): void {
  let current: Task | null = null;

  const fail = (taskId: number, error: unknown) => {
    // The stack belongs in the output of the process, which is shown with the failed job.
    const [message, stack] = error instanceof Error ? [error.message, error.stack] : [String(error)];
    process.stderr.write(`${stack ?? message}\n`);
    parent.send({ type: 'failed', taskId, message });
  };
  const compute = (task: Task) => {
    if (current !== task || task.paused) return;
    try {
      if (!advanceOneSlice(task)) {
        const now = performance.now();
        if (now >= task.reportAt) {
          task.reportAt = now + PROGRESS_MILLISECONDS;
          parent.send({ type: 'progress', taskId: task.taskId, progress: task.run.progress() });
        }
        setImmediate(compute, task);
        return;
      }
      current = null;
      const { outcome, samples } = task.run.result();
      parent.send({ type: 'finished', taskId: task.taskId, outcome, samples });
    } catch (error) {
      current = null;
      fail(task.taskId, error);
    }
  };

  parent.onMessage((message) => {
    const { taskId } = message;
    if (message.type === 'cancel') {
      if (current?.taskId !== taskId) return;
      current = null;
      parent.send({ type: 'cancelled', taskId });
      return;
    }
    if (message.type === 'pause' || message.type === 'resume') {
      if (current?.taskId !== taskId || current.paused === (message.type === 'pause')) return;
      current.paused = !current.paused;
      if (!current.paused) setImmediate(compute, current);
      return;
    }
    try {
      if (current !== null) throw new Error('The solver is busy with another run.');
      current = {
        taskId,
        run: startRun(message.spec),
        paused: false,
        sliceSteps: FIRST_SLICE_STEPS,
        reportAt: 0,
      };
      setImmediate(compute, current);
    } catch (error) {
      fail(taskId, error);
    }
  });
  parent.send({ type: 'ready' });
}

/** Advances the run for about one slice and fits the number of steps of the next one to the time it took. */
function advanceOneSlice(task: Task): boolean {
  const startedAt = performance.now();
  const ended = task.run.advance(task.sliceSteps);
  const elapsed = performance.now() - startedAt;
  const fitting = Math.floor((task.sliceSteps * SLICE_MILLISECONDS) / Math.max(elapsed, 1));
  task.sliceSteps = Math.max(1, Math.min(2 * task.sliceSteps, fitting));
  return ended;
}
