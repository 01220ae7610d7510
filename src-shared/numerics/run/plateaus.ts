import type { FlowEvent, Plateau, RunSamples } from '../../model/run';
import { log } from '../elementary';

/** A direction counts as learned from σ² = 1/2 on. */
const LEARNED = Math.SQRT1_2;

/**
 * Pairs the entered and left events of a run into plateaus. `samples` give loss and rank half way through each in log
 * time (from `earliest` on when the plateau begins before it); a plateau still open at time `reached` ends there.
 */
export function assemblePlateaus(
  events: readonly FlowEvent[],
  samples: RunSamples,
  earliest: number,
  reached: number,
): readonly Plateau[] {
  const plateaus: Plateau[] = [];
  let from: number | null = null;
  for (const event of events) {
    if (event.kind === 'plateau-entered') from = event.t;
    if (event.kind === 'plateau-left' && from !== null) {
      plateaus.push(plateauBetween(from, event.t, false, samples, earliest));
      from = null;
    }
  }
  if (from !== null) plateaus.push(plateauBetween(from, reached, true, samples, earliest));
  return plateaus;
}

function plateauBetween(
  from: number,
  to: number,
  open: boolean,
  samples: RunSamples,
  earliest: number,
): Plateau {
  const middle = Math.min(to, Math.sqrt(Math.max(from, Math.min(earliest, to)) * to));
  const after = indexAtOrAfter(samples.t, middle);
  const before = Math.max(0, after - 1);
  const nearest = isNearerInLogTime(samples.t[before]!, samples.t[after]!, middle) ? before : after;
  const rankWidth = samples.singularValues.length / samples.t.length;
  const sigma = samples.singularValues.subarray(before * rankWidth, (before + 1) * rankWidth);
  const entries = samples.overlap.length / samples.t.length;
  return {
    from,
    to,
    loss: interpolateInLogTime(samples, before, after, middle),
    rank: sigma.filter((value) => value >= LEARNED).length,
    sampleTime: samples.t[nearest]!,
    overlap: Array.from(samples.overlap.subarray(nearest * entries, (nearest + 1) * entries)),
    open,
  };
}

/** Position of the first time ≥ t, or of the last time when all are earlier. */
function indexAtOrAfter(times: Float64Array, t: number): number {
  const found = times.findIndex((time) => time >= t);
  return found < 0 ? times.length - 1 : found;
}

/** Whether time a < b is nearer to `t` than b is; a time 0 never is. */
function isNearerInLogTime(a: number, b: number, t: number): boolean {
  return a > 0 && t / a < b / t;
}

function interpolateInLogTime(samples: RunSamples, before: number, after: number, t: number): number {
  const [t0, t1] = [samples.t[before]!, samples.t[after]!];
  const [loss0, loss1] = [samples.loss[before]!, samples.loss[after]!];
  if (!(t0 > 0) || !(t1 > t0)) return loss1;
  const weight = Math.min(1, log(t / t0) / log(t1 / t0));
  return loss0 + weight * (loss1 - loss0);
}
