import { describe, expect, it } from 'vitest';
import type { FlowSystem } from '@shared/numerics/flow/flow-system';
import { jointFlow } from '@shared/numerics/flow/joint-flow';
import { plantedFlow } from '@shared/numerics/flow/planted-flow';
import { twoTimescaleFlow } from '@shared/numerics/flow/two-timescale-flow';
import { createIntegration } from '@shared/numerics/integrator/integration';
import { alignedJointFlow, startFlowRun } from '@shared/numerics/run';
import { haarOverlap } from '@shared/numerics/start/haar-overlap';
import { largestDifference } from './derivative-check';
import { denseLink, link, smallMatrix } from './links';
import { randomAxes, rotatedLink } from './rotated-links';
import { upCrossings } from './run-examples';
import { product, transpose } from './small-matrices';

/** M at time t. */
function overlapAt(flow: FlowSystem, t: number): Float64Array {
  const integration = createIntegration(flow, flow.initialState, {
    relativeTolerance: 1e-12,
    absoluteTolerance: 1e-24,
    horizon: t,
    stepBudget: 1e5,
  });
  integration.advance(1e5);
  expect(integration.stopReason).toBe('horizon');
  const M = new Float64Array(flow.r * flow.q);
  flow.overlap(integration.state, M);
  return M;
}

/** log₁₀ of the ratio of errors at ε and ε/10. */
function order(errors: readonly number[]): number[] {
  return errors.slice(1).map((error, k) => Math.log10(errors[k]! / error));
}

describe('limits of the joint flow (theory.md §3.3)', () => {
  const f = denseLink(2, [0, 1, 2, 3], 7);
  const overlap = smallMatrix(2, 3, 0.8, 5);

  it.each(['embedded', 'canonical'] as const)(
    'ε → 0 from the fitted link is two-timescale, with slope 1 in ε (%s)',
    (metric) => {
      const limit = overlapAt(twoTimescaleFlow(f, overlap, 3), 2);
      const errors = [1e-2, 1e-3, 1e-4, 1e-5].map((epsilon) => {
        const flow = jointFlow(f, metric, epsilon, { overlap, q: 3, link: 'fitted' });
        return largestDifference(overlapAt(flow, 2), limit);
      });
      expect(errors.at(-1)).toBeLessThan(1e-4);
      order(errors).forEach((slope) => expect(Math.abs(slope - 1)).toBeLessThan(0.05));
    },
  );

  it('forgets another initial link within a time ε', () => {
    const limit = overlapAt(twoTimescaleFlow(f, overlap, 3), 2);
    const errors = [1e-3, 1e-4, 1e-5].map((epsilon) => {
      const flow = jointFlow(f, 'embedded', epsilon, { overlap, q: 3, link: denseLink(3, [1, 2, 3], 2) });
      return largestDifference(overlapAt(flow, 2), limit);
    });
    order(errors).forEach((slope) => expect(Math.abs(slope - 1)).toBeLessThan(0.05));
  });

  it.each(['embedded', 'canonical'] as const)(
    'ε → ∞ from the link f* is planted, with slope 1 in 1/ε (%s)',
    (metric) => {
      const square = smallMatrix(2, 2, 0.8, 5);
      const limit = overlapAt(plantedFlow(f, f, metric, square), 2);
      const errors = [1e2, 1e3, 1e4, 1e5].map((epsilon) => {
        const flow = jointFlow(f, metric, epsilon, { overlap: square, q: 2, link: f });
        return largestDifference(overlapAt(flow, 2), limit);
      });
      expect(errors.at(-1)).toBeLessThan(1e-4);
      order(errors).forEach((slope) => expect(Math.abs(slope - 1)).toBeLessThan(0.05));
    },
  );

  it('ε → ∞ from another link is planted with that link', () => {
    const student = denseLink(3, [1, 2, 3], 8);
    const limit = overlapAt(plantedFlow(f, student, 'canonical', overlap), 2);
    const errors = [1e3, 1e4, 1e5].map((epsilon) => {
      const flow = jointFlow(f, 'canonical', epsilon, { overlap, q: 3, link: student });
      return largestDifference(overlapAt(flow, 2), limit);
    });
    order(errors).forEach((slope) => expect(Math.abs(slope - 1)).toBeLessThan(0.05));
  });
});

describe('small overlaps', () => {
  it.each([1e-3, 0.3, 40])('a linear link grows at the larger root of ελ² + λ = a², ε = %d', (epsilon) => {
    // f* = a h1: c' = −(c − a m)/ε, m' = a c (1 − m²).
    const a = 0.8;
    const lambda = (Math.sqrt(1 + 4 * epsilon * a * a) - 1) / (2 * epsilon);
    const m0 = 1e-13;
    const flow = jointFlow(link(1, [[1], a]), 'embedded', epsilon, {
      overlap: Float64Array.of(m0),
      q: 1,
      link: link(1, [[1], (m0 * lambda) / a]),
    });
    const t = Math.log(1e9) / lambda;
    expect(overlapAt(flow, t)[0]! / (m0 * 1e9)).toBeCloseTo(1, 7);
  });
});

describe('late escapes', () => {
  // h1 + h2 + h3 from overlaps of d = 1e4, ε = 1: escapes at 16, 1e4 and 5e8.
  const straight = link(3, [[1, 0, 0], 0.6], [[0, 2, 0], 0.6], [[0, 0, 3], 0.6]);
  const start = haarOverlap({ r: 3, q: 3, dimension: 1e4, seed: 2 });

  function crossings(f: typeof straight, overlap: Float64Array, relativeTolerance: number) {
    const flow = alignedJointFlow(f, 'embedded', 1, { overlap, q: 3, link: 'fitted' });
    const run = startFlowRun(flow, {
      relativeTolerance,
      absoluteTolerance: 1e-20,
      horizon: 1e10,
      thresholds: { overlapLevels: [Math.SQRT1_2], plateauRate: 0.01, settledFraction: 1e-10 },
      escapeScale: 1,
      samplesPerDecade: 10,
      firstSampleTime: 1e-2,
    });
    while (!run.advance(1000));
    const { outcome } = run.result();
    expect(outcome.stopReason).toBe('horizon');
    return { times: upCrossings(outcome.events), steps: outcome.statistics.acceptedSteps };
  }

  const reference = crossings(straight, start, 1e-11);

  it('come at times that hardly depend on the tolerance, in as many steps as the two-timescale flow', () => {
    const { times, steps } = crossings(straight, start, 1e-9);
    expect(times).toHaveLength(3);
    expect(times[2]).toBeGreaterThan(1e8);
    times.forEach((time, k) => expect(time / reference.times[k]! - 1).toBeCloseTo(0, 7));
    expect(steps).toBeLessThan(2500);
  });

  it('come at the same times when link and start are turned, teacher and student side', () => {
    const axes = randomAxes(3, 5);
    const columns = randomAxes(3, 6);
    const turned = product(product(transpose(axes, 3, 3), start, 3, 3, 3), columns, 3, 3, 3);
    const { times } = crossings(rotatedLink(straight, axes), turned, 1e-9);
    expect(times).toHaveLength(3);
    times.forEach((time, k) => expect(time / reference.times[k]! - 1).toBeCloseTo(0, 6));
  });
});
