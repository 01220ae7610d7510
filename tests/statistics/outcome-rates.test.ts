import { outcomeRates } from '@shared/numerics/statistics/outcome-rates';
import { wilsonInterval } from '@shared/numerics/statistics/wilson';
import { expect, it } from 'vitest';
import reference from './golden/statistics.json';

it('Wilson intervals are those of SciPy', () => {
  for (const { successes, trials, low, high } of reference.wilson) {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  }
});

it('rates per condition count every run once, unfinished ones apart', () => {
  const runs = [
    { condition: 'd = 64', ending: 'success' },
    { condition: 'd = 128', ending: 'unfinished' },
    { condition: 'd = 64', ending: 'trapped' },
    { condition: 'd = 64', ending: 'success' },
    // A condition may be called anything.
    { condition: '__proto__', ending: 'trapped' },
  ] as const;
  const rates = outcomeRates(runs);
  expect(rates.map(({ condition, runs: n }) => [condition, n])).toEqual([
    ['d = 64', 3],
    ['d = 128', 1],
    ['__proto__', 1],
  ]);
  expect(rates[0]?.success).toEqual(wilsonInterval(2, 3));
  expect(rates[0]?.trapped).toEqual(wilsonInterval(1, 3));
  // One unfinished run is evidence of neither.
  expect(rates[1]).toMatchObject({
    success: { successes: 0, trials: 1 },
    trapped: { successes: 0, trials: 1 },
    unfinished: { estimate: 1 },
  });
});
