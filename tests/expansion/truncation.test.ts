import { describe, expect, it } from 'vitest';
import { residualShare } from '@shared/numerics/expansion/expansion';
import { describeTarget } from '@shared/numerics/ladder/describe-target';
import { expandLink, expandLinkFully } from '@shared/numerics/link/expand-link';
import { coefficient, factorial, formula, neuronsLink } from './links';

describe('Parseval residual', () => {
  it('is what degrees above the table carry', () => {
    const short = expandLinkFully(formula('relu(z)', 1, 6));
    const long = expandLinkFully(formula('relu(z)', 1, 40));
    const between = long.table.terms
      .filter(({ beta }) => beta[0]! > 6)
      .reduce((sum, { c }) => sum + c * c, 0);
    expect(short.residual - long.residual).toBeCloseTo(between, 14);
    expect(long.residual).toBeGreaterThan(0);
  });

  it('has the known sizes of numerics.md §3.5 in tendency: relu small, sign slow', () => {
    // Tails Σ_{k>K} c_k² by Stirling: relu ≈ (1/3)(2/π)^{3/2}/(4 K^{3/2}) …, sign ≈ (2/π)^{3/2}/√K … of one parity.
    const relu = expandLinkFully(formula('relu(z)', 1, 40)).residual;
    const sign = expandLinkFully(formula('sign(z)', 1, 40)).residual;
    expect(relu).toBeCloseTo(1.65e-4, 5);
    expect(sign).toBeCloseTo(0.0805, 4);
  });

  it('of an entire function is the tail of its series', () => {
    const { residual } = expandLinkFully(formula('exp(z/2 - 1/8)', 1, 5));
    let tail = 0;
    for (let k = 6; k < 30; k++) tail += 0.25 ** k / factorial(k);
    expect(residual / tail).toBeCloseTo(1, 6);
  });

  it('is zero, not rounding, where nothing is left', () => {
    expect(expandLinkFully(formula('z1*z2 + h(2, z3)', 3, 4)).residual).toBe(0);
    expect(expandLinkFully({ kind: 'hermite', r: 1, terms: [{ beta: [2], c: 3 }] }).residual).toBe(0);
  });
});

describe('automatic degree', () => {
  it.each([1e-2, 1e-3, 1e-5, 1e-7])(
    'is the smallest that leaves less than %f of the variance',
    (residual) => {
      const link = formula('tanh(z1) + 0.3*z1^2 + 5', 1, null, residual);
      const expansion = expandLinkFully(link);
      expect(residualShare(expansion)).toBeLessThanOrEqual(residual);
      expect(expansion.note).toBeNull();
      const lower = expandLinkFully({ ...link, degree: expansion.degree - 1 });
      expect(residualShare(lower)).toBeGreaterThan(residual);
    },
  );

  it('keeps a polynomial whole, however little a term of it is', () => {
    const { table, residual } = expandLinkFully(formula('h(1, z1) + 1e-6*h(5, z2)*h(2, z1)', 2, null, 0.5));
    expect(table.terms.map(({ beta, c }) => [beta.join(), c])).toEqual([
      ['1,0', 1],
      ['2,5', 1e-6],
    ]);
    expect(residual).toBe(0);
    expect(expandLinkFully(formula('h(1, z) + 0.1*h(5, z)', 1, 3)).table.degree).toBe(1);
  });

  it('does not count the constant: a large offset changes nothing', () => {
    const plain = expandLinkFully(formula('relu(z)', 1, null, 1e-3));
    const offset = expandLinkFully(formula('relu(z) + 100', 1, null, 1e-3));
    expect(offset.degree).toBe(plain.degree);
  });

  it('says so when the residual is out of reach', () => {
    const { note, degree, table } = expandLinkFully(formula('sign(z)', 1, null, 1e-2));
    expect(degree).toBe(40);
    expect(table.degree).toBe(39);
    expect(note).toMatch(/0\.01 is not reached.*40.*8\.?\d* %/);
  });

  it('keeps the number of coefficients in many directions small', () => {
    const neurons = Array.from({ length: 6 }, (_, i) => ({
      a: 1,
      v: Array.from({ length: 6 }, (_unused, j) => Math.sin(1 + i + 2 * j)),
      b: 0,
    }));
    const { table, note } = expandLinkFully(neuronsLink('relu', neurons, null, 1e-6));
    expect(table.terms.length).toBeLessThanOrEqual(2500);
    expect(note).toMatch(/coefficients/);
  });
});

describe('noise', () => {
  it('leaves information exponents those of the link', () => {
    expect(describeTarget(formula('sin(z) - exp(-1/2)*z', 1, 9)).ladder.informationExponent).toBe(3);
    expect(describeTarget(formula('abs(z1 - z2) - abs(z1 + z2)', 2, 6)).ladder.informationExponent).toBe(2);
    expect(describeTarget(formula('max(z1, z2) - z1/2 - z2/2', 2, 8)).ladder.informationExponent).toBe(2);
    expect(describeTarget(formula('tanh(z1*z2)', 2, 12)).ladder.informationExponent).toBe(2);
  });

  it('keeps parities exactly', () => {
    const even = expandLink(formula('cos(z1)*exp(-norm(z)^2/8)*abs(z2)', 2, 10));
    expect(even.terms.every(({ beta }) => beta.every((b) => b % 2 === 0))).toBe(true);
    const odd = expandLink(formula('tanh(z1*z2*(1 + z1^2))', 2, 10));
    expect(odd.terms.every(({ beta }) => beta.every((b) => b % 2 === 1))).toBe(true);
  });
});

describe('description of a target', () => {
  it('shows the link as written and what its table leaves out', () => {
    const { expansion, tex, energies } = describeTarget(formula('relu(z1) + z2^2', 2, 8));
    expect(tex).toContain('ReLU');
    expect(expansion.residual).toBeGreaterThan(0);
    expect(expansion.normSquared - energies.reduce((sum, energy) => sum + energy, 0)).toBeCloseTo(
      expansion.residual,
      14,
    );
  });

  it('writes few neurons out, many as a sum', () => {
    const neuron = { a: 1, v: [1, 2], b: 0.5 };
    const two = describeTarget(neuronsLink('tanh', [neuron, { ...neuron, v: [0, 1] }], 4)).tex;
    expect(two).toContain('\\tanh');
    expect(two).toContain('z_2');
    const many = describeTarget(neuronsLink('tanh', new Array(9).fill(neuron) as (typeof neuron)[], 4)).tex;
    expect(many).toContain('\\sum_{i=1}^{9}');
  });
});

describe('an expansion', () => {
  it('is a function of the link alone', () => {
    for (const link of [
      formula('tanh(z1*z2) + relu(z1)', 2, 9),
      neuronsLink(
        'relu',
        [
          { a: 1, v: [0.3, 0.4], b: 0.1 },
          { a: 2, v: [1, -1], b: 0 },
        ],
        9,
      ),
    ]) {
      expect(JSON.stringify(expandLinkFully(link))).toBe(
        JSON.stringify(expandLinkFully(structuredClone(link))),
      );
    }
  });

  it('does not mind directions the formula ignores', () => {
    const { table } = expandLinkFully(formula('relu(z3)', 5, 8));
    expect(table.r).toBe(5);
    expect(coefficient(table, 0, 0, 1, 0, 0)).toBeCloseTo(0.5, 14);
    expect(table.terms.every(({ beta }) => beta.every((b, i) => i === 2 || b === 0))).toBe(true);
  });
});
