import { factorLu, solveLu } from '@shared/numerics/linear-algebra/lu';
import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';

function solve(rows: readonly (readonly number[])[], b: readonly number[]): Float64Array | null {
  const n = rows.length;
  const lu = Float64Array.from(rows.flat());
  const pivots = new Int32Array(n);
  if (!factorLu(lu, n, pivots)) return null;
  const x = Float64Array.from(b);
  solveLu(lu, n, pivots, x);
  return x;
}

const systems = fc.integer({ min: 1, max: 64 }).chain((n) => {
  // Smaller pivots have inverses that overflow.
  const entry = fc.double({ min: -1, max: 1, noNaN: true }).map((x) => (Math.abs(x) < 1e-100 ? 0 : x));
  const row = fc.array(entry, { minLength: n, maxLength: n });
  return fc.tuple(fc.array(row, { minLength: n, maxLength: n }), row);
});

describe('LU with partial pivoting', () => {
  it('leaves a residual of rounding size for random systems up to n = 64', () => {
    fc.assert(
      fc.property(systems, ([rows, b]) => {
        const x = solve(rows, b);
        if (x === null) return;
        const product = new Matrix(rows.map((row) => [...row])).mmul(Matrix.columnVector([...x]));
        const size = Math.max(1, ...x.map(Math.abs));
        b.forEach((value, i) => {
          expect(Math.abs(product.get(i, 0) - value) / size).toBeLessThan(1e-10);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('pivots: a zero in the corner is no obstacle', () => {
    const x = solve(
      [
        [0, 2],
        [3, 1],
      ],
      [4, 5],
    );
    expect([...x!]).toEqual([1, 2]);
  });

  it.each([
    ['zero', [[0]]],
    [
      'rank one',
      [
        [1, 2],
        [2, 4],
      ],
    ],
    [
      'NaN',
      [
        [NaN, 1],
        [1, 1],
      ],
    ],
    ['infinite', [[Infinity]]],
  ])('refuses a %s matrix', (_name, rows) => {
    expect(
      solve(
        rows,
        rows.map(() => 1),
      ),
    ).toBeNull();
  });

  it('solves scales twelve decades apart to full relative accuracy', () => {
    const x = solve(
      [
        [2, 1e-13, 0],
        [1e-13, 3e-12, 1e-13],
        [0, 1e-13, 5],
      ],
      [2, 6e-12, 5],
    );
    expect(x![0]).toBeCloseTo(1, 12);
    expect(x![1]! / (5.8e-12 / 3e-12)).toBeCloseTo(1, 10);
  });
});
