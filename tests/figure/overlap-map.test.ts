import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '@shared/figure/math-text';
import { shortEntry, studentNames } from '@shared/figure/overlap-map';
import { arrangeColumns, matchColumns } from '@shared/figure/overlap-map-matching';

const entry = fc.double({ min: -1, max: 1, noNaN: true });

/** Σ|M_{i, π(i)}| over all injections of rows into columns, by trying them all. */
function best(M: Float64Array, r: number, q: number, row = 0, used: readonly number[] = []): number {
  if (row === r || used.length === q) return 0;
  const taken = Array.from({ length: q }, (_, j) => j)
    .filter((j) => !used.includes(j))
    .map((j) => Math.abs(M[row * q + j] ?? 0) + best(M, r, q, row + 1, [...used, j]));
  const skipped = r > q ? best(M, r, q, row + 1, used) : 0;
  return Math.max(skipped, ...taken);
}

describe('matching columns to teacher directions', () => {
  it('undoes a permutation with signs', () => {
    const M = Float64Array.from([0, -1, 0, 0, 0, 1, -1, 0, 0]);
    const matching = matchColumns(M, 3, 3);
    const upright = Array.from(arrangeColumns(M, 3, 3, matching), (x) => x + 0);
    expect(upright).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(studentNames(matching).map(plainText)).toEqual(['−w2', 'w3', '−w1']);
  });

  it('is the best there is, each column once, matched entries positive', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
    const matrices = sizes.chain(([r, q]) =>
      fc.array(entry, { minLength: r * q, maxLength: r * q }).map((M) => ({ M: Float64Array.from(M), r, q })),
    );
    fc.assert(
      fc.property(matrices, ({ M, r, q }) => {
        const matching = matchColumns(M, r, q);
        expect([...matching.columns].sort()).toEqual(Array.from({ length: q }, (_, j) => j));
        if (r > q) return;
        const arranged = arrangeColumns(M, r, q, matching);
        const diagonal = Array.from({ length: r }, (_, i) => arranged[i * q + i] ?? NaN);
        expect(Math.min(...diagonal)).toBeGreaterThanOrEqual(0);
        expect(diagonal.reduce((sum, x) => sum + x, 0)).toBeCloseTo(best(M, r, q), 12);
      }),
    );
  });
});

describe('an entry of the map', () => {
  it.each([
    [0.7071, '.71'],
    [-0.0512, '−.05'],
    [0.999, '1'],
    [-1, '−1'],
    [1e-4, '.00'],
    [-1e-4, '.00'],
  ])('%d is written %s', (value, text) => expect(shortEntry(value)).toBe(text));
});
