import type { FlowEvent, Plateau, RunSamples } from '@shared/model/run';
import { assemblePlateaus } from '@shared/numerics/run/plateaus';

/**
 * Plateaus of a run still going on, read off its samples by the same rule as the finished run's, though only to within
 * a sample: 2·‖grad L‖²/S² below `plateauRate` (−dL/dt = ‖grad L‖²; `signal` is the scale S of EventThresholds.plateauRate).
 */
export function livePlateaus(samples: RunSamples, signal: number, plateauRate: number): readonly Plateau[] {
  const { t, loss, gradientNorm } = samples;
  const events: FlowEvent[] = [];
  let onPlateau = false;
  for (let i = 0; i < t.length; i++) {
    const gradient = gradientNorm[i] ?? 0;
    const still = 2 * gradient * gradient < plateauRate * signal * signal;
    if (still === onPlateau) continue;
    onPlateau = still;
    events.push({ kind: still ? 'plateau-entered' : 'plateau-left', t: t[i] ?? 0, loss: loss[i] ?? 0 });
  }
  const reached = t.at(-1);
  return reached === undefined ? [] : assemblePlateaus(events, samples, t[1] ?? reached, reached);
}
