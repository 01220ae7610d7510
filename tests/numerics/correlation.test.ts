import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCorrelation } from '@shared/numerics/correlation/compile-correlation';
import type { Correlation } from '@shared/numerics/correlation/correlation';
import { degreeBlockCorrelation } from '@shared/numerics/correlation/degree-block-correlation';
import { monomialCorrelation } from '@shared/numerics/correlation/monomial-correlation';
import { enumerateMonomials } from '@shared/numerics/correlation/monomials';
import { linkOf, studentBasis } from '@shared/numerics/flow/joint-basis';
import { FittedLink } from '@shared/numerics/flow/joint-fitted-link';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';
import { InvalidInputError } from '@shared/model/input-problem';
import { largestDifference, numericalJacobian } from './derivative-check';
import { denseLink, link, multiIndicesOf, sequence, smallMatrix } from './links';
import { identity, product, transpose } from './small-matrices';

function byMonomials(f: HermiteTable, g: HermiteTable): Correlation {
  const monomials = enumerateMonomials(f, g, Infinity);
  if (monomials === null) throw new Error('no limit was set');
  return monomialCorrelation(monomials);
}

const evaluators = [
  ['monomials', byMonomials],
  ['degree blocks', degreeBlockCorrelation],
] as const;

function gradientOf(C: Correlation, M: Float64Array): Float64Array {
  const out = new Float64Array(C.r * C.q);
  C.gradient(M, out);
  return out;
}

function hessianOf(C: Correlation, M: Float64Array): Float64Array {
  const out = new Float64Array((C.r * C.q) ** 2);
  C.hessian(M, out);
  return out;
}

/** S_k(M), entry by entry, from C of pairs of single terms. */
function sMatrix(build: typeof byMonomials, M: Float64Array, r: number, q: number, k: number): Float64Array {
  return Float64Array.from(
    multiIndicesOf(r, k).flatMap((beta) =>
      multiIndicesOf(q, k).map((gamma) => build(link(r, [beta, 1]), link(q, [gamma, 1])).value(M)),
    ),
  );
}

