import type { OdeSystem } from '@shared/numerics/integrator/ode-system';

/** States of a system at t = 0, h, 2h, … by the classical Runge–Kutta method: for short, smooth stretches. */
export function rungeKutta(
  system: OdeSystem,
  initial: Float64Array,
  h: number,
  steps: number,
): Float64Array[] {
  const slope = (y: Float64Array) => {
    const out = new Float64Array(system.size);
    system.derivative(y, out);
    return out;
  };
  const ahead = (y: Float64Array, k: Float64Array, step: number) => y.map((x, i) => x + step * (k[i] ?? NaN));
  const states = [initial.slice()];
  for (let n = 0; n < steps; n++) {
    const y = states[n] ?? initial;
    const k1 = slope(y);
    const k2 = slope(ahead(y, k1, h / 2));
    const k3 = slope(ahead(y, k2, h / 2));
    const k4 = slope(ahead(y, k3, h));
    const mean = k1.map((k, i) => (k + 2 * (k2[i] ?? NaN) + 2 * (k3[i] ?? NaN) + (k4[i] ?? NaN)) / 6);
    states.push(ahead(y, mean, h));
  }
  return states;
}
