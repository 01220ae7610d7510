import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rqTriangle } from '@shared/numerics/linear-algebra/rq-triangle';
import { smallMatrix } from './links';
import { product, transpose } from './small-matrices';

function triangleOf(M: Float64Array, rows: number, columns: number): Float64Array {
  const R = new Float64Array(rows * columns);
  rqTriangle(M, rows, columns, R);
  return R;
}

function gramOf(M: Float64Array, rows: number, columns: number): Float64Array {
  return product(M, transpose(M, rows, columns), rows, columns, rows);
}

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 6 }),
  columns: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 1, max: 1000 }),
  /** Of the length of a row to that of the row before. */
  ratio: fc.constantFrom(1, 1e-3, 1e-12, 1e10),
});

describe('the triangle of an RQ decomposition', () => {
  it('has the products of rows of the matrix, to rounding of each row, and is trapezoidal', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, seed, ratio }) => {
        const M = smallMatrix(rows, columns, 1, seed).map((x, k) => x * ratio ** Math.floor(k / columns));
        const R = triangleOf(M, rows, columns);
        const [expected, found] = [gramOf(M, rows, columns), gramOf(R, rows, columns)];
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < rows; j++) {
            const size = Math.sqrt(expected[i * rows + i]!) * Math.sqrt(expected[j * rows + j]!);
            expect(Math.abs(found[i * rows + j]! - expected[i * rows + j]!)).toBeLessThanOrEqual(
              4e-15 * size,
            );
          }
          for (let j = 0; j < columns; j++) {
            if (i > j + rows - columns) expect(R[i * columns + j]).toBe(0);
          }
        }
      }),
    );
  });

  it('is the matrix itself where that is triangular already', () => {
    const M = Float64Array.of(1, 2, 3, 0, 4, 5, 0, 0, 6);
    expect(triangleOf(M, 3, 3)).toEqual(M);
  });

  it('keeps rows of zeros, and numbers whose squares are beyond the range', () => {
    const R = triangleOf(Float64Array.of(0, 0, 3e-200, 4e-200), 2, 2);
    expect([...R.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(Math.abs(R[3]!)).toBeCloseTo(5e-200, 214);
    expect(Math.abs(triangleOf(Float64Array.of(3e200, 4e200), 1, 2)[1]! / 5e200)).toBeCloseTo(1, 14);
  });
});
