import { describe, expect, it } from 'vitest';
import { fitScalingOf, type ScalingQuestion, type TimedRun } from '@shared/ensembles/fit-scaling';
import { DEFAULT_CARDS, type ScalingChoice } from '@shared/model/analysis-cards';
import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import { escape } from './run-rows';

const CHOICE = DEFAULT_CARDS.scaling;
const h3 = { r: 1, terms: [{ beta: [3], c: 1 }] };

/** A run at dimension d whose first direction escaped at time τ; null for never. */
function timed(d: number, seed: number, tau: number | null, change: Partial<TimedRun> = {}): TimedRun {
  return {
    runId: `${d}-${seed}`,
    thresholds: DEFAULT_THRESHOLDS,
    seed,
    x: d,
    ending: tau === null ? 'unfinished' : 'success',
    events: tau === null ? [] : [escape(1, tau)],
    finalSingularValues: [tau === null ? 0.1 : 1],
    reached: 1e8,
    ...change,
  };
}

/** τ = d^β/12 times a factor of the seed. */
function study(beta: number, change: (d: number, seed: number) => Partial<TimedRun> = () => ({})) {
  return [64, 128, 256, 512, 1024].flatMap((d) =>
    [1, 2, 3, 4, 5, 6, 7].map((seed) =>
      timed(d, seed, (d ** beta * (0.5 + 0.2 * seed)) / 12, change(d, seed)),
    ),
  );
}

function question(runs: readonly TimedRun[], change: Partial<ScalingQuestion> = {}): ScalingQuestion {
  return { key: 'h3', link: h3, flow: { kind: 'two-timescale' }, studentWidth: 1, runs, ...change };
}

