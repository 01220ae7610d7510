import { describe, expect, it } from 'vitest';
import { drawnRates } from '@renderer/analyse/drawn-rates';
import { endingsByCondition } from '@shared/ensembles/ending-rates';
import { indexInWords, rateInWords } from '@shared/ensembles/rate-words';
import { wilsonInterval } from '@shared/numerics/statistics/wilson';
import { fieldsOf, runContext, runRow } from '../ensembles/run-rows';

const planted = { kind: 'planted', metric: 'embedded' } as const;
const rows = [100, 1000].flatMap((d) =>
  [1, 2, 3, 4].flatMap((seed) => [runRow({ d, seed }), runRow({ d, seed, flow: planted })]),
);
/** Planted runs are trapped from the third seed on; one two-timescale run is unfinished. */
const context = runContext({
  ending: (runId) => {
    const run = rows.find((row) => row.runId === runId);
    const seed = run?.spec.start.kind === 'haar' ? run.spec.start.seed : 0;
    if (run?.spec.flow.kind === 'planted') return seed > 2 ? 'trapped' : 'success';
    return seed === 4 && run?.spec.dimension === 1000 ? 'unfinished' : 'success';
  },
});
const groupBy = fieldsOf('flow', 'd');
const conditions = endingsByCondition(rows, groupBy, context);

describe('how the runs of each condition ended', () => {
  it('is counted over all its runs, and leads to them', () => {
    expect(conditions.map(({ label, rates }) => [label, rates.runs, rates.trapped.estimate])).toEqual([
      ['planted, d = 100', 4, 0.5],
      ['planted, d = 1000', 4, 0.5],
      ['two-timescale, d = 100', 4, 0],
      ['two-timescale, d = 1000', 4, 0],
    ]);
    expect(conditions[3]?.runs.unfinished).toHaveLength(1);
    for (const { runs, rates } of conditions) {
      for (const ending of ['success', 'trapped', 'unfinished'] as const)
        expect(runs[ending]).toHaveLength(rates[ending].successes);
    }
  });

  it('leaves runs out that have not been judged', () => {
    expect(endingsByCondition(rows, groupBy, runContext({ ending: () => null }))).toEqual([]);
  });

  it('is drawn against the dimension, one series for each flow', () => {
    const { abscissa, series } = drawnRates(conditions, 'trapped', groupBy, rows, context);
    expect(abscissa).toBe(1);
    expect(series.map(({ label, rates }) => [label, rates.map(({ x }) => x)])).toEqual([
      ['planted', [100, 1000]],
      ['two-timescale', [100, 1000]],
    ]);
    expect(series[0]?.colour).not.toEqual(series[1]?.colour);
  });

  it('is drawn side by side where conditions differ in no number', () => {
    const byFlow = fieldsOf('flow');
    const own = endingsByCondition(rows, byFlow, context);
    const { abscissa, series } = drawnRates(own, 'success', byFlow, rows, context);
    expect(abscissa).toBe(-1);
    expect(series.flatMap(({ rates }) => rates.map(({ x, label }) => [x, label]))).toEqual([
      [null, 'planted'],
      [null, 'two-timescale'],
    ]);
  });
});

describe('words', () => {
  it('say a rate with its interval, exact at the ends', () => {
    expect(rateInWords(wilsonInterval(11, 20))).toBe('0.55 [0.34, 0.74]');
    expect(rateInWords(wilsonInterval(0, 20))).toBe('0 [0, 0.16]');
    expect(rateInWords(wilsonInterval(0, 0))).toBe('–');
  });

  it('say the index in one dimension as a number, in several as it grows with d', () => {
    const inertia = (negative: number) => ({ negative, zero: 0, positive: 1 });
    const hessian = { core: inertia(1), extra: inertia(2), frameDimension: 4 };
    expect(indexInWords(hessian, new Set([100]))).toBe('193');
    expect(indexInWords(hessian, new Set([100, 200]))).toBe('1 + 2 (d − 4)');
    expect(indexInWords({ ...hessian, core: inertia(0), extra: inertia(1) }, new Set([1, 2]))).toBe(
      '(d − 4)',
    );
    expect(indexInWords({ ...hessian, extra: inertia(0) }, new Set([1, 2]))).toBe('1');
  });
});
