import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '@shared/model/input-problem';
import { compileCorrelation } from '@shared/numerics/correlation/compile-correlation';
import { ridgeTestError } from '@shared/numerics/flow/ridge-test-error';
import { twoTimescaleStatics } from '@shared/numerics/flow/statics';
import { shrinkLink } from '@shared/numerics/flow/shrink-link';
import { denseLink, link, smallMatrix } from './links';
import { product, transpose } from './small-matrices';

describe('the ridge link (theory.md §3.4)', () => {
  const f = denseLink(2, [0, 1, 2, 3], 3);

  it('scales degree k by the root of κ_k / (κ_k + μ)', () => {
    const kappa = [1, 0.5, 0.25, 0.125];
    const shrunk = shrinkLink(f, { kappa, mu: 0.3 });
    expect(shrunk.terms).toHaveLength(f.terms.length);
    shrunk.terms.forEach((term, n) => {
      const k = term.beta.reduce((sum, b) => sum + b, 0);
      const eigenvalue = kappa[k] ?? NaN;
      expect((term.c / (f.terms[n]?.c ?? NaN)) ** 2).toBeCloseTo(eigenvalue / (eigenvalue + 0.3), 14);
    });
  });

  it('gives the profiled loss: C_mu(G) = Σ κ_k/(κ_k + μ) C_k(G)', () => {
    const G = Float64Array.of(0.5, 0.1, 0.1, 0.3);
    const part = (k: number) => {
      const homogeneous = {
        ...f,
        terms: f.terms.filter((term) => term.beta.reduce((a, b) => a + b, 0) === k),
      };
      return compileCorrelation(homogeneous, homogeneous).value(G);
    };
    const shrunk = shrinkLink(f, { kappa: [1, 1, 0.5, 0.25], mu: 0.5 });
    const expected = part(0) / 1.5 + part(1) / 1.5 + part(2) / 2 + part(3) / 3;
    expect(compileCorrelation(shrunk, shrunk).value(G)).toBeCloseTo(expected, 14);
  });

  it('drops degrees the kernel cannot fit, and is the link itself without penalty', () => {
    expect(shrinkLink(f, { kappa: [1, 1, 1, 1], mu: 0 })).toEqual(f);
    const shrunk = shrinkLink(link(1, [[1], 1], [[5], 2]), { kappa: [1, 1], mu: 1 });
    expect(shrunk).toEqual(link(1, [[1], Math.SQRT1_2]));
    expect(shrinkLink(link(1, [[1], 1], [[2], 2]), { kappa: [1, 1, 0], mu: 0 })).toEqual(link(1, [[1], 1]));
  });

  it('refuses negative and non-finite parameters, each by its field', () => {
    const refused = () => shrinkLink(f, { kappa: [1, -1, NaN], mu: Infinity });
    expect(refused).toThrow(InvalidInputError);
    expect(refused).toThrow(/ridge\.kappa\[1\].*ridge\.kappa\[2\].*ridge\.mu/s);
  });
});

describe('the test error of the ridge solution (theory.md §3.4)', () => {
  const f = denseLink(2, [0, 1, 2, 3], 3);
  const ridge = { kappa: [2, 1, 0.5], mu: 0.25 };
  const M = smallMatrix(2, 3, 1.5, 6);

  it('is ½‖f*‖² − Σ a_k C_k(G) + ½ Σ a_k² C_k(G)', () => {
    const G = product(M, transpose(M, 2, 3), 2, 3, 2);
    let expected = 0;
    for (let k = 0; k <= 3; k++) {
      const terms = f.terms.filter(({ beta }) => beta.reduce((a, b) => a + b, 0) === k);
      const part = { ...f, terms };
      const a = k === 3 ? 0 : (ridge.kappa[k] ?? NaN) / ((ridge.kappa[k] ?? NaN) + ridge.mu);
      const C = compileCorrelation(part, part).value(G);
      expected += terms.reduce((sum, { c }) => sum + c * c, 0) / 2 - a * C + (a * a * C) / 2;
    }
    expect(ridgeTestError(f, ridge, 3)(M)).toBeCloseTo(expected, 14);
  });

  it('is never below the loss without penalty, and equals it without', () => {
    const { loss } = twoTimescaleStatics(f, M, 3);
    expect(ridgeTestError(f, ridge, 3)(M)).toBeGreaterThan(loss);
    expect(ridgeTestError(f, { kappa: [1, 1, 1, 1], mu: 0 }, 3)(M)).toBeCloseTo(loss, 15);
  });

  it('keeps its digits near the target', () => {
    const G = Float64Array.of(1, 0, 0, 0, 1 - 2 ** -40, 0);
    const flat = link(2, [[1, 0], 1], [[0, 1], 1]);
    const exact = -Math.expm1(2 * Math.log1p(-(2 ** -40))) / 2;
    // 1 − a = 1e-9 on degree 1: a bias of ½ · 2 · 1e-18 beside the 1e-12 still to be learned.
    const error = ridgeTestError(flat, { kappa: [0, 1], mu: 1e-9 }, 3)(G);
    expect(error / (exact + 1e-18)).toBeCloseTo(1, 11);
    expect(ridgeTestError(flat, { kappa: [], mu: 0 }, 3)(G)).toBe(1);
  });
});
