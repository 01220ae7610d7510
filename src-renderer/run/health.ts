import type { Job } from '@shared/contract/job';
import type { RunMeta, RunProgress, StopReason } from '@shared/model/run';
import { formatMeasured } from '../fields/format-number';

/** One line on how an integration went or goes. */
export interface Health {
  readonly tone: 'plain' | 'warn' | 'danger';
  readonly text: string;
}

const STOPS: Readonly<Record<StopReason, string>> = {
  horizon: 'reached the horizon',
  stationary: 'the start is a critical point: nothing moves',
  cancelled: 'cancelled',
  'step-budget': 'stopped: the step budget was used up',
  'step-too-small': 'stopped: the step became too small for the clock',
  'not-finite': 'stopped: a value became infinite or NaN',
};

/** Excess of ‖M‖₂ over 1 from which on a user should know of it. */
const VISIBLE_OVERSHOOT = 1e-6;

/** The health of a stage: of its running job, else of the finished run it shows, else of its last job. */
export function healthOf(meta: RunMeta | null, job: Job | null, progress: RunProgress | null): Health {
  if (job?.status === 'queued') return { tone: 'plain', text: 'waiting for a free solver' };
  if (job?.status === 'cancelling') return { tone: 'plain', text: 'cancelling …' };
  if (job?.status === 'running') {
    return {
      tone: 'plain',
      text: progress ? `${steps(progress)} · t = ${formatMeasured(progress.t, 3)}` : 'starting …',
    };
  }
  if (job?.status === 'failed') {
    return { tone: 'danger', text: `failed: ${job.failure?.message ?? 'no reason given'}` };
  }
  if (meta) {
    const { overshoot } = meta.statistics;
    const excess =
      overshoot > VISIBLE_OVERSHOOT ? ` · ‖M‖ exceeded 1 by ${formatMeasured(overshoot, 2)}` : '';
    const finished = meta.stopReason === 'horizon' || meta.stopReason === 'stationary';
    return {
      tone: finished && excess === '' ? 'plain' : 'warn',
      text: `${steps(meta.statistics)} · ${STOPS[meta.stopReason]}${excess}`,
    };
  }
  if (job?.status === 'cancelled') return { tone: 'plain', text: 'cancelled' };
  return { tone: 'plain', text: 'not run yet' };
}

function steps(counts: { readonly acceptedSteps: number; readonly rejectedSteps: number }): string {
  return `${counts.acceptedSteps} steps, ${counts.rejectedSteps} rejected`;
}
