import fc from 'fast-check';
import { Matrix, SingularValueDecomposition as Reference } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { rowSpace } from '@shared/numerics/linear-algebra/row-space';
import {
  createSingularValueSolver,
  singularValueDecomposition,
  singularValues,
} from '@shared/numerics/linear-algebra/singular-values';
import { largestDifference } from './derivative-check';
import { smallMatrix } from './links';
import { identity, product, rotation, transpose } from './small-matrices';

/** Zeros and numbers of very different size, down to the overlaps of any run and far below. */
const entries = fc.oneof(
  fc.constant(0),
  fc
    .record({ mantissa: fc.double({ min: -1, max: 1, noNaN: true }), decades: fc.nat(20) })
    .map(({ mantissa, decades }) => Math.fround(mantissa) * 10 ** -decades),
);

const matrices = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .chain(([r, q]) =>
    fc
      .array(entries, { minLength: r * q, maxLength: r * q })
      .map((values) => ({ r, q, M: Float64Array.from(values) })),
  );

describe('singular values', () => {
  it('agree with an independent library, descending', () => {
    fc.assert(
      fc.property(matrices, ({ r, q, M }) => {
        const sigma = singularValues(M, r, q);
        const reference = new Reference(Matrix.from1DArray(r, q, [...M]), { autoTranspose: true }).diagonal;
        expect(largestDifference(sigma, reference.slice(0, Math.min(r, q)))).toBeLessThan(1e-13);
        expect([...sigma]).toEqual([...sigma].sort((a, b) => b - a));
      }),
    );
  });

  it('come with U and V: M = U Σ Vᵀ, columns orthonormal also where σ = 0', () => {
    fc.assert(
      fc.property(matrices, fc.boolean(), ({ r, q, M }, repeatRow) => {
        const X = M.slice();
        if (repeatRow && r > 1) X.set(X.subarray(0, q), q);
        const p = Math.min(r, q);
        const { sigma, U, V } = singularValueDecomposition(X, r, q);
        const scaled = U.map((u, k) => u * (sigma[k % p] ?? NaN));
        expect(largestDifference(product(scaled, transpose(V, q, p), r, p, q), X)).toBeLessThan(1e-13);
        expect(largestDifference(product(transpose(U, r, p), U, p, r, p), identity(p))).toBeLessThan(1e-13);
        expect(largestDifference(product(transpose(V, q, p), V, p, q, p), identity(p))).toBeLessThan(1e-13);
        expect(largestDifference(sigma, singularValues(X, r, q))).toBeLessThan(1e-15 * p);
      }),
    );
  });

  it('keep the relative accuracy of small ones: rows of very different size', () => {
    // M = diag(1, 1e-9, 1e-15) O with a rotation O of determinant 1: singular values are the row sizes to 1e-18.
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const O = [c, -s, 0, s * c, c * c, -s, s * s, s * c, c];
    const M = Float64Array.from(O, (x, k) => x * (k < 3 ? 1 : k < 6 ? 1e-9 : 1e-15));
    const sigma = singularValues(M, 3, 3);
    for (const [k, size] of [1, 1e-9, 1e-15].entries()) expect((sigma[k] ?? NaN) / size).toBeCloseTo(1, 14);
  });

  it('have a closed form for 2 × 2', () => {
    const M = Float64Array.of(3, 0, 4, 5);
    const sigma = singularValues(M, 2, 2);
    expect(sigma[0]).toBeCloseTo(Math.sqrt(45), 14);
    expect(sigma[1]).toBeCloseTo(Math.sqrt(5), 14);
  });

  it('of zero, of rank one and of equal value', () => {
    expect([...singularValues(new Float64Array(6), 2, 3)]).toEqual([0, 0]);
    expect(singularValues(Float64Array.of(1, 2, 2, 4), 2, 2)[1]).toBeLessThan(1e-15);
    expect(largestDifference(singularValues(rotation(0.4), 2, 2), [1, 1])).toBeLessThan(1e-15);
  });

  it('a solver may be used again and leaves its argument alone', () => {
    const solve = createSingularValueSolver(3, 2);
    const out = new Float64Array(2);
    const [A, B] = [smallMatrix(3, 2, 1, 1), smallMatrix(3, 2, 1, 2)];
    const copy = A.slice();
    solve(B, out);
    solve(A, out);
    expect(A).toEqual(copy);
    expect(out).toEqual(singularValues(A, 3, 2));
  });
});

describe('the row space', () => {
  it('has the rank, not lowered by scaling rows', () => {
    expect(rowSpace(Float64Array.of(0.1, 0.2, 0.3, 0.6), 2, 2).rank).toBe(1);
    expect(rowSpace(Float64Array.of(0.1, 0.2, 1e-17, -3e-17), 2, 2).rank).toBe(2);
    expect(rowSpace(Float64Array.of(0, 0, 1e-200, 0), 2, 2).rank).toBe(1);
    expect(rowSpace(new Float64Array(4), 2, 2).rank).toBe(0);
    expect(rowSpace(smallMatrix(3, 5, 1), 3, 5).rank).toBe(3);
  });

  it('carries every row: M = (M V) Vᵀ', () => {
    const M = product(smallMatrix(4, 2, 1, 1), smallMatrix(2, 3, 1, 2), 4, 2, 3);
    const { rank, basis } = rowSpace(M, 4, 3);
    expect(rank).toBe(2);
    const A = product(M, basis, 4, 3, rank);
    expect(largestDifference(product(A, transpose(basis, 3, rank), 4, rank, 3), M)).toBeLessThan(1e-15);
  });
});
