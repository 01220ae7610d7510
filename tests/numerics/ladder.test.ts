import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix, SVD } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '@shared/model/input-problem';
import { describeTarget } from '@shared/numerics/ladder/describe-target';
import type { SaddleLadder } from '@shared/numerics/ladder/ladder';
import { planeRotations } from '@shared/numerics/ladder/plane-rotation';
import { relativeExponents } from '@shared/numerics/ladder/relative-exponents';
import { saddleLadder } from '@shared/numerics/ladder/saddle-ladder';
import { degreeEnergies } from '@shared/numerics/link/degree-energies';
import { linkValue } from '@shared/numerics/link/hermite-polynomials';
import { totalDegree, type HermiteTable } from '@shared/numerics/link/hermite-table';
import { denseLink, link } from './links';
import { randomAxes, rotatedLink } from './rotated-links';

/** Exponents and dimensions of a ladder. */
function shape(ladder: SaddleLadder): readonly (readonly [number, number])[] {
  return ladder.rungs.map((rung) => [rung.exponent, rung.dimensionAfter]);
}

/** The projector on the span of the rungs up to and including number `last`, r × r. */
function projector(ladder: SaddleLadder, last: number, r: number): Float64Array {
  const P = new Float64Array(r * r);
  for (const { basis } of ladder.rungs.slice(0, last + 1)) {
    const count = basis.length / r;
    for (let i = 0; i < r; i++) {
      for (let j = 0; j < r; j++) {
        for (let k = 0; k < count; k++) P[i * r + j]! += basis[i * count + k]! * basis[j * count + k]!;
      }
    }
  }
  return P;
}

/** Links with structure: several rungs, lumped rungs, hidden directions. */
const STRUCTURED: readonly [string, HermiteTable][] = [
  ['additive ladder', link(3, [[1, 0, 0], 1], [[0, 2, 0], 1], [[0, 0, 3], 1])],
  ['staircase', link(3, [[1, 0, 0], 1], [[1, 1, 0], 0.9], [[1, 1, 1], 0.8])],
  ['product', link(3, [[1, 1, 1], 1])],
  ['leap 2, 3', link(2, [[2, 0], 1], [[1, 3], 1])],
  ['one direction of three', link(3, [[0, 2, 0], 0.4], [[0, 5, 0], -1])],
  ['two unequal squares and a cube', link(3, [[2, 0, 0], 1], [[0, 2, 0], -0.5], [[1, 0, 3], 0.3])],
  ['even then odd', link(2, [[2, 0], 1], [[1, 2], 0.7], [[0, 4], 0.1])],
];

describe('plane rotations of Hermite products', () => {
  it('are orthogonal to rounding at degree 40', () => {
    const n = 40;
    const S = planeRotations(n, Math.cos(0.7), Math.sin(0.7))[n]!;
    let worst = 0;
    for (let a = 0; a <= n; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = a === b ? -1 : 0;
        for (let k = 0; k <= n; k++) sum += S[a * (n + 1) + k]! * S[b * (n + 1) + k]!;
        worst = Math.max(worst, Math.abs(sum));
      }
    }
    expect(worst).toBeLessThan(1e-13);
  });

  it('turn the function they stand for', () => {
    const table = denseLink(3, [1, 2, 3, 5]);
    const B = randomAxes(3, 4);
    const turned = rotatedLink(table, B);
    for (const y of [
      [0.3, -1, 0.8],
      [1.5, 0.2, -0.6],
    ]) {
      const z = [0, 1, 2].map((i) => y.reduce((sum, x, k) => sum + B[i * 3 + k]! * x, 0));
      expect(linkValue(turned, y)).toBeCloseTo(linkValue(table, z), 11);
    }
  });

  it('keep the energy of every degree (Parseval)', () => {
    const table = denseLink(4, [1, 3, 4], 9);
    const energies = degreeEnergies(rotatedLink(table, randomAxes(4, 2)));
    for (const [k, energy] of degreeEnergies(table).entries()) expect(energies[k]).toBeCloseTo(energy, 11);
  });
});

