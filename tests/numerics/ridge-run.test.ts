import { describe, expect, it } from 'vitest';
import type { StartSpec } from '@shared/model/experiment';
import { ADDITIVE_LADDER, completeRun, runSpec, TWO_TIMESCALE, upCrossings } from './run-examples';

const START: StartSpec = { kind: 'haar', seed: 2 };

describe('two-timescale runs with a ridge penalty (theory.md §3.4)', () => {
  it('one share a of every degree slows the flow by 1/a and scales the loss by a', () => {
    const plain = completeRun(
      runSpec(ADDITIVE_LADDER, { flow: TWO_TIMESCALE, start: START, dimension: 100 }),
    );
    const flow = { ...TWO_TIMESCALE, ridge: { kappa: [1, 1, 1, 1], mu: 1 } };
    const ridge = completeRun(
      runSpec(ADDITIVE_LADDER, { flow, start: START, dimension: 100, horizon: 2e6, firstSampleTime: 2e-2 }),
    );
    expect(ridge.outcome.initialLoss / plain.outcome.initialLoss).toBeCloseTo(1 / 2, 14);
    const times = upCrossings(plain.outcome.events);
    expect(times).toHaveLength(3);
    upCrossings(ridge.outcome.events).forEach((time, k) => {
      expect(time / (times[k] ?? NaN)).toBeCloseTo(2, 7);
    });
  });

  it('one index: the escape comes at F_s / (2 s a c²)', () => {
    // Degree 3 keeps a = 0.2/(0.2 + 0.6) = 1/4; x = m² goes from 0.01 to 1/2 (theory.md §7.1).
    const F = (x: number) => Math.log(x / (1 - x)) - 1 / x - 1 / (2 * x * x);
    const flow = { ...TWO_TIMESCALE, ridge: { kappa: [0, 0, 9, 0.2], mu: 0.6 } };
    const start: StartSpec = { kind: 'explicit', overlap: [[0.1]] };
    const { outcome } = completeRun(runSpec([[[3], 0.9]], { flow, start, horizon: 1e6 }));
    const expected = (F(0.5) - F(0.01)) / (6 * 0.25 * 0.81);
    expect((upCrossings(outcome.events)[0] ?? NaN) / expected).toBeCloseTo(1, 7);
    expect(outcome.finalLoss).toBeLessThan(1e-12);
  });

  it('degrees without eigenvalue are not learned', () => {
    const flow = { ...TWO_TIMESCALE, ridge: { kappa: [1, 1, 1], mu: 0.1 } };
    const { outcome } = completeRun(runSpec(ADDITIVE_LADDER, { flow, start: START, dimension: 100 }));
    expect(upCrossings(outcome.events)).toHaveLength(2);
    expect(outcome.finalLoss).toBeLessThan(1e-12);
  });
});

describe('two-timescale students of any width', () => {
  it('a wide one reaches the target', () => {
    const { outcome } = completeRun(
      runSpec(ADDITIVE_LADDER, { flow: TWO_TIMESCALE, start: START, dimension: 100, studentWidth: 6 }),
    );
    expect(outcome.finalSingularValues).toHaveLength(3);
    expect(outcome.finalLoss).toBeLessThan(1e-12);
  });

  it('a narrow one ends at the underparametrised minimum', () => {
    // T₂ = diag(0.9, 0.5, 0.7): q directions keep the q largest. Opposite signs would leave local minima for q < r.
    const terms = [
      [[2, 0, 0], 0.9],
      [[0, 2, 0], 0.5],
      [[0, 0, 2], 0.7],
    ] as const;
    const least = [0.5 * (0.49 + 0.25), 0.5 * 0.25];
    least.forEach((loss, k) => {
      const { outcome } = completeRun(
        runSpec(terms, { flow: TWO_TIMESCALE, start: START, dimension: 100, studentWidth: k + 1 }),
      );
      expect(outcome.stopReason).toBe('horizon');
      expect(outcome.finalLoss).toBeCloseTo(loss, 10);
      expect(outcome.finalSingularValues).toHaveLength(k + 1);
    });
  });
});