describe.each(evaluators)('the correlation C(M) by %s', (_, build) => {
  it('has the closed form of one index: Σ c_k c′_k m^k', () => {
    const f = link(1, [[0], 0.3], [[1], 0.5], [[4], -0.7]);
    const g = link(1, [[0], 2], [[2], 0.4], [[4], 1.5]);
    const M = Float64Array.of(0.6);
    const C = build(f, g);
    expect(C.value(M)).toBeCloseTo(0.6 - 1.05 * 0.6 ** 4, 15);
    expect(gradientOf(C, M)[0]).toBeCloseTo(-1.05 * 4 * 0.6 ** 3, 15);
    expect(hessianOf(C, M)[0]).toBeCloseTo(-1.05 * 12 * 0.6 ** 2, 14);
  });

  it('has the closed form of products: permanents and powers', () => {
    const M = Float64Array.of(0.5, -0.2, 0.3, 0.4);
    const z1z2 = link(2, [[1, 1], 1]);
    const z1Squared = link(2, [[2, 0], 1]);
    expect(build(z1z2, z1z2).value(M)).toBeCloseTo(0.5 * 0.4 - 0.2 * 0.3, 15);
    // E[h2(v1) u1 u2] = √2 M11 M12
    expect(build(z1Squared, z1z2).value(M)).toBeCloseTo(Math.SQRT2 * 0.5 * -0.2, 15);
  });

  it('is ‖f‖² at the identity and c₀c₀′ at zero', () => {
    const f = denseLink(3, [0, 1, 2, 3, 4]);
    const energy = f.terms.reduce((sum, term) => sum + term.c ** 2, 0);
    const C = build(f, f);
    expect(C.value(identity(3))).toBeCloseTo(energy, 13);
    expect(C.value(new Float64Array(9))).toBeCloseTo((f.terms[0]?.c ?? NaN) ** 2, 15);
  });

  it('satisfies Euler’s identity ⟨P(M), M⟩ = Σ k C_k(M)', () => {
    const M = smallMatrix(2, 3, 0.9);
    const inner = [1, 2, 3, 5].reduce(
      (sum, k) => sum + k * build(denseLink(2, [k], k), denseLink(3, [k], k)).value(M),
      0,
    );
    const parts = [1, 2, 3, 5].map((k) => gradientOf(build(denseLink(2, [k], k), denseLink(3, [k], k)), M));
    const gradient = parts.reduce(
      (sum, part) => sum.map((x, i) => x + (part[i] ?? NaN)),
      new Float64Array(6),
    );
    expect(gradient.reduce((sum, p, i) => sum + p * (M[i] ?? NaN), 0)).toBeCloseTo(inner, 13);
  });

  it('is multiplicative: S(MN) = S(M) S(N)', () => {
    const M = smallMatrix(2, 3, 0.9, 3);
    const N = smallMatrix(3, 2, 0.9, 4);
    for (const k of [1, 2, 3]) {
      const rows = multiIndicesOf(2, k).length;
      const inner = multiIndicesOf(3, k).length;
      const direct = sMatrix(build, product(M, N, 2, 3, 2), 2, 2, k);
      const composed = product(sMatrix(build, M, 2, 3, k), sMatrix(build, N, 3, 2, k), rows, inner, rows);
      expect(largestDifference(direct, composed)).toBeLessThan(1e-14);
    }
  });

  it('has the adjoint of the other side: f against g at M is g against f at Mᵀ, derivatives too', () => {
    const [f, g] = [denseLink(2, [0, 1, 2, 3], 7), denseLink(3, [0, 1, 2, 3], 8)];
    const M = smallMatrix(2, 3, 0.9, 9);
    const [left, right] = [build(f, g), build(g, f)];
    expect(left.value(M)).toBeCloseTo(right.value(transpose(M, 2, 3)), 14);
    const gradients = [new Float64Array(6), new Float64Array(6)] as const;
    left.gradient(M, gradients[0]);
    right.gradient(transpose(M, 2, 3), gradients[1]);
    expect(largestDifference(gradients[0], transpose(gradients[1], 3, 2))).toBeLessThan(1e-14);
  });

  it('turns with the links: f(O·) against g at M is f against g at OᵀM', () => {
    // (cos a z1 − sin a z2) z-product: h1 h1 rotated by a has coefficients of h2 and h1h1 (theory.md §1).
    const angle = 0.7;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const f = link(2, [[1, 1], 1]);
    // f(Oz), O = [[c, −s], [s, c]]: (c z1 − s z2)(s z1 + c z2) in Hermite polynomials.
    const turned = link(
      2,
      [[2, 0], Math.SQRT2 * c * s],
      [[1, 1], c * c - s * s],
      [[0, 2], -Math.SQRT2 * c * s],
    );
    const g = denseLink(2, [1, 2, 3]);
    const M = smallMatrix(2, 2, 0.9);
    const OM = product(Float64Array.of(c, -s, s, c), M, 2, 2, 2);
    expect(build(turned, g).value(M)).toBeCloseTo(build(f, g).value(OM), 14);
  });

  it('has the gradient and the Hessian of its value', () => {
    const C = build(denseLink(3, [0, 1, 2, 3, 5], 2), denseLink(2, [1, 2, 3, 5], 3));
    const M = smallMatrix(3, 2, 0.9);
    const slope = numericalJacobian((x, out) => (out[0] = C.value(x)), M, 1);
    expect(largestDifference(gradientOf(C, M), slope)).toBeLessThan(1e-8);
    const curvature = numericalJacobian((x, out) => C.gradient(x, out), M, 6);
    expect(largestDifference(hessianOf(C, M), curvature)).toBeLessThan(1e-8);
  });

  it('treats links without a common degree', () => {
    const C = build(link(2, [[1, 0], 1]), link(2, [[0, 2], 1]));
    const M = smallMatrix(2, 2, 0.9);
    expect([C.value(M), ...gradientOf(C, M), ...hessianOf(C, M)].every((x) => x === 0)).toBe(true);
  });

  it('treats constant and empty links', () => {
    const M = smallMatrix(2, 2, 0.9);
    const constant = build(link(2, [[0, 0], 3]), link(2, [[0, 0], 2]));
    expect([constant.value(M), ...gradientOf(constant, M)]).toEqual([6, 0, 0, 0, 0]);
    expect(build(link(2), link(2)).value(M)).toBe(0);
  });
});