describe('the scaling fit of a landscape', () => {
  it('finds the exponent and sets it beside the predicted one', () => {
    const answer = fitScalingOf(question(study(2)), CHOICE);
    expect(answer).toMatchObject({ escape: 1, model: 'power', leftOut: [] });
    if (answer.fit.kind !== 'fitted') throw new Error(answer.fit.statement);
    expect(answer.fit.line.slope).toBeCloseTo(2, 9);
    expect(answer.predicted?.growth).toEqual({ kind: 'power', exponent: 2 });
    expect(answer.comparison?.agrees).toBe(true);
    expect(fitScalingOf(question(study(1.5)), CHOICE).comparison?.agrees).toBe(false);
  });

  it('takes the law that is predicted: ln d for h1 under the two-timescale flow', () => {
    const runs = [64, 256, 1024, 4096].flatMap((d) =>
      [1, 2, 3, 4, 5].map((seed) => timed(d, seed, 0.5 * Math.log(d) + 0.01 * seed)),
    );
    const answer = fitScalingOf(question(runs, { link: { r: 1, terms: [{ beta: [1], c: 1 }] } }), CHOICE);
    expect(answer.model).toBe('logarithmic');
    if (answer.fit.kind !== 'fitted') throw new Error(answer.fit.statement);
    expect(answer.fit.line.slope).toBeCloseTo(0.5, 6);
    // A power of d fits worse: AIC of the power is larger.
    expect(answer.preference).toBeGreaterThan(10);
  });

  it('counts runs that have not escaped as later than their horizon, never as gone', () => {
    const slow = (d: number, seed: number): Partial<TimedRun> =>
      d === 1024 && seed > 5
        ? { events: [], finalSingularValues: [0.1], reached: 1e5, ending: 'unfinished' }
        : {};
    const answer = fitScalingOf(question(study(2, slow)), CHOICE);
    expect(answer.fit.counts).toMatchObject({ observed: 33, censored: 2 });
    expect(answer.times.at(-1)).toMatchObject({ observed: 5, censored: 2, bound: 1e5 });
    // The median needs none of them.
    expect(answer.fit.kind === 'fitted' && answer.fit.line.slope).toBeCloseTo(2, 9);
  });

  it('leaves trapped runs out, or counts them as censored, as the user chooses; either way they are named', () => {
    const trapped = (_d: number, seed: number): Partial<TimedRun> =>
      seed > 4 ? { events: [], finalSingularValues: [0.1], ending: 'trapped' } : {};
    const runs = study(2, trapped);
    const without = fitScalingOf(question(runs), CHOICE);
    expect(without.leftOut).toEqual([
      {
        why: 'trapped: they never escape',
        runIds: runs.filter(({ ending }) => ending === 'trapped').map(({ runId }) => runId),
      },
    ]);
    expect(without.fit.counts).toMatchObject({ observed: 20, censored: 0 });
    const counted = fitScalingOf(question(runs), { ...CHOICE, trapped: 'censored' });
    expect(counted.fit.counts).toMatchObject({ observed: 20, censored: 15 });
  });

  it('accounts for every run: used in the fit, outside of its range, or left out with a reason', () => {
    const odd = (d: number, seed: number): Partial<TimedRun> => {
      if (seed === 1) return { thresholds: { ...DEFAULT_THRESHOLDS, overlapLevels: [0.5] } };
      return seed === 2 && d === 64 ? { x: null } : {};
    };
    const runs = study(2, odd);
    const choice: ScalingChoice = { ...CHOICE, range: [100, 600] };
    const { fit, leftOut, runIds } = fitScalingOf(question(runs), choice);
    const { observed, censored, outsideRange, unusable } = fit.counts;
    const left = leftOut.reduce((sum, one) => sum + one.runIds.length, 0);
    expect(observed + censored + outsideRange + unusable).toBe(runIds.length);
    expect(runIds.length + left).toBe(runs.length);
    expect(leftOut.map(({ why }) => why)).toEqual([
      'the run did not watch the level λ² = ½',
      'they have no such value on the abscissa',
    ]);
    expect(outsideRange).toBe(5 + 6);
  });

  it('times the escape that is asked for; the last one is that of the last direction that can be learned', () => {
    const pair = {
      r: 2,
      terms: [
        { beta: [3, 0], c: 1 },
        { beta: [0, 2], c: 1 },
      ],
    };
    const runs = [64, 128, 256].flatMap((d) =>
      [1, 2, 3].map((seed) =>
        timed(d, seed, d, { events: [escape(1, d), escape(2, d * d)], finalSingularValues: [1, 1] }),
      ),
    );
    const slope = (choice: ScalingChoice): number => {
      const { fit } = fitScalingOf(question(runs, { link: pair, studentWidth: 2 }), choice);
      return fit.kind === 'fitted' ? fit.line.slope : NaN;
    };
    expect(slope(CHOICE)).toBeCloseTo(2, 9);
    expect(slope({ ...CHOICE, time: 1 })).toBeCloseTo(1, 9);
    // Against anything but d there is no prediction.
    expect(fitScalingOf(question(runs), { ...CHOICE, against: 'q' }).predicted).toBeNull();
  });

  it('says why there is no fit', () => {
    const { fit } = fitScalingOf(question([timed(64, 1, 3), timed(64, 2, 4), timed(64, 3, 5)]), CHOICE);
    expect(fit).toMatchObject({ kind: 'unfit', reason: 'one-x' });
    expect(fitScalingOf(question([]), CHOICE).fit.kind).toBe('unfit');
  });

  it('does not depend on the order in which the runs were computed, once they are in the order of their starts', () => {
    const runs = study(2, (d, seed) => ({ events: [escape(1, d ** 2 * (1 + Math.sin(7 * seed + d)) + 1)] }));
    const sorted = (list: readonly TimedRun[]) =>
      [...list].sort((a, b) => (a.x ?? 0) - (b.x ?? 0) || (a.seed ?? 0) - (b.seed ?? 0));
    const one = fitScalingOf(question(sorted(runs)), CHOICE).fit;
    const other = fitScalingOf(question(sorted([...runs].reverse())), CHOICE).fit;
    expect(other).toEqual(one);
  });
});
