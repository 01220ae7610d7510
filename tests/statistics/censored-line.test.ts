import { censoredLine, profileSlopeInterval } from '@shared/numerics/statistics/censored-line';
import { leastSquaresLine, studentSlopeInterval } from '@shared/numerics/statistics/least-squares-line';
import type { LineData, LineFit } from '@shared/numerics/statistics/line-data';
import { logUpperTail, normalHazard } from '@shared/numerics/statistics/normal-tail';
import { studentQuantile } from '@shared/numerics/statistics/student-quantile';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from './golden/statistics.json';

function lineData(x: readonly number[], y: readonly number[], censored?: readonly number[]): LineData {
  return {
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    censored: Uint8Array.from(censored ?? x.map(() => 0)),
    weights: new Uint32Array(x.length).fill(1),
  };
}

function expectRelative(value: number, expected: number, tolerance: number): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

const QUANTITIES = [
  'intercept',
  'slope',
  'scatter',
  'interceptError',
  'slopeError',
  'logLikelihood',
] as const satisfies readonly (keyof LineFit)[];

describe('distributions', () => {
  it('Student quantiles are those of SciPy', () => {
    for (const { degreesOfFreedom, level, t } of reference.student) {
      expectRelative(studentQuantile(degreesOfFreedom, level), t, 1e-11);
    }
  });

  it('normal tails and hazards hold far out', () => {
    for (const { u, logTail, hazard } of reference.normalTail) {
      // At u = −12 the tail is 1 − 2e-33, and its logarithm has absolute accuracy only.
      expect(Math.abs(logUpperTail(u) - logTail)).toBeLessThan(2e-15 * Math.max(1, Math.abs(logTail)));
      // The hazard is the exponential of a difference of size u²/2.
      expectRelative(normalHazard(u), hazard, 1e-15 * Math.max(10, u * u));
    }
  });
});

describe('least squares', () => {
  const { x, y, low, high, ...expected } = reference.leastSquares;
  const fit = leastSquaresLine(lineData(x, y));

  it('are those of SciPy', () => {
    for (const quantity of QUANTITIES) expectRelative(fit[quantity], expected[quantity], 1e-12);
    const interval = studentSlopeInterval(fit, 0.95);
    expectRelative(interval.low, low, 1e-12);
    expectRelative(interval.high, high, 1e-12);
  });

  it('are what the likelihood gives when nothing is censored, interval included', () => {
    const likely = censoredLine(lineData(x, y));
    for (const quantity of QUANTITIES) expectRelative(likely[quantity], fit[quantity], 1e-7);
    const interval = profileSlopeInterval(lineData(x, y), likely, 0.95);
    expectRelative(interval.low, low, 1e-7);
    expectRelative(interval.high, high, 1e-7);
  });

  it('count repeated values as if written out', () => {
    const data = lineData([0, 1, 2, 4], [1, 0, 2, 3]);
    const repeated = leastSquaresLine({ ...data, weights: Uint32Array.of(1, 3, 0, 2) });
    const writtenOut = leastSquaresLine(lineData([0, 1, 1, 1, 4, 4], [1, 0, 0, 0, 3, 3]));
    for (const quantity of QUANTITIES) expectRelative(repeated[quantity], writtenOut[quantity], 1e-14);
  });
});

describe('censored lines', () => {
  it.each(reference.censored)(
    'maximise the likelihood, $x.length values',
    ({ x, y, censored, low, high, ...expected }) => {
      const data = lineData(x, y, censored);
      const fit = censoredLine(data);
      for (const quantity of QUANTITIES) expectRelative(fit[quantity], expected[quantity], 1e-8);
      const interval = profileSlopeInterval(data, fit, 0.95);
      // The reference profile is maximised without derivatives.
      expectRelative(interval.low, low, 1e-6);
      expectRelative(interval.high, high, 1e-6);
    },
  );

  it('move with the units of x and y', () => {
    const [{ x, y, censored }] = reference.censored as [(typeof reference.censored)[0]];
    const fit = censoredLine(lineData(x, y, censored));
    const factors = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const shifts = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(factors, factors, shifts, shifts, (a, b, c, e) => {
        const moved = censoredLine(
          lineData(
            x.map((value) => a * value + c),
            y.map((value) => b * value + e),
            censored,
          ),
        );
        expectRelative(moved.slope, (fit.slope * b) / a, 1e-6);
        expectRelative(moved.scatter, fit.scatter * b, 1e-6);
        expectRelative(moved.slopeError, (fit.slopeError * b) / a, 1e-6);
      }),
      { numRuns: 30 },
    );
  });

  it('pass through values on a line that no bound contradicts, and bend for one that does', () => {
    const exact = lineData([0, 1, 2, 3], [1, 3, 5, 6], [0, 0, 0, 1]);
    const fit = censoredLine(exact);
    expect(fit).toMatchObject({ intercept: 1, slope: 2, scatter: 0 });
    expect(profileSlopeInterval(exact, fit, 0.95)).toEqual({ low: 2, high: 2 });
    const contradicted = censoredLine(lineData([0, 1, 2, 3], [1, 3, 5, 8], [0, 0, 0, 1]));
    expect(contradicted.slope).toBeGreaterThan(2);
    expect(contradicted.scatter).toBeGreaterThan(0);
  });
});
