import { describe, expect, it } from 'vitest';
import { nextOrder, sortRuns } from '@renderer/compare/run-order';
import { tableColumns } from '@renderer/compare/table-columns';
import { differingParameters, runFields } from '@shared/ensembles/run-fields';
import { compareStarts } from '@shared/ensembles/start-order';
import { escape, fieldsOf, runContext, runRow } from '../ensembles/run-rows';

const FIELDS = runFields(2);
const context = runContext();

describe('the order of the run table', () => {
  const rows = [
    runRow({ d: 1000, seed: 2, change: { events: [escape(1, 5)] } }),
    runRow({ d: 100, seed: 2 }),
    runRow({ d: 1000, seed: 1, change: { events: [escape(1, 7)] } }),
    runRow({ d: 100, seed: 1, change: { events: [escape(1, 5)] } }),
  ];
  const sorted = (by: string | null, descending = false): readonly number[] =>
    sortRuns(rows, { by, descending }, FIELDS, context).map((row) => rows.indexOf(row));

  it('is that of the conditions at first', () => {
    expect(sorted(null)).toEqual([3, 1, 2, 0]);
  });

  it('keeps runs without a value last, either way, and ties in the order of the conditions', () => {
    expect(sorted('escape1')).toEqual([3, 0, 2, 1]);
    expect(sorted('escape1', true)).toEqual([2, 3, 0, 1]);
  });

  it('goes from ascending to descending and back to the conditions', () => {
    const up = nextOrder({ by: null, descending: false }, 'd');
    const down = nextOrder(up, 'd');
    expect([up, down, nextOrder(down, 'd')]).toEqual([
      { by: 'd', descending: false },
      { by: 'd', descending: true },
      { by: null, descending: false },
    ]);
    expect(nextOrder(down, 'loss')).toEqual({ by: 'loss', descending: false });
  });

  it('of starts does not depend on the order in which runs were computed', () => {
    const first = [...rows].sort(compareStarts);
    expect([...rows].reverse().sort(compareStarts)).toEqual(first);
    expect(first.map(({ spec }) => spec.dimension)).toEqual([100, 100, 1000, 1000]);
  });
});

it('only the parameters in which runs differ are differences', () => {
  const flow = { kind: 'planted', metric: 'embedded' } as const;
  const rows = [runRow({ d: 100 }), runRow({ d: 200 }), runRow({ d: 100, flow, change: { finalLoss: 3 } })];
  expect(differingParameters(FIELDS, rows, context)).toEqual(['flow', 'variant', 'd']);
  expect(differingParameters(FIELDS, rows.slice(0, 1), context)).toEqual([]);
  expect(differingParameters(FIELDS, [], context)).toEqual([]);
});

it('columns are laid out alike for the head and every row, and numbers never take the room of texts', () => {
  const { template, leastWidth } = tableColumns(fieldsOf('target', 'd', 'loss'));
  const tracks = template.split(/ (?![^(]*\))/);
  expect(tracks).toHaveLength(5);
  expect(tracks.filter((track) => track.includes('fr'))).toHaveLength(1);
  const least = tracks.reduce((sum, track) => sum + Number(/\d+(?=px)/.exec(track)?.[0]), 0);
  expect(least).toBe(leastWidth);
  // Without a text something else takes the rest.
  expect(tableColumns(fieldsOf('d', 'loss')).template).toMatch(/ 1fr$/);
});
