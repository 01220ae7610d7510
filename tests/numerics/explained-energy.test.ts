import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCorrelation } from '@shared/numerics/correlation/compile-correlation';
import { multiIndexPosition, multiIndices, tailStart } from '@shared/numerics/correlation/multi-indices';
import { compileExplainedEnergy } from '@shared/numerics/flow/compile-explained-energy';
import { explainedByCorrelation } from '@shared/numerics/flow/explained-by-correlation';
import { explainedByTensors } from '@shared/numerics/flow/explained-by-tensors';
import type { ExplainedEnergy } from '@shared/numerics/flow/explained-energy';
import { absoluteLink } from '@shared/numerics/flow/link-parts';
import { choleskyFactor } from '@shared/numerics/linear-algebra/cholesky';
import { canonicalTerms, totalDegree, type HermiteTable } from '@shared/numerics/link/hermite-table';
import { largestDifference, numericalJacobian } from './derivative-check';
import { denseLink, link, sequence, smallMatrix } from './links';
import { identity, product, transpose } from './small-matrices';

const byTensors = explainedByTensors;
const byCorrelation = (f: HermiteTable, p: number): ExplainedEnergy =>
  explainedByCorrelation(compileCorrelation(f, f), p);

function outerProductOf(energy: ExplainedEnergy, r: number, M: Float64Array): Float64Array {
  const D = new Float64Array(r * r);
  energy.outerProduct(M, D);
  return D;
}

function slopeOf(energy: ExplainedEnergy, r: number, M: Float64Array): Float64Array {
  const slope = new Float64Array(M.length * M.length);
  energy.driveSlope(M, outerProductOf(energy, r, M), slope);
  return slope;
}

/** Links on up to four directions, with few or many terms of degree 1 … 5, and a number of columns. */
const cases = fc
  .record({
    r: fc.integer({ min: 1, max: 4 }),
    p: fc.integer({ min: 1, max: 4 }),
    density: fc.constantFrom(0.1, 0.5, 1),
    degrees: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
    seed: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ r, p, density, degrees, seed }) => {
    const next = sequence(seed);
    const all = denseLink(r, degrees, seed).terms;
    const kept = all.filter((_, i) => i === 0 || (next() + 1) / 2 < density);
    const terms = canonicalTerms(kept);
    const f: HermiteTable = { r, degree: Math.max(...terms.map(totalDegree)), terms };
    return { f, p, M: smallMatrix(r, p, 0.9, seed + 1) };
  });

