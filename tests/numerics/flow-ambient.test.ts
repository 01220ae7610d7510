import { describe, expect, it } from 'vitest';
import { compileCorrelation } from '@shared/numerics/correlation/compile-correlation';
import { plantedStatics, twoTimescaleStatics } from '@shared/numerics/flow/statics';
import { largestDifference, numericalJacobian } from './derivative-check';
import { denseLink, smallMatrix } from './links';
import { orthonormal, plus, product, transpose } from './small-matrices';

/**
 * The flows in W (d × q, d = r + q + 3), from finite differences of the loss in W alone, against the reduced fields in M
 * (theory.md §8.9 and §8.10).
 */
const r = 2;
const q = 3;
const d = r + q + 3;
const teacherFrame = orthonormal(smallMatrix(d, r, 1, 31), d, r);
const studentFrame = orthonormal(smallMatrix(d, q, 1, 32), d, q);
const teacherTransposed = transpose(teacherFrame, d, r);
const M = product(teacherTransposed, studentFrame, r, d, q);
const teacher = denseLink(r, [1, 2, 3], 4);
const student = denseLink(q, [1, 2, 3], 5);

/** −∇_W of a function of W (d × q), by central differences. */
function descent(loss: (W: Float64Array) => number): Float64Array {
  return numericalJacobian((W, out) => (out[0] = -loss(W)), studentFrame, 1);
}

function overlapOf(W: Float64Array): Float64Array {
  return product(teacherTransposed, W, r, d, q);
}

describe('reduced fields against the ambient gradient', () => {
  it('two-timescale: W′ = −(I − WWᵀ)∇L', () => {
    const C = compileCorrelation(teacher, teacher);
    const step = descent((W) => {
      const overlap = overlapOf(W);
      return -C.value(product(overlap, transpose(overlap, r, q), r, q, r)) / 2;
    });
    const parallel = product(transpose(studentFrame, d, q), step, q, d, q);
    const velocity = plus(step, product(studentFrame, parallel, d, q, q), -1);
    const { derivative, lossRate } = twoTimescaleStatics(teacher, M, q);
    expect(largestDifference(overlapOf(velocity), derivative)).toBeLessThan(1e-9);
    expect(velocity.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(-lossRate, 9);
  });

  const C = compileCorrelation(teacher, student);
  const gradientStep = descent((W) => -C.value(overlapOf(W)));
  const parallel = product(transpose(studentFrame, d, q), gradientStep, q, d, q);

  it('planted, embedded: W′ = −(∇L − W sym(Wᵀ∇L))', () => {
    const symmetric = plus(parallel, transpose(parallel, q, q)).map((x) => x / 2);
    const velocity = plus(gradientStep, product(studentFrame, symmetric, d, q, q), -1);
    const { derivative, lossRate } = plantedStatics(teacher, student, 'embedded', M);
    expect(largestDifference(overlapOf(velocity), derivative)).toBeLessThan(1e-9);
    expect(velocity.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(-lossRate, 9);
  });

  it('planted, canonical: W′ = −(∇L − W(∇L)ᵀW)', () => {
    const velocity = plus(gradientStep, product(studentFrame, transpose(parallel, q, q), d, q, q), -1);
    const { derivative, lossRate } = plantedStatics(teacher, student, 'canonical', M);
    expect(largestDifference(overlapOf(velocity), derivative)).toBeLessThan(1e-9);
    // The loss falls by ⟨−∇L, W′⟩ whatever the metric.
    expect(velocity.reduce((sum, x, k) => sum + x * (gradientStep[k] ?? NaN), 0)).toBeCloseTo(-lossRate, 9);
  });
});
