import { describe, expect, it } from 'vitest';
import { DEFAULT_CARDS, type AnalysisCards } from '@shared/model/analysis-cards';
import { parseAnalysis, parseMarks } from '@shared/model/analysis-schema';
import { InvalidInputError } from '@shared/model/input-problem';
import type { AnalysisDocument } from '@shared/model/project';

const PLAIN: AnalysisDocument = {
  id: 'comparison',
  name: 'Comparison',
  sweepIds: ['sweep'],
  filter: 'd>=1e4',
  groupBy: ['flow', 'd'],
  band: 'iqr',
  centre: 'median',
  quantity: 'loss',
  abscissa: 't/d^(k-1)',
  facetBy: null,
};

function withCards(change: object): unknown {
  return { ...PLAIN, cards: { ...DEFAULT_CARDS, ...change } };
}

/** Fields that an analysis is refused for; none when it is taken. */
function refusals(value: unknown): readonly string[] {
  try {
    parseAnalysis(value);
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems.map(({ field }) => field);
    throw error;
  }
}

describe('an analysis', () => {
  it('comes back unchanged from JSON, with what its cards are set to and without', () => {
    const cards: AnalysisCards = {
      ...DEFAULT_CARDS,
      scaling: { ...DEFAULT_CARDS.scaling, time: 2, range: [64, 1e4] },
      plateauRate: 0.001,
    };
    for (const document of [PLAIN, { ...PLAIN, cards }])
      expect(parseAnalysis(JSON.parse(JSON.stringify(document)))).toEqual(document);
    expect(parseAnalysis(PLAIN)).not.toHaveProperty('cards');
  });

  it.each<[object, string]>([
    [{ scaling: { ...DEFAULT_CARDS.scaling, time: 0 } }, 'cards.scaling.time'],
    [{ scaling: { ...DEFAULT_CARDS.scaling, time: 'first' } }, 'cards.scaling.time'],
    [{ scaling: { ...DEFAULT_CARDS.scaling, level: 1 } }, 'cards.scaling.level'],
    [{ scaling: { ...DEFAULT_CARDS.scaling, range: [10, 1] } }, 'cards.scaling.range'],
    [{ scaling: { ...DEFAULT_CARDS.scaling, model: 'exponential' } }, 'cards.scaling.model'],
    [{ successFraction: 0 }, 'cards.successFraction'],
    [{ sameLoss: -1 }, 'cards.sameLoss'],
    [{ plateauRate: Infinity }, 'cards.plateauRate'],
    [{ landscape: { scale: 2, trajectories: 8 } }, 'cards.landscape.scale'],
    [{ landscape: { scale: 1, trajectories: 1e9 } }, 'cards.landscape.trajectories'],
    [{ surprise: 1 }, 'cards.surprise'],
  ])('is refused with %j, by the name of the field', (change, field) => {
    expect(refusals(withCards(change))).toEqual([field]);
  });
});

it('marks name runs by their ids, and nothing else', () => {
  const runId = 'a'.repeat(64);
  const marks = { starred: [runId], tags: [{ tag: 'good one', runIds: [runId] }] };
  expect(parseMarks(JSON.parse(JSON.stringify(marks)))).toEqual(marks);
  expect(() => parseMarks({ ...marks, starred: ['../../etc'] })).toThrow(InvalidInputError);
});
