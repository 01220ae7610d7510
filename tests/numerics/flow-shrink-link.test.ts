import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '@shared/model/input-problem';
import { compileCorrelation } from '@shared/numerics/correlation/compile-correlation';
import { shrinkLink } from '@shared/numerics/flow/shrink-link';
import { denseLink, link } from './links';

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
