import { plantedFlow } from '@shared/numerics/flow/planted-flow';
import { createIntegration } from '@shared/numerics/integrator/integration';
import { plantedLandscape } from '@shared/numerics/critical/landscape';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import { haarOverlap } from '@shared/numerics/start/haar-overlap';
import { finalRest, type FinalState } from '@shared/numerics/landscape/run-ending';
import { finalCensus, type FinalCensus } from '@shared/numerics/statistics/final-census';
import { describe, expect, it } from 'vitest';

const h3 = hermiteTable(2, [
  { beta: [3, 0], c: 1 },
  { beta: [0, 3], c: 1 },
]);
const landscape = plantedLandscape(h3, h3);

/** Ends of planted runs from Haar starts, with the state at a tenth of the time. */
function endsOf(seeds: readonly number[], horizon: number): readonly FinalState[] {
  const flow = plantedFlow(h3, h3, 'embedded', new Float64Array(4));
  const follow = (start: Float64Array, duration: number): Float64Array => {
    const integration = createIntegration(flow, start, {
      relativeTolerance: 1e-7,
      absoluteTolerance: 1e-14,
      horizon: duration,
      stepBudget: 1e5,
    });
    integration.advance(1e5);
    return integration.state.slice();
  };
  return seeds.map((seed) => {
    const earlier = follow(haarOverlap({ r: 2, q: 2, dimension: 1e4, seed }), horizon / 10);
    return { earlier, M: follow(earlier, 0.9 * horizon) };
  });
}

function censusOf(states: readonly FinalState[]): FinalCensus {
  return finalCensus(
    landscape,
    states.map((state) => finalRest(landscape, state)),
  );
}

const seeds = Array.from({ length: 40 }, (_, k) => k + 1);

describe('the ends of an ensemble', () => {
  const states = endsOf(seeds, 1e6);
  const census = censusOf(states);

  it('belong to one class each, and the classes name their runs', () => {
    const all = [...census.classes.flatMap(({ members }) => members), ...census.unfinished];
    expect(all.sort((a, b) => a - b)).toEqual(seeds.map((seed) => seed - 1));
    expect(census.unfinished).toEqual([]);
    for (const { members, frequency } of census.classes) {
      expect(frequency).toMatchObject({ successes: members.length, trials: seeds.length });
    }
  });

  it('are the critical points of separable h3: no, one or two directions found, at loss 0, 1 and 2', () => {
    expect(census.comparedBy).toBe('symmetries');
    expect(census.classes.map(({ point }) => Math.round(point.loss * 1e6) / 1e6)).toEqual([0, 1, 2]);
    expect(census.classes.map(({ point }) => point.kind)).toEqual(['global_min', 'degenerate', 'degenerate']);
    // Trapped with probability 31/48 (theory.md §9), within four standard errors.
    const trapped = census.classes.slice(1).reduce((sum, { members }) => sum + members.length, 0);
    expect(Math.abs(trapped / seeds.length - 31 / 48)).toBeLessThan(0.31);
  });

  it('in one class are equal up to the symmetries: the loss of each run is that of its class', () => {
    for (const { point, members } of census.classes) {
      for (const run of members) {
        const M = states[run]?.M ?? new Float64Array(4);
        expect(Math.abs(landscape.loss(M) - point.loss)).toBeLessThan(1e-4);
      }
    }
  });

  it('at a degenerate point count only with evidence of coming closer', () => {
    const withoutEvidence = censusOf(states.map(({ M }) => ({ M, earlier: null })));
    expect(withoutEvidence.classes.map(({ point }) => point.kind)).toEqual(['global_min']);
    const degenerate = census.classes.slice(1).flatMap(({ members }) => members);
    expect(withoutEvidence.unfinished).toEqual(degenerate.sort((a, b) => a - b));
  });
});

it('a run that leaves a degenerate point is unfinished, one that nears it is trapped', () => {
  const near = Float64Array.of(-0.01, 0, 0, -0.01);
  const far = Float64Array.of(-0.02, 0, 0, -0.02);
  expect(censusOf([{ M: far, earlier: near }])).toMatchObject({ classes: [], unfinished: [0] });
  const { classes } = censusOf([{ M: near, earlier: far }]);
  expect(classes.map(({ point, members }) => [point.kind, members])).toEqual([['degenerate', [0]]]);
});

it('a run on a critical point needs no evidence, and no runs make no classes', () => {
  const { classes } = censusOf([{ M: new Float64Array(4), earlier: null }]);
  expect(classes).toHaveLength(1);
  expect(censusOf([])).toMatchObject({ classes: [], unfinished: [] });
});