describe('saddle ladder', () => {
  it('has the plateau losses of the additive ladder', () => {
    const c = 1 / Math.sqrt(3);
    const ladder = saddleLadder(link(3, [[1, 0, 0], c], [[0, 2, 0], c], [[0, 0, 3], c]));
    expect(shape(ladder)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const losses = ladder.rungs.map((rung) => [rung.lossBefore, rung.lossAfter]).flat();
    for (const [k, loss] of [1 / 2, 1 / 3, 1 / 3, 1 / 6, 1 / 6, 0].entries()) {
      expect(losses[k]).toBeCloseTo(loss, 14);
    }
  });

  it('reports its directions in the axes of the link', () => {
    const ladder = saddleLadder(link(3, [[0, 0, 1], 1], [[2, 0, 0], 1]));
    expect([...ladder.rungs[0]!.basis]).toEqual([0, 0, 1]);
    expect([...ladder.rungs[1]!.basis]).toEqual([1, 0, 0]);
    expect(ladder.intrinsicDimension).toBe(2);
  });

  it('leaves the constant out', () => {
    const ladder = saddleLadder(link(1, [[0], 1e6], [[2], 1e-5]));
    expect(shape(ladder)).toEqual([[2, 1]]);
    expect(ladder.rungs[0]!.lossBefore).toBeCloseTo(5e-11, 24);
  });

  it('ignores amplitudes below 1e-9 of the largest and sees those above', () => {
    expect(shape(saddleLadder(link(2, [[1, 0], 1], [[0, 2], 1e-10])))).toEqual([[1, 1]]);
    expect(shape(saddleLadder(link(2, [[1, 0], 1], [[0, 2], 1e-8])))).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it.each(STRUCTURED)('%s: is the same in any axes', (_name, table) => {
    const { r } = table;
    const plain = saddleLadder(table);
    const exponents = relativeExponents(table, plain);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const B = randomAxes(r, seed);
        const turned = rotatedLink(table, B);
        const ladder = saddleLadder(turned);
        expect(shape(ladder)).toEqual(shape(plain));
        expect(ladder.informationExponent).toBe(plain.informationExponent);
        expect(relativeExponents(turned, ladder)).toEqual(exponents);
        for (const [k, rung] of ladder.rungs.entries()) {
          expect(rung.lossAfter).toBeCloseTo(plain.rungs[k]!.lossAfter, 12);
          // Directions turn with the link: P = B P_turned Bᵀ.
          const expected = new Matrix(toRows(projector(plain, k, r), r));
          const basis = new Matrix(toRows(B, r));
          const found = basis.mmul(new Matrix(toRows(projector(ladder, k, r), r))).mmul(basis.transpose());
          expect(Matrix.sub(found, expected).norm()).toBeLessThan(1e-8);
        }
      }),
      { numRuns: 15, seed: 3 },
    );
  });

  it.each(STRUCTURED)('%s: agrees with unfoldings of dense tensors', (_name, table) => {
    const turned = rotatedLink(table, randomAxes(table.r, 8));
    expect(shape(saddleLadder(turned))).toEqual(denseLadder(turned));
    expect(shape(saddleLadder(table))).toEqual(denseLadder(table));
  });

  it.each(STRUCTURED)('%s: intrinsic dimension is the rank of E[∇f ∇fᵀ]', (_name, table) => {
    const turned = rotatedLink(table, randomAxes(table.r, 5));
    const { realEigenvalues } = new EigenvalueDecomposition(gradientCovariance(turned));
    const rank = realEigenvalues.filter((value) => value > 1e-12).length;
    expect(saddleLadder(turned).intrinsicDimension).toBe(rank);
  });

  it('finds a hidden ladder 3, 2, 2 in z1 z2 z3, wherever its axes point', () => {
    for (const seed of [1, 2, 3]) {
      const table = rotatedLink(link(3, [[1, 1, 1], 1]), randomAxes(3, seed));
      expect(relativeExponents(table, saddleLadder(table))).toEqual([3, 2, 2]);
    }
  });

  it('manages eight directions and degree 40', () => {
    const product = describeTarget({ kind: 'preset', preset: 'product', parameters: { r: 8 } });
    expect(product.relativeExponents).toEqual([8, 2, 2, 2, 2, 2, 2, 2]);
    const wide = describeTarget({ kind: 'preset', preset: 'separable', parameters: { r: 8, s: 40 } });
    expect(shape(wide.ladder)).toEqual([[40, 8]]);
  });

  it('refuses politely what would take too long', () => {
    // A single rotated direction of degree 40 in R^8 fills all 63 million monomials.
    const beta = [40, 0, 0, 0, 0, 0, 0, 0];
    const linear = Array.from({ length: 8 }, (_, i) => ({
      beta: beta.map((_degree, j) => (i === j ? 1 : 0)),
      c: 1 / Math.sqrt(8),
    }));
    const terms = [...linear, { beta, c: 1 }];
    try {
      describeTarget({ kind: 'hermite', r: 8, terms });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      expect(error.problems[0]?.field).toBe('link.terms');
      expect(error.problems[0]?.cause).toMatch(/terms/);
      expect(error.problems[0]?.remedy).toMatch(/fewer directions/);
    }
  });
});

