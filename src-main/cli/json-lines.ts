import type { Job, JobProgress } from '@shared/contract/job';
import type { JobListener } from './run-jobs';
import type { RunReport } from './run-report';

/** A line that `grassflow run --json` prints. The last one is the report. */
export type JsonLine =
  | { readonly event: 'job'; readonly job: Job }
  | {
      readonly event: 'progress';
      readonly experiment: string;
      readonly flowIndex: number;
      readonly t: number;
      readonly loss: number;
      readonly steps: number;
      readonly millisecondsLeft: number | null;
    }
  | ({ readonly event: 'report' } & RunReport);

/** How often the progress of one run is told. */
const PROGRESS_MILLISECONDS = 1000;

/** Tells what jobs say as one JSON object a line. */
export function createJsonLines(write: (line: string) => void): JobListener {
  const told = new Map<string, number>();
  return {
    onJob(job: Job) {
      write(jsonLine({ event: 'job', job }));
    },
    onProgress({ jobId, experimentId, flowIndex, progress, millisecondsLeft }: JobProgress) {
      const now = Date.now();
      if (now - (told.get(jobId) ?? 0) < PROGRESS_MILLISECONDS) return;
      told.set(jobId, now);
      const { t, loss, acceptedSteps: steps } = progress;
      write(
        jsonLine({
          event: 'progress',
          experiment: experimentId,
          flowIndex,
          t,
          loss,
          steps,
          millisecondsLeft,
        }),
      );
    },
  };
}

/** A line as text. */
export function jsonLine(line: JsonLine): string {
  return JSON.stringify(line);
}
