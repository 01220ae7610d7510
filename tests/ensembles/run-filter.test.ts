import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunRow } from '@shared/contract/run-listing';
import { runFields, type RunContext } from '@shared/ensembles/run-fields';
import { filterTokens, parseFilter, passes } from '@shared/ensembles/run-filter';
import { escape, runContext, runRow } from './run-rows';

const FIELDS = runFields(2);
const planted = { kind: 'planted', metric: 'embedded' } as const;
const rows = [
  runRow({ d: 100, seed: 1, change: { finalLoss: 0, events: [escape(1, 20)] } }),
  runRow({ d: 1e4, seed: 1, flow: planted, change: { finalLoss: 0.5 } }),
  runRow({ d: 1e4, seed: 2, flow: planted, change: { finalLoss: 0.01 } }),
  runRow({ d: 1e6, seed: 2, flow: { kind: 'two-timescale', ridge: { kappa: [1, 1, 1], mu: 0.1 } } }),
];
const [first, second, third, fourth] = rows as [RunRow, RunRow, RunRow, RunRow];
const context: RunContext = runContext({
  targetName: () => 'Radial 4',
  ending: (runId) => (runId === second.runId ? 'trapped' : 'success'),
  isStarred: (runId) => runId === third.runId,
  tags: (runId) => (runId === first.runId ? ['good one', 'x'] : []),
});

/** The runs that pass, by their position. */
function passing(text: string): readonly number[] {
  const filter = parseFilter(text, FIELDS);
  expect(filter.problems, text).toEqual([]);
  return [...rows.keys()].filter((i) => passes(filter, rows[i] ?? first, context));
}

describe('a filter', () => {
  it.each([
    ['', [0, 1, 2, 3]],
    ['d>=1e4', [1, 2, 3]],
    ['d>=10^4 d<1e6', [1, 2]],
    ['d = 10000', [1, 2]],
    ['d!=1e4', [0, 3]],
    ['dimension>=1e4', [1, 2, 3]],
    ['loss<0,1', [0, 2, 3]],
    ['seed=2', [2, 3]],
    ['flow:planted', [1, 2]],
    ['flow=planted', [1, 2]],
    ['flow!=planted', [0, 3]],
    ['-flow:planted', [0, 3]],
    ['trapped', [1]],
    ['-trapped', [0, 2, 3]],
    ['starred', [2]],
    ['tag:x', [0]],
    ['tag:"good one"', [0]],
    ['tag:good', []],
    ['target="Radial 4" d<1e4', [0]],
    ['radial', [0, 1, 2, 3]],
    ['escape1<100', [0]],
    ['μ>0', [3]],
    ['mu>0', [3]],
    ['planted loss<0.1', [2]],
  ] as const)('%s', (text, expected) => {
    expect(passing(text)).toEqual(expected);
  });

  it('lets no run pass a comparison with a value it does not have', () => {
    // Only one run has escaped: neither smaller nor larger holds for the others.
    expect(passing('escape1>=0')).toEqual([0]);
    expect(passing('escape1!=7')).toEqual([0]);
  });

  it('explains what means nothing, and filters by the rest', () => {
    const filter = parseFilter('dd>3 loss<abc flow<planted d>=1e4', FIELDS);
    expect(filter.problems.map(({ text }) => text)).toEqual(['dd>3', 'loss<abc', 'flow<planted']);
    for (const { cause, remedy } of filter.problems) expect(cause.length * remedy.length).toBeGreaterThan(0);
    expect(rows.filter((row) => passes(filter, row, context))).toEqual([second, third, fourth]);
  });

  it('is the same after its pieces are put together again', () => {
    const pieces = fc.constantFrom(
      'd>=1e4',
      'tag:"good one"',
      'trapped',
      '-flow:planted',
      'loss < 0.1',
      'h3',
    );
    fc.assert(
      fc.property(fc.array(pieces), (words) => {
        const text = words.join('  ');
        expect(filterTokens(text)).toEqual(words);
        expect(passing(filterTokens(text).join(' '))).toEqual(passing(text));
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const filter = parseFilter(text, FIELDS);
        for (const row of rows) expect(typeof passes(filter, row, context)).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });
});
