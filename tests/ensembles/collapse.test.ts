import { describe, expect, it } from 'vitest';
import { familyScores, fitFamily } from '@shared/ensembles/collapse';
import { collapseFamilies, familyKey, type ConditionOfCurves } from '@shared/ensembles/collapse-families';
import type { RunCurve } from '@shared/ensembles/run-curve';
import { groupRuns, groupStyles } from '@shared/ensembles/run-groups';
import { fieldsOf, runContext, runRow } from './run-rows';

const context = runContext();
const planted = { kind: 'planted', metric: 'embedded' } as const;

/** Loss that falls at d² times a factor of the seed under the two-timescale flow, at √d under the planted one. */
const rows = [64, 256, 1024].flatMap((d) =>
  [1, 2, 3, 4, 5, 6].flatMap((seed) => [runRow({ d, seed }), runRow({ d, seed, flow: planted })]),
);

function curveOf(run: (typeof rows)[number]): RunCurve {
  const { dimension: d, start, flow } = run.spec;
  const seed = start.kind === 'haar' ? start.seed : 1;
  const scale = (flow.kind === 'planted' ? Math.sqrt(d) : d ** 2) * (1 + 0.3 * seed);
  const t = Float64Array.from({ length: 200 }, (_, i) => 10 ** (-2 + i / 18));
  return { run, t, values: t.map((time) => 1 / (1 + (time / scale) ** 4)) };
}

const groupBy = fieldsOf('flow', 'd');
const conditions = groupRuns(rows, groupBy, groupStyles(rows, groupBy, context), context).map(
  (group): ConditionOfCurves => ({ facet: 0, group, curves: group.runs.map(curveOf) }),
);
const variables = (run: (typeof rows)[number]) => ({ d: run.spec.dimension, q: 2, r: 2, k: 3, s: 3 });
const families = collapseFamilies(conditions, groupBy, curveOf, variables);

describe('families of a comparison', () => {
  it('are the flows: conditions that differ in d are to fall together', () => {
    expect(families.map(({ label, members }) => [label, members.length])).toEqual([
      ['planted', 3],
      ['two-timescale', 3],
    ]);
    expect(families.map(({ key }) => key)).toContain(familyKey(0, ['planted', 64], groupBy));
  });

  it('know the seeds of their curves, which are related across d', () => {
    for (const { members } of families)
      for (const { seeds } of members) expect(seeds).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('do not exist for a single condition', () => {
    expect(collapseFamilies(conditions.slice(0, 1), groupBy, curveOf, variables)).toEqual([]);
  });
});

describe('a collapse', () => {
  const [own, two] = families as [(typeof families)[number], (typeof families)[number]];

  it('has a score beside that of the curves as they are', () => {
    const { before, after } = familyScores(two.members, 't/d^(k-1)', null);
    expect(after?.score).toBeGreaterThan(0.999);
    expect(before?.score).toBeLessThan(0.9);
    expect(familyScores(own.members, 't/d^(k-1)', null).after?.score).toBeLessThan(0.9);
  });

  it('finds the exponent, with an interval that holds it', () => {
    const fit = fitFamily(two.members, 't/d^a', { withInterval: true });
    expect(fit?.exponent).toBeCloseTo(2, 2);
    expect(fit?.interval?.low).toBeLessThanOrEqual(2.005);
    expect(fit?.interval?.high).toBeGreaterThanOrEqual(1.995);
    // Every seed is slower by one factor at every d: drawn together they leave nothing to doubt.
    expect((fit?.interval?.high ?? 9) - (fit?.interval?.low ?? 0)).toBeLessThan(0.05);
    expect(fitFamily(own.members, 't/d^a', { withInterval: false })?.exponent).toBeCloseTo(0.5, 2);
  });
});