describe('the two evaluators', () => {
  it('agree to rounding on any pair of links', () => {
    const sizes = fc.record({ r: fc.integer({ min: 1, max: 3 }), q: fc.integer({ min: 1, max: 3 }) });
    const degrees = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sizes, degrees, fc.nat(1e6), ({ r, q }, ks, seed) => {
        const f = denseLink(r, ks, seed);
        const g = denseLink(q, ks, seed + 1);
        const M = smallMatrix(r, q, 1, seed + 2);
        const [a, b] = [byMonomials(f, g), degreeBlockCorrelation(f, g)];
        expect(a.value(M)).toBeCloseTo(b.value(M), 12);
        expect(largestDifference(gradientOf(a, M), gradientOf(b, M))).toBeLessThan(1e-12);
        expect(largestDifference(hessianOf(a, M), hessianOf(b, M))).toBeLessThan(1e-11);
      }),
      { numRuns: 60 },
    );
  });
});

describe('compileCorrelation', () => {
  it('treats all coefficients of degree 4 in eight directions', () => {
    const f = denseLink(8, [4]);
    const C = compileCorrelation(f, f);
    const energy = f.terms.reduce((sum, term) => sum + term.c ** 2, 0);
    expect(C.value(identity(8))).toBeCloseTo(energy, 10);
    const gradient = gradientOf(C, identity(8));
    expect(gradient.reduce((sum, p, k) => sum + (k % 9 === 0 ? p : 0), 0)).toBeCloseTo(4 * energy, 9);
  });

  it('treats sparse links of high degree', () => {
    const C = compileCorrelation(
      link(8, [[40, 0, 0, 0, 0, 0, 0, 0], 1]),
      link(8, [[0, 40, 0, 0, 0, 0, 0, 0], 1]),
    );
    const M = new Float64Array(64);
    M[1] = 0.9;
    expect(C.value(M)).toBeCloseTo(0.9 ** 40, 15);
  });

  it('refuses links beyond both evaluators, naming limit and remedy', () => {
    const next = sequence(5);
    const wild = link(
      8,
      ...Array.from({ length: 2000 }, (): [number[], number] => [
        multiplicities(Array.from({ length: 40 }, () => Math.floor(4 * (next() + 1)))),
        1,
      ]),
    );
    expect(() => compileCorrelation(wild, wild)).toThrow(InvalidInputError);
    expect(() => compileCorrelation(wild, wild)).toThrow(
      /link\.terms: .*degree 40.* limit\. Lower the degree/s,
    );
  });
});

/** How often each of 0 … 7 occurs. */
function multiplicities(axes: readonly number[]): number[] {
  return Array.from({ length: 8 }, (_, i) => axes.filter((axis) => axis === i).length);
}

describe('the refitted link A_{Mᵀ} f', () => {
  const coefficients = (f: HermiteTable, M: Float64Array, q: number, degrees: readonly number[]) => {
    const basis = studentBasis(q, degrees);
    const fitted = new FittedLink(f, basis);
    const out = new Float64Array(basis.indices.length);
    fitted.moveTo(M, false);
    fitted.coefficients(out);
    return linkOf(basis, out);
  };
  const degrees = [0, 1, 2, 3, 4];
  const f = denseLink(2, degrees, 3);

  it('is a semigroup: A_N A_M = A_MN, on links and to the last digits', () => {
    const [M, N] = [smallMatrix(2, 3, 0.9, 4), smallMatrix(3, 2, 0.9, 5)];
    const inSteps = coefficients(coefficients(f, M, 3, degrees), N, 2, degrees);
    const atOnce = coefficients(f, product(M, N, 2, 3, 2), 2, degrees);
    expect(inSteps.terms.map(({ beta }) => beta)).toEqual(atOnce.terms.map(({ beta }) => beta));
    inSteps.terms.forEach(({ c }, k) => expect(Math.abs(c - atOnce.terms[k]!.c)).toBeLessThan(1e-14));
  });

  it('has the adjoint A_M: ⟨A_{Mᵀ} f, g⟩ = ⟨f, A_M g⟩ = E f(v) g(u)', () => {
    const g = denseLink(3, degrees, 6);
    const M = smallMatrix(2, 3, 0.9, 7);
    const inner = (a: HermiteTable, b: HermiteTable): number => {
      const known = new Map(b.terms.map(({ beta, c }) => [beta.join(), c]));
      return a.terms.reduce((sum, { beta, c }) => sum + c * (known.get(beta.join()) ?? 0), 0);
    };
    const left = inner(coefficients(f, M, 3, degrees), g);
    expect(left).toBeCloseTo(inner(f, coefficients(g, transpose(M, 2, 3), 2, degrees)), 13);
    expect(left).toBeCloseTo(compileCorrelation(f, g).value(M), 13);
  });
});
