import type { JobProgress, RunJob } from '@shared/contract/job';
import { hasEnded, type RunListener } from './run-experiments';

/** Where progress goes: standard error, so that standard output stays clean. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Tells how the runs stand: in a terminal one line that is written over, elsewhere a line when a run ends. `nameOf`
 * names a flow of an experiment.
 */
export function createProgressLine(
  output: ProgressOutput,
  nameOf: (experimentId: string, flowIndex: number) => string,
): RunListener & { end(): void } {
  const inTerminal = output.isTTY === true;
  const clear = (): void => {
    if (inTerminal) output.write('\r\u001b[K');
  };
  return {
    onJob(job: RunJob) {
      if (!hasEnded(job)) return;
      clear();
      output.write(`${nameOf(job.experimentId, job.flowIndex)}: ${job.status}\n`);
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
