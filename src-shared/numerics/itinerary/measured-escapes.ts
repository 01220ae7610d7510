import type { FlowEvent, RunSamples } from '../../model/run';

/** A direction counts as learned from λ² = 1/2 on: the level of the predictions. */
const ESCAPE_LEVEL = Math.SQRT1_2;

/**
 * First time at which each singular value of M, largest first, rises through λ² = 1/2: by the run's events where that
 * level was watched, by linear interpolation between samples where it was not. Null when it does not happen; 0 when the
 * run starts above. Without samples only watched levels are known. `width` is min(r, q).
 */
export function measuredEscapes(
  events: readonly FlowEvent[],
  samples: RunSamples | null,
  width: number,
): readonly (number | null)[] {
  return Array.from({ length: width }, (_, k) => {
    const crossing = events.find(
      (event) =>
        event.kind === 'overlap-crossing' &&
        event.direction === 'up' &&
        event.index === k + 1 &&
        Math.abs(event.level - ESCAPE_LEVEL) < 1e-12,
    );
    return crossing?.t ?? (samples && interpolatedCrossing(samples, k, width));
  });
}

function interpolatedCrossing({ t, singularValues }: RunSamples, k: number, width: number): number | null {
  for (let n = 0; n < t.length; n++) {
    const here = singularValues[n * width + k]!;
    if (here < ESCAPE_LEVEL) continue;
    if (n === 0) return t[0]!;
    const before = singularValues[(n - 1) * width + k]!;
    return t[n - 1]! + ((ESCAPE_LEVEL - before) / (here - before)) * (t[n]! - t[n - 1]!);
  }
  return null;
}
