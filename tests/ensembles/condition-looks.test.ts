import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnRates } from '@renderer/analyse/drawn-rates';
import type { RunRow } from '@shared/contract/run-listing';
import { endingsByCondition } from '@shared/ensembles/ending-rates';
import type { LandscapeRuns } from '@shared/ensembles/landscape-runs';
import { byLandscape } from '@shared/ensembles/landscape-runs';
import { landscapeStyles } from '@shared/ensembles/landscape-styles';
import type { RunField } from '@shared/ensembles/run-fields';
import { groupRuns, groupStyles } from '@shared/ensembles/run-groups';
import { scalingQuestions } from '@shared/ensembles/scaling-questions';
import type { ConditionStyle } from '@shared/figure/ensemble-colours';
import { DEFAULT_CARDS } from '@shared/model/analysis-cards';
import type { FlowSpec } from '@shared/model/experiment';
import { fieldsOf, runContext, runRow } from './run-rows';

const context = runContext({ targetName: (linkId) => `Target ${linkId}` });
const FLOWS: readonly FlowSpec[] = [
  { kind: 'planted', metric: 'embedded' },
  { kind: 'planted', metric: 'canonical' },
  { kind: 'two-timescale' },
  { kind: 'joint', metric: 'embedded', epsilon: 0.1, initialLink: { kind: 'zero' } },
  { kind: 'joint', metric: 'embedded', epsilon: 1, initialLink: { kind: 'zero' } },
];

/** Runs of every target under every flow at every dimension. */
function runsOf(
  links: readonly string[],
  flows: readonly FlowSpec[],
  dimensions: readonly number[],
): RunRow[] {
  return links.flatMap((linkId) =>
    flows.flatMap((flow) => dimensions.map((d) => runRow({ d, flow, change: { linkId } }))),
  );
}

function landscapesOf(runs: readonly RunRow[], against = 'd'): readonly LandscapeRuns[] {
  const landscapes = byLandscape(runs, (linkId) => ({ linkId, r: 1, terms: [{ beta: [3], c: 1 }] }), context);
  const choice = { ...DEFAULT_CARDS.scaling, against };
  return scalingQuestions({ landscapes, choice, against: null, context }).map(({ landscape }) => landscape);
}

/** How Compare draws the condition of every run. */
function comparedLooks(
  all: readonly RunRow[],
  groupBy: readonly RunField[],
): ReadonlyMap<string, ConditionStyle> {
  const groups = groupRuns(all, groupBy, groupStyles(all, groupBy, context), context);
  return new Map(
    groups.flatMap(({ runs, colour, dash }) =>
      runs.map(({ runId }): [string, ConditionStyle] => [runId, { colour, dash }]),
    ),
  );
}

/** What all of some values are; null where they differ. */
function common<T>(values: readonly T[]): T | null {
  return new Set(values.map((value) => JSON.stringify(value))).size === 1 ? (values[0] ?? null) : null;
}

const text = (look: ConditionStyle): string => JSON.stringify([look.colour, look.dash]);

describe('a condition of target, flow and dimension', () => {
  const all = runsOf(
    ['a', 'b'],
    [{ kind: 'planted', metric: 'embedded' }, { kind: 'two-timescale' }],
    [64, 128, 256],
  );
  const groupBy = fieldsOf('target', 'flow', 'd');
  const landscapes = landscapesOf(all);
  const styleOf = landscapeStyles(all, groupBy, 'd', context);
  const compared = comparedLooks(all, groupBy);

  it('has as a law over all dimensions the dash that its curves have at each', () => {
    expect(landscapes).toHaveLength(4);
    for (const landscape of landscapes) {
      const { dash } = styleOf(landscape);
      expect(landscape.runs.map(({ runId }) => compared.get(runId)?.dash)).toEqual([dash, dash, dash]);
    }
  });

  it('shares its colour with no other law', () => {
    expect(new Set(landscapes.map((landscape) => styleOf(landscape).colour)).size).toBe(4);
  });

  it('looks among the rates as its law does', () => {
    const { series } = drawnRates(
      endingsByCondition(all, groupBy, context),
      'success',
      groupBy,
      all,
      context,
    );
    expect(series.map(({ colour, dash }) => text({ colour, dash }))).toEqual(
      landscapes.map((landscape) => text(styleOf(landscape))),
    );
  });

  it('keeps its look where laws tell another condition further apart', () => {
    const more = [...all, ...runsOf(['a'], [{ kind: 'planted', metric: 'canonical' }], [64, 128, 256])];
    const finer = landscapeStyles(more, groupBy, 'd', context);
    const [, ...others] = landscapes;
    expect(landscapes[0]?.flow.kind).toBe('planted');
    expect(others.map((landscape) => text(finer(landscape)))).toEqual(
      others.map((landscape) => text(styleOf(landscape))),
    );
    const laws = landscapesOf(more).map((landscape) => text(finer(landscape)));
    expect(new Set(laws).size).toBe(5);
  });
});