describe('the explained energy', () => {
  it('is the same by tensors and by the correlation, with its derivatives', () => {
    fc.assert(
      fc.property(cases, ({ f, p, M }) => {
        const [tensors, correlation] = [byTensors(f, p), byCorrelation(f, p)];
        const scale = f.terms.reduce((sum, { c }) => sum + c * c, 0);
        expect(Math.abs(tensors.value(M) - correlation.value(M))).toBeLessThan(1e-13 * scale);
        const [D, expected] = [outerProductOf(tensors, f.r, M), outerProductOf(correlation, f.r, M)];
        expect(largestDifference(D, expected)).toBeLessThan(1e-13 * f.degree * scale);
        const slopes = largestDifference(slopeOf(tensors, f.r, M), slopeOf(correlation, f.r, M));
        expect(slopes).toBeLessThan(1e-12 * f.degree * f.degree * scale);
      }),
    );
  });

  it.each([
    ['tensors', byTensors],
    ['correlation', byCorrelation],
  ] as const)('by %s has the slope of X = D M, and X is half the slope of the energy', (_, build) => {
    const f = denseLink(3, [1, 2, 4]);
    const energy = build(f, 2);
    const M = smallMatrix(3, 2, 0.9);
    const drive = (at: Float64Array, out: Float64Array): void =>
      out.set(product(outerProductOf(energy, 3, at), at, 3, 3, 2));
    expect(largestDifference(slopeOf(energy, 3, M), numericalJacobian(drive, M, 6))).toBeLessThan(3e-9);
    const X = new Float64Array(6);
    drive(M, X);
    const halved = (at: Float64Array, out: Float64Array): void => {
      out[0] = energy.value(at) / 2;
    };
    expect(largestDifference(X, numericalJacobian(halved, M, 1))).toBeLessThan(3e-9);
  });

  it.each([
    ['tensors', byTensors],
    ['correlation', byCorrelation],
  ] as const)('by %s has the same D at MMᵀ, given as a matrix G', (_, build) => {
    const energy = build(denseLink(3, [1, 3]), 4);
    const M = smallMatrix(3, 4, 0.9);
    const D = new Float64Array(9);
    energy.outerProductAt(product(M, transpose(M, 3, 4), 3, 4, 3), D);
    expect(largestDifference(D, outerProductOf(energy, 3, M))).toBeLessThan(1e-13);
  });

  it.each([1, 1e-3, 1e-8, 1e-12])(
    'by tensors has entries of D that are right to rounding of their terms, rows of all lengths leaning %s',
    (lean) => {
      const f = denseLink(4, [1, 2, 4]);
      const off = smallMatrix(4, 4, 0.9, 3);
      for (const ratio of [1e-2, 1e-5, 1e-9]) {
        const M = off.map((entry, k) => ratio ** Math.floor(k / 4) * (k % 5 === 0 ? 0.7 : lean * entry));
        const [D, expected] = [byTensors, byCorrelation].map((build) => outerProductOf(build(f, 4), 4, M));
        const sizes = outerProductOf(byCorrelation(absoluteLink(f), 4), 4, M.map(Math.abs));
        D!.forEach((entry, k) => expect(Math.abs(entry - expected![k]!) / sizes[k]!).toBeLessThan(4e-15));
      }
    },
  );

  it('is all of the energy at an orthogonal M', () => {
    const f = denseLink(4, [2, 3]);
    const energy = f.terms.reduce((sum, { c }) => sum + c * c, 0);
    expect(byTensors(f, 4).value(identity(4))).toBeCloseTo(energy, 13);
  });

  it('knows the closed form of one direction: Σ c_k² m^(2k)', () => {
    const f = link(1, [[1], 0.5], [[3], 2]);
    const m = 0.7;
    expect(byTensors(f, 1).value(Float64Array.of(m))).toBeCloseTo(0.25 * m ** 2 + 4 * m ** 6, 15);
  });

  it('of a link of few terms in many directions and high degree is that of its monomials', () => {
    const f = link(8, [[9, 0, 0, 0, 0, 0, 0, 0], 1], [[0, 0, 0, 0, 0, 0, 0, 12], 0.5]);
    const M = smallMatrix(8, 8, 3, 2);
    expect(compileExplainedEnergy(f, 8).value(M)).toBe(byCorrelation(f, 8).value(M));
  });
});

describe('multi-indices in reverse lexicographic order', () => {
  it('are found at their positions, those with a late first axis last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }), (n, k) => {
        const list = multiIndices(n, k);
        expect(list.map(multiIndexPosition)).toEqual(list.map((_, i) => i));
        for (let axis = 0; axis < n; axis++) {
          const late = list.filter((beta) => beta.findIndex((b) => b > 0) >= axis || k === 0);
          expect(list.slice(tailStart(n, k, axis))).toEqual(late);
        }
      }),
    );
  });
});

describe('choleskyFactor', () => {
  it('gives back positive semidefinite matrices, singular ones too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 1000 }),
        (size, rank, seed) => {
          const M = smallMatrix(size, rank, 1, seed);
          const A = product(M, transpose(M, size, rank), size, rank, size);
          const L = new Float64Array(size * size);
          choleskyFactor(A, size, L);
          const back = product(L, transpose(L, size, size), size, size, size);
          expect(largestDifference(back, A)).toBeLessThan(1e-8);
          for (let i = 0; i < size; i++)
            expect(L.subarray(i * size + i + 1, (i + 1) * size).some(Boolean)).toBe(false);
        },
      ),
    );
  });
});