function toRows(A: Float64Array, n: number): number[][] {
  return Array.from({ length: n }, (_, i) => [...A.slice(i * n, (i + 1) * n)]);
}

/** E[∂_i f ∂_j f] from ∂_i H_beta = √beta_i H_(beta − e_i). */
function gradientCovariance({ r, terms }: HermiteTable): Matrix {
  const derivative = (i: number): Map<string, number> => {
    const coefficients = new Map<string, number>();
    for (const { beta, c } of terms) {
      if (beta[i] === 0) continue;
      const key = beta.map((degree, k) => (k === i ? degree - 1 : degree)).join();
      coefficients.set(key, Math.sqrt(beta[i]!) * c);
    }
    return coefficients;
  };
  const gradients = Array.from({ length: r }, (_, i) => derivative(i));
  return new Matrix(
    gradients.map((a) =>
      gradients.map((b) => [...a].reduce((sum, [key, value]) => sum + value * (b.get(key) ?? 0), 0)),
    ),
  );
}

/** The algorithm of theory.md §6 word by word: dense tensors, projectors, singular values of the unfoldings. */
function denseLadder(table: HermiteTable): (readonly [number, number])[] {
  const { r } = table;
  const tensors = denseTensors(table);
  const scale = Math.max(...tensors.map((T) => Math.hypot(...T.entries)));
  const rungs: (readonly [number, number])[] = [];
  let E: number[][] = [];
  for (;;) {
    const P = Array.from({ length: r }, (_, i) =>
      Array.from({ length: r }, (_unused, j) => E.reduce((sum, e) => sum + e[i]! * e[j]!, 0)),
    );
    const Q = P.map((row, i) => row.map((x, j) => (i === j ? 1 : 0) - x));
    const rung = denseRung(tensors, P, Q, r, scale);
    if (rung === null) return rungs;
    E = [...E, ...rung.U];
    rungs.push([rung.s, E.length]);
  }
}

interface DenseTensor {
  readonly degree: number;
  /** r^degree entries, first index slowest. */
  readonly entries: number[];
}

function denseTensors({ r, degree, terms }: HermiteTable): DenseTensor[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: degree }, (_, position) => {
    const k = position + 1;
    const byBeta = new Map(
      terms.filter((term) => totalDegree(term) === k).map(({ beta, c }) => [beta.join(), c]),
    );
    const entries = Array.from({ length: r ** k }, (_unused, index) => {
      const beta = new Array<number>(r).fill(0);
      for (let rest = index, l = 0; l < k; l++, rest = Math.floor(rest / r)) beta[rest % r]! += 1;
      const betaFactorial = beta.reduce((product, degree_) => product * factorial(degree_), 1);
      return (byBeta.get(beta.join()) ?? 0) * Math.sqrt(betaFactorial / factorial(k));
    });
    return { degree: k, entries };
  });
}

function denseRung(
  tensors: readonly DenseTensor[],
  P: number[][],
  Q: number[][],
  r: number,
  scale: number,
): { s: number; U: number[][] } | null {
  const highest = Math.max(...tensors.map((T) => T.degree));
  for (let s = 1; s <= highest; s++) {
    const rows = Array.from({ length: r }, () => [] as number[]);
    for (const { degree, entries } of tensors) {
      if (degree < s) continue;
      let projected = entries;
      for (let slot = 0; slot < degree; slot++) {
        projected = applyToSlot(projected, slot < s ? Q : P, slot, degree, r);
      }
      const columns = r ** (degree - 1);
      for (let i = 0; i < r; i++) rows[i]!.push(...projected.slice(i * columns, (i + 1) * columns));
    }
    const svd = new SVD(new Matrix(rows).transpose(), {
      computeLeftSingularVectors: false,
      autoTranspose: false,
    });
    const rank = svd.diagonal.filter((sigma) => sigma > 1e-9 * scale).length;
    if (rank > 0) {
      const U = Array.from({ length: rank }, (_, k) => svd.rightSingularVectors.getColumn(k));
      return { s, U };
    }
  }
  return null;
}

/** Applies a matrix (r × r) to one index of a dense tensor. */
function applyToSlot(entries: number[], A: number[][], slot: number, degree: number, r: number): number[] {
  const stride = r ** (degree - 1 - slot);
  return entries.map((_, index) => {
    const own = Math.floor(index / stride) % r;
    const base = index - own * stride;
    return A[own]!.reduce((sum, a, j) => sum + a * entries[base + j * stride]!, 0);
  });
}
