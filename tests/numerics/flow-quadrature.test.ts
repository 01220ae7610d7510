import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '@shared/numerics/flow/gauss-legendre';
import { createProjectedSquare } from '@shared/numerics/flow/projected-square';
import { singularValueDecomposition } from '@shared/numerics/linear-algebra/singular-values';
import { smallMatrix } from './links';
import { identity, inner, plus, product, transpose } from './small-matrices';

describe('Gauss–Legendre on [0, 1]', () => {
  it('is exact to degree 2n − 1 and not beyond', () => {
    for (let n = 1; n <= 20; n++) {
      const { nodes, weights } = gaussLegendre(n);
      const integral = (k: number) => nodes.reduce((sum, x, i) => sum + (weights[i] ?? NaN) * x ** k, 0);
      for (let k = 0; k < 2 * n; k++) expect(integral(k)).toBeCloseTo(1 / (k + 1), 14);
      // The error in x^2n is (n!)⁴ / ((2n + 1) ((2n)!)²): visible for small n.
      if (n <= 5) expect(Math.abs(integral(2 * n) - 1 / (2 * n + 1))).toBeGreaterThan(1e-7);
    }
  });
});

describe('tr XᵀZX as a sum of squares', () => {
  const projectedSquare = createProjectedSquare(3, 2);

  it('is the trace', () => {
    const M = smallMatrix(3, 4, 1.5);
    const X = smallMatrix(3, 2, 1, 2);
    const Z = plus(identity(3), product(M, transpose(M, 3, 4), 3, 4, 3), -1);
    expect(projectedSquare(Z, X)).toBeCloseTo(inner(X, product(Z, X, 3, 3, 2)), 15);
  });

  it('is never negative and exactly zero on directions learned to working precision', () => {
    const { U } = singularValueDecomposition(smallMatrix(3, 3, 1, 5), 3, 3);
    const learned = product(U, transpose(U, 3, 3), 3, 3, 3);
    const X = smallMatrix(3, 2, 1, 2);
    expect(projectedSquare(plus(identity(3), learned, -1), X)).toBe(0);
    const beyond = plus(identity(3), learned, -1 - 1e-13);
    expect(projectedSquare(beyond, X)).toBe(0);
  });

  it('finds a small unlearned component beside a large learned one', () => {
    // Z projects on u; X = a large multiple of w ⊥ u plus 1e-12 u.
    const [u, w] = [Float64Array.of(0.6, 0.8, 0), Float64Array.of(-0.8, 0.6, 0)];
    const Z = product(u, u, 3, 1, 3);
    const X = Float64Array.from({ length: 6 }, (_, k) =>
      k % 2 === 0 ? (w[k / 2] ?? NaN) + 1e-12 * (u[k / 2] ?? NaN) : 0,
    );
    expect(projectedSquare(Z, X) / 1e-24).toBeCloseTo(1, 3);
  });
});
