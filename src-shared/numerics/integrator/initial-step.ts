import { pow } from '../elementary';
import type { ErrorMeasure } from './error-measure';
import type { OdeSystem } from './ode-system';

/**
 * First step size for a method of the given order: Hairer, Nørsett & Wanner, Solving ODEs I, II.4. `slope` is f(y0), not
 * zero. Independent of how far the integration will go. Costs one derivative evaluation.
 */
export function initialStep(
  system: OdeSystem,
  y0: Float64Array,
  slope: Float64Array,
  order: number,
  measure: ErrorMeasure,
): number {
  const norm = (v: Float64Array): number => {
    measure.evaluate(v, y0, y0, null);
    return measure.size;
  };
  const size = norm(y0);
  const speed = norm(slope);
  const first = size > 0 ? (0.01 * size) / speed : 1 / speed;

  const probe = y0.map((value, i) => value + first * slope[i]!);
  const change = new Float64Array(system.size);
  system.derivative(probe, change);
  for (let i = 0; i < change.length; i++) change[i] = change[i]! - slope[i]!;
  const curvature = norm(change) / first;

  const second = pow(0.01 / Math.max(speed, curvature), 1 / (order + 1));
  const step = Math.min(100 * first, second);
  return Number.isFinite(step) && step > 0 ? step : first;
}
