import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, it } from 'vitest';
import { compileCorrelation } from '@shared/numerics/correlation/compile-correlation';
import { linkValue } from '@shared/numerics/link/hermite-polynomials';
import { denseLink } from './links';

/** Gauss–Hermite rule with n nodes for N(0, 1) (Golub and Welsch). */
function gaussHermite(n: number): { x: number; weight: number }[] {
  const jacobi = Matrix.zeros(n, n);
  for (let k = 1; k < n; k++) {
    jacobi.set(k - 1, k, Math.sqrt(k));
    jacobi.set(k, k - 1, Math.sqrt(k));
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(jacobi, {
    assumeSymmetric: true,
  });
  return realEigenvalues.map((x, i) => ({ x, weight: eigenvectorMatrix.get(0, i) ** 2 }));
}

it('C(M) is the Gaussian expectation E[f(v) g(u)], Cov(v, u) = M', () => {
  const [f, g] = [denseLink(2, [0, 1, 2, 3], 3), denseLink(2, [0, 1, 2, 3], 4)];
  const M = Float64Array.of(0.5, -0.3, 0.2, 0.6);
  const [a = NaN, b = NaN, c = NaN, d = NaN] = M;
  // v = M u + L ξ with LLᵀ = I − MMᵀ.
  const l11 = Math.sqrt(1 - a * a - b * b);
  const l21 = -(a * c + b * d) / l11;
  const l22 = Math.sqrt(1 - c * c - d * d - l21 * l21);
  const rule = gaussHermite(5);
  let expectation = 0;
  for (const u1 of rule) {
    for (const u2 of rule) {
      const student = linkValue(g, [u1.x, u2.x]) * u1.weight * u2.weight;
      for (const n1 of rule) {
        for (const n2 of rule) {
          const v = [a * u1.x + b * u2.x + l11 * n1.x, c * u1.x + d * u2.x + l21 * n1.x + l22 * n2.x];
          expectation += student * n1.weight * n2.weight * linkValue(f, v);
        }
      }
    }
  }
  expect(compileCorrelation(f, g).value(M)).toBeCloseTo(expectation, 12);
});
