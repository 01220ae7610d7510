import { InvalidInputError } from '@shared/model/input-problem';
import type { RunSpec } from '@shared/model/run';
import type { KeptOfRun } from '@shared/model/sweep';
import type { BatchRunEnd, FromSolver, SolverAnswers, SolverQuestion } from './messages';
import { SLICE_MILLISECONDS, SlicedRun, type StartRun, type SteppedRun } from './stepped-run';

const PROGRESS_MILLISECONDS = 100;

/** A task of the solver, done piece by piece. */
export interface SolverWork {
  readonly taskId: number;
  /** True for what the user waits for; it goes before the rest. */
  readonly urgent: boolean;
  /** Works for about one slice and sends what there is to say; true when nothing is left. Throws when the task fails. */
  slice(): boolean;
  /** Works on to the next sample and reports it, where there are samples to report; true when nothing is left. */
  step?(): boolean;
}

type Send = (message: FromSolver) => void;

/** One run with its progress: a report after the first slice and ten a second. */
export function runWork(taskId: number, spec: RunSpec, startRun: StartRun, send: Send): SolverWork {
  let sliced: SlicedRun | null = null;
  let reportAt = 0;
  const finish = (run: SteppedRun): true => {
    send({ type: 'finished', taskId, ...run.result() });
    return true;
  };
  return {
    taskId,
    urgent: true,
    slice() {
      sliced ??= new SlicedRun(() => startRun(spec));
      if (sliced.advance()) return finish(sliced.run);
      const now = performance.now();
      if (now >= reportAt) {
        reportAt = now + PROGRESS_MILLISECONDS;
        send({ type: 'progress', taskId, progress: sliced.run.progress() });
      }
      return false;
    },
    step() {
      const { run } = (sliced ??= new SlicedRun(() => startRun(spec)));
      for (;;) {
        if (run.advance(1)) return finish(run);
        const progress = run.progress();
        if (progress.newSamples.t.length === 0) continue;
        send({ type: 'progress', taskId, progress });
        return false;
      }
    },
  };
}

/** Several runs one after another; one that fails does not keep the others from being computed. */
export function batchWork(
  { taskId, specs, keep }: { taskId: number; specs: readonly RunSpec[]; keep: KeptOfRun },
  startRun: StartRun,
  send: Send,
): SolverWork {
  let position = 0;
  let sliced: SlicedRun | null = null;
  /** The run's end; null while it goes on. */
  const advance = (spec: RunSpec): BatchRunEnd | null => {
    try {
      sliced ??= new SlicedRun(() => startRun(spec));
      if (!sliced.advance()) return null;
      const { outcome, samples } = sliced.run.result();
      const { milliseconds } = sliced;
      return { kind: 'finished', outcome, samples: keep === 'summary' ? null : samples, milliseconds };
    } catch (error) {
      const { message } = printed(error);
      return { kind: 'failed', message, milliseconds: sliced?.milliseconds ?? 0 };
    }
  };
  return {
    taskId,
    urgent: false,
    slice() {
      const until = performance.now() + SLICE_MILLISECONDS;
      for (let spec = specs[position]; spec !== undefined; spec = specs[position]) {
        const end = advance(spec);
        if (end !== null) {
          send({ type: 'run-ended', taskId, position, end });
          position += 1;
          sliced = null;
        }
        if (performance.now() >= until) break;
      }
      if (position < specs.length) return false;
      send({ type: 'batch-ended', taskId });
      return true;
    },
  };
}

/** A question about specifications, answered in one piece. */
export function questionWork(
  taskId: number,
  question: SolverQuestion,
  answer: (question: SolverQuestion) => SolverAnswers[SolverQuestion['kind']],
  send: Send,
): SolverWork {
  return {
    taskId,
    urgent: true,
    slice() {
      try {
        send({ type: 'answered', taskId, answer: answer(question) });
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
        send({ type: 'refused', taskId, problems: error.problems });
      }
      return true;
    },
  };
}

/** Prints an error with its stack: the output of the process is shown with the failure. */
export function printed(error: unknown): { readonly message: string } {
  const [message, stack] = error instanceof Error ? [error.message, error.stack] : [String(error)];
  process.stderr.write(`${stack ?? message}\n`);
  return { message };
}
