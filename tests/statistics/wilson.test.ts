import { wilsonInterval } from '@shared/numerics/statistics/wilson';
import fc from 'fast-check';
import { expect, it } from 'vitest';

it('gives the published intervals', () => {
  // Brown, Cai, DasGupta, Statist. Sci. 16 (2001), and theory.md §9: 0 and 193 of 400.
  expect(wilsonInterval(0, 400).high).toBeCloseTo(0.0095, 4);
  expect(wilsonInterval(193, 400)).toMatchObject({
    estimate: 0.4825,
    low: expect.closeTo(0.4339, 4) as number,
    high: expect.closeTo(0.5314, 4) as number,
  });
});

it('solves |p̂ − p| = z √(p(1 − p)/n) at its ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (trials, share) => {
        const successes = Math.round(share * trials);
        const { estimate, low, high } = wilsonInterval(successes, trials, 2);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        for (const p of [low, high]) {
          expect((estimate - p) ** 2).toBeCloseTo((4 * p * (1 - p)) / trials, 12);
        }
      },
    ),
  );
});

it('knows nothing without trials', () => {
  expect(wilsonInterval(0, 0)).toMatchObject({ low: 0, high: 1, estimate: NaN });
});