describe('the look of a law', () => {
  const project = fc
    .record({
      links: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
      flows: fc.subarray([...FLOWS], { minLength: 1 }),
      dimensions: fc.subarray([64, 128, 256, 512, 1024], { minLength: 1 }),
    })
    .chain(({ links, flows, dimensions }) =>
      // Some runs are missing, as in a project that grew.
      fc.shuffledSubarray(runsOf(links, flows, dimensions), { minLength: 1 }),
    );

  it('is that of no other law, whatever groups', () => {
    const fields = fc.shuffledSubarray(['target', 'flow', 'variant', 'q', 'd', 'horizon']);
    fc.assert(
      fc.property(project, fields, (all, ids) => {
        const styleOf = landscapeStyles(all, fieldsOf(...ids), 'd', context);
        const landscapes = landscapesOf(all);
        expect(new Set(landscapes.map((landscape) => text(styleOf(landscape)))).size).toBe(landscapes.length);
      }),
    );
  });

  it('has the colour and the dash that its conditions share in the comparison', () => {
    const fields = fc
      .tuple(fc.shuffledSubarray(['target', 'flow', 'variant'], { minLength: 3 }), fc.boolean())
      .map(([ids, withDimension]) => (withDimension ? [...ids, 'd'] : ids));
    fc.assert(
      fc.property(project, fields, (all, ids) => {
        const landscapes = landscapesOf(all);
        // More conditions than dashes cannot all keep theirs.
        fc.pre(landscapes.length <= 4);
        const groupBy = fieldsOf(...ids);
        const compared = comparedLooks(all, groupBy);
        const styleOf = landscapeStyles(all, groupBy, 'd', context);
        for (const landscape of landscapes) {
          const looks = landscape.runs.flatMap(({ runId }) => compared.get(runId) ?? []);
          const { colour, dash } = styleOf(landscape);
          expect(common(looks.map((look) => look.colour)) ?? colour).toEqual(colour);
          expect(common(looks.map((look) => look.dash)) ?? dash).toEqual(dash);
        }
      }),
    );
  });

  it('does not hang on the order of runs', () => {
    const groupBy = fieldsOf('target', 'flow', 'd');
    fc.assert(
      fc.property(project, (all) => {
        const [styleOf, turned] = [all, [...all].reverse()].map((runs) =>
          landscapeStyles(runs, groupBy, 'd', context),
        );
        for (const landscape of landscapesOf(all)) expect(turned?.(landscape)).toEqual(styleOf?.(landscape));
      }),
    );
  });

  it('is one for all values of what time is measured against', () => {
    const all = runsOf(['a', 'b'], FLOWS, [64]);
    const groupBy = fieldsOf('target', 'flow', 'variant');
    const styleOf = landscapeStyles(all, groupBy, 'epsilon', context);
    const laws = landscapesOf(all, 'epsilon');
    const joint = laws.filter(({ flow }) => flow.kind === 'joint');
    expect(joint.map(({ runs }) => runs.length)).toEqual([2, 2]);
    for (const law of joint)
      for (const run of law.runs) expect(styleOf({ ...law, runs: [run] })).toEqual(styleOf(law));
    expect(new Set(laws.map((law) => text(styleOf(law)))).size).toBe(laws.length);
  });
});
