import type { RunJob } from '@shared/contract/job';
import type { RunMeta, RunProgress, StopReason } from '@shared/model/run';
import { formatMeasured } from '@shared/number-text/format-number';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';

/** One line on how an integration went or goes. */
export interface Health {
  readonly tone: 'plain' | 'warn' | 'danger';
  readonly text: string;
}

const STOPS: Readonly<Record<StopReason, string>> = {
  horizon: 'reached the horizon',
  stationary: 'the start is a critical point: nothing moves',
  cancelled: 'stopped',
  'step-budget': 'stopped: the step budget was used up',
  'step-too-small': 'stopped: the step became too small for the clock',
  'not-finite': 'stopped: a value became infinite or NaN',
};

/** Excess of ‖M‖₂ over 1 from which on a user should know of it. */
const VISIBLE_OVERSHOOT = 1e-6;

/** Two reports of one running job, the newer one last; the first is null after the first report. */
export type Reports = readonly [RunProgress | null, RunProgress];

/**
 * The health of a stage: of its running job, else of the finished run it shows, else of its last job. `escapes` are those
 * predicted for the run.
 */
export function healthOf(
  meta: RunMeta | null,
  job: RunJob | null,
  reports: Reports | null,
  escapes: readonly PredictedEscape[],
): Health {
  switch (job?.status) {
    case 'queued':
      return { tone: 'plain', text: 'waiting for a free solver' };
    case 'cancelling':
      return { tone: 'plain', text: 'stopping …' };
    case 'running':
    case 'paused':
      return healthUnderWay(job.status === 'paused', reports);
    case 'blocked':
      return { tone: 'warn', text: `cannot go on: ${job.failure?.message ?? 'no reason given'}` };
    case 'failed':
      return { tone: 'danger', text: `failed: ${job.failure?.message ?? 'no reason given'}` };
    case 'done':
    case 'cancelled':
    case undefined:
      if (meta) return healthOfRun(meta, escapes);
      return {
        tone: 'plain',
        text: job?.status === 'cancelled' ? 'stopped; what there is stays' : 'not run yet',
      };
  }
}

function healthUnderWay(paused: boolean, reports: Reports | null): Health {
  const state = paused ? 'paused · ' : '';
  if (reports === null) return { tone: 'plain', text: `${state}starting …` };
  const [before, now] = reports;
  const parts = [steps(now), `t = ${formatMeasured(now.t, 3)}`];
  const taken = now.acceptedSteps - (before?.acceptedSteps ?? 0);
  const step = taken > 0 ? (now.t - (before?.t ?? 0)) / taken : null;
  if (step !== null && step > 0) parts.push(`step ${formatMeasured(step, 2)}`);
  const finite = Number.isFinite(now.loss);
  parts.push(finite ? 'finite' : 'a value is infinite or NaN');
  return { tone: finite ? 'plain' : 'danger', text: state + parts.join(' · ') };
}

function healthOfRun(
  { statistics, stopReason, reached, initialLoss, finalLoss }: RunMeta,
  escapes: readonly PredictedEscape[],
): Health {
  const { overshoot, summedError } = statistics;
  const finite = stopReason !== 'not-finite' && Number.isFinite(initialLoss) && Number.isFinite(finalLoss);
  const parts = [
    steps(statistics),
    stopReason === 'horizon' ? `${STOPS.horizon} t = ${formatMeasured(reached, 3)}` : STOPS[stopReason],
    `error ≲ ${formatMeasured(summedError, 2)}`,
    finite ? 'finite' : 'not finite',
  ];
  const later = escapes.flatMap(({ time }) => (time !== null && time > reached ? [time] : []));
  if (later.length > 0)
    parts.splice(2, 0, `next escape predicted at ${formatMeasured(Math.min(...later), 2)}`);
  const exceeded = overshoot > VISIBLE_OVERSHOOT;
  parts.push(exceeded ? `‖M‖ exceeded 1 by ${formatMeasured(overshoot, 2)}` : '‖M‖ ≤ 1');
  const finished = stopReason === 'horizon' || stopReason === 'stationary';
  return { tone: finished && finite && !exceeded ? 'plain' : 'warn', text: parts.join(' · ') };
}

function steps(counts: { readonly acceptedSteps: number; readonly rejectedSteps: number }): string {
  const { acceptedSteps, rejectedSteps } = counts;
  return `${acceptedSteps} ${acceptedSteps === 1 ? 'step' : 'steps'}, ${rejectedSteps} rejected`;
}
