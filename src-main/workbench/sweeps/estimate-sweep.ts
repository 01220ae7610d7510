import type { SolverPool, SolverTask } from '@main/solver-pool/solver-pool';
import type { SweepEstimate } from '@shared/contract/sweep';
import type { RunOutcome, RunProgress, RunSamples, RunSpec } from '@shared/model/run';
import { millisecondsLeft } from '../jobs/time-left';
import { encodeRun, metaOfRun } from '../runs/run-file';
import type { RunRegistry } from '../runs/run-registry';
import { encodeSummaries } from '../runs/summary-file';
import { executionOrder } from './execution-order';
import type { SweepPoints } from './sweep-points';

/** Runs that are tried out, spread evenly over those that are missing. */
const MOST_TRIALS = 8;

/** What has not ended by then is stopped, and its time told from how far it has come. */
const TRIAL_MILLISECONDS = 1500;

/** What trying a run out has told; null where it has told nothing. */
interface Trial {
  readonly milliseconds: number | null;
  readonly bytes: number | null;
}

/**
 * What the missing runs of a sweep cost, found by trying a few of them out on solvers of `pool`; their results are thrown
 * away. `signal` ends the trials early: the estimate is then made of what they have told so far.
 */
export async function estimateSweep(
  pool: SolverPool,
  points: SweepPoints,
  runs: RunRegistry,
  signal: AbortSignal,
): Promise<SweepEstimate> {
  const missing: number[] = [];
  points.runIds.forEach((id, point) => {
    if (!runs.has(id, points.keep)) missing.push(point);
  });
  const chosen = [...executionOrder(missing.length).slice(0, MOST_TRIALS)].map(
    (place) => missing[place] ?? 0,
  );
  const stop = AbortSignal.any([signal, AbortSignal.timeout(TRIAL_MILLISECONDS)]);
  const trials = await Promise.all(
    chosen.map((point) => tryOut(pool, points.spec(point), points.keep === 'trajectory', stop)),
  );
  const milliseconds = meanOf(trials.map((trial) => trial.milliseconds));
  const bytes = meanOf(trials.map((trial) => trial.bytes));
  return {
    runs: points.count,
    sealed: points.count - missing.length,
    milliseconds: milliseconds === null ? null : (milliseconds * missing.length) / pool.size,
    bytes: Math.round((bytes ?? 0) * missing.length),
  };
}

async function tryOut(pool: SolverPool, spec: RunSpec, curves: boolean, stop: AbortSignal): Promise<Trial> {
  if (stop.aborted) return { milliseconds: null, bytes: null };
  let startedAt: number | null = null;
  let last: RunProgress | null = null;
  const elapsed = () => (startedAt === null ? null : performance.now() - startedAt);
  const task = pool.run(spec, (progress) => {
    last = progress;
  });
  task.onStart(() => {
    startedAt = performance.now();
  });
  const end = await endOrStop(task, stop);
  const spent = elapsed();
  if (end.kind === 'finished') return { milliseconds: spent, bytes: bytesOf(spec, end, curves) };
  const reached = (last as RunProgress | null)?.t;
  if (spent === null || reached === undefined) return { milliseconds: null, bytes: null };
  const left = millisecondsLeft(spec, reached, spent);
  return { milliseconds: left === null ? null : spent + left, bytes: null };
}

async function endOrStop(task: SolverTask, stop: AbortSignal) {
  const cancel = () => {
    task.cancel();
  };
  stop.addEventListener('abort', cancel);
  try {
    return await task.end;
  } finally {
    stop.removeEventListener('abort', cancel);
  }
}

/** Bytes that a finished run takes on disk. */
function bytesOf(
  spec: RunSpec,
  { outcome, samples }: { readonly outcome: RunOutcome; readonly samples: RunSamples },
  curves: boolean,
): number {
  const meta = metaOfRun(spec, outcome);
  if (curves) return encodeRun({ meta, samples }).byteLength;
  // The line of the link is shared by all runs of a file.
  return Buffer.byteLength(encodeSummaries([meta]).split('\n')[1] ?? '') + 1;
}

/** Mean of what is known; null where nothing is. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
