import type { OdeSystem } from '@shared/numerics/integrator/ode-system';
import { createIntegration, type Integration } from '@shared/numerics/integrator/integration';
import type { IntegrationOptions } from '@shared/numerics/integrator/integration';

/** A system from plain functions: f(y) as a list, the Jacobian as rows. */
export function odeSystem(
  size: number,
  f: (y: Float64Array) => readonly number[],
  jacobian: (y: Float64Array) => readonly (readonly number[])[],
): OdeSystem {
  return {
    size,
    derivative: (y, out) => out.set(f(y)),
    jacobian: (y, out) => out.set(jacobian(y).flat()),
  };
}

/** The planted single-index flow m' = s m^(s−1)(1 − m²) with c = 1 (theory.md §7.1). */
export function plantedSingleIndex(s: number): OdeSystem {
  return {
    size: 1,
    derivative(y, out) {
      const m = y[0] ?? NaN;
      out[0] = s * m ** (s - 1) * (1 - m * m);
    },
    jacobian(y, out) {
      const m = y[0] ?? NaN;
      out[0] = s * ((s - 1) * m ** (s - 2) * (1 - m * m) - 2 * m ** s);
    },
  };
}

/** Time the planted single-index flow takes from m0 to m1 (theory.md §7.1). */
export function plantedTime(s: number, m0: number, m1: number): number {
  const primitive = (k: number, m: number): number => {
    if (k === 1) return Math.atanh(m);
    if (k === 2) return Math.log((m * m) / (1 - m * m)) / 2;
    return primitive(k - 2, m) - m ** (2 - k) / (k - 2);
  };
  return (primitive(s, m1) - primitive(s, m0)) / s;
}

/** y' = 1: the state is the time plus y(0). */
export const clockSystem = odeSystem(
  1,
  () => [1],
  () => [[0]],
);

/** Integrates to its end and returns the integration. */
export function integrate(
  system: OdeSystem,
  y0: readonly number[],
  options: Partial<IntegrationOptions> & { readonly horizon: number },
): Integration {
  const integration = createIntegration(system, Float64Array.from(y0), {
    relativeTolerance: 1e-9,
    absoluteTolerance: 1e-20,
    stepBudget: 100_000,
    ...options,
  });
  while (!integration.advance(1000));
  return integration;
}
