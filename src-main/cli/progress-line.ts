import { hasEnded } from '@main/workbench/jobs/queue-context';
import type { Job, JobProgress, SweepJob } from '@shared/contract/job';
import type { JobListener } from './run-jobs';
import { formatClock } from './time-option';

/** Where progress goes: standard error, so that standard output stays clean. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How often a log is told how a sweep stands. */
const LOG_MILLISECONDS = 30_000;

/**
 * Tells how jobs stand: in a terminal one line that is written over, elsewhere a line when a job ends and now and then how
 * a sweep stands. `nameOf` names a flow of an experiment.
 */
export function createProgressLine(
  output: ProgressOutput,
  nameOf: (experimentId: string, flowIndex: number) => string,
): JobListener & { end(): void } {
  const inTerminal = output.isTTY === true;
  /** When a log was last told of each sweep, and in what words. */
  const told = new Map<string, { readonly at: number; readonly text: string }>();
  const clear = (): void => {
    if (inTerminal) output.write('\r\u001b[K');
  };
  const onSweep = (job: SweepJob): void => {
    const text = sweepText(job);
    // What stays to be read has a line of its own, also in a terminal.
    const stays = hasEnded(job) || job.status === 'blocked';
    if (inTerminal && !stays) {
      clear();
      output.write(text);
      return;
    }
    const last = told.get(job.id);
    if (text === last?.text || (!stays && last !== undefined && Date.now() - last.at < LOG_MILLISECONDS))
      return;
    told.set(job.id, { at: Date.now(), text });
    clear();
    output.write(`${text}\n`);
  };
  return {
    onJob(job: Job) {
      if (job.kind === 'sweep') {
        onSweep(job);
      } else if (hasEnded(job)) {
        clear();
        output.write(`${nameOf(job.experimentId, job.flowIndex)}: ${job.status}\n`);
      }
    },
    onProgress({ experimentId, flowIndex, progress }: JobProgress) {
      if (!inTerminal) return;
      clear();
      const { t, loss, acceptedSteps } = progress;
      output.write(
        `${nameOf(experimentId, flowIndex)}: t = ${t.toExponential(2)}, loss ${loss.toPrecision(4)}, ${acceptedSteps} steps`,
      );
    },
    end: clear,
  };
}

function sweepText({
  sweepId,
  status,
  runs,
  sealed,
  failedRuns,
  millisecondsLeft,
  failure,
}: SweepJob): string {
  const parts = [
    `${sealed} of ${runs} runs sealed`,
    ...(failedRuns > 0 ? [`${failedRuns} failed`] : []),
    ...(millisecondsLeft !== null ? [`${formatClock(millisecondsLeft / 1000)} left`] : []),
  ];
  const state = status === 'running' || status === 'queued' ? '' : `${status}, `;
  const reason = failure === null ? '' : ` (${failure.message})`;
  return `${sweepId}: ${state}${parts.join(', ')}${reason}`;
}
