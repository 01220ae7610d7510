import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandLink, expandLinkFully } from '@shared/numerics/link/expand-link';
import { presetLink } from '@shared/numerics/link/preset';
import { PRESETS } from '@shared/numerics/link/presets';
import { coefficient, distance, factorial, formula } from './links';

/** Each preset at its default parameters, written as a formula (theory.md §5). */
const PRESET_FORMULAS: Readonly<Record<string, readonly [text: string, r: number]>> = {
  single: ['(z^2 - 1)/sqrt(2)', 1],
  'additive-ladder': ['(h(1, z1) + h(2, z2) + h(3, z3))/sqrt(3)', 3],
  staircase: ['(z1 + z1*z2 + z1*z2*z3)/sqrt(3)', 3],
  product: ['z1*z2*z3', 3],
  separable: ['(he(3, z1) + he(3, z2))/sqrt(12)', 2],
  'separable-mixed': ['(h(2, z1) + 0.5*h(3, z1) + h(2, z2) + 0.5*h(3, z2))/sqrt(2)', 2],
  radial: ['norm(z)^4/8 - norm(z)^2 + 1', 2],
  harmonic: ['(z1^3 - 3*z1*z2^2)/sqrt(24)', 2],
  'two-harmonic': [
    '(z1^2 - z2^2)/2 + 0.3*(cos(0.7)*(z1^3 - 3*z1*z2^2) - sin(0.7)*(3*z1^2*z2 - z2^3))/sqrt(24)',
    2,
  ],
  'leap-1-3': ['h(1, z1) + h(3, z2)', 2],
  'leap-1-2': ['z1 + z1*(z2^2 - 1)/sqrt(2)', 2],
  'leap-2-3': ['h(2, z1) + z1*h(3, z2)', 2],
};

describe('presets as formulas', () => {
  it.each(PRESETS.map((preset) => [preset.id, preset] as const))('%s', (id, preset) => {
    const [text, r] = PRESET_FORMULAS[id] ?? ['', 1];
    const written = expandLinkFully(formula(text, r, null, 1e-9));
    const table = expandLink(presetLink(preset));
    expect(distance(written.table, table)).toBeLessThan(1e-14);
    expect(written.table.terms.map(({ beta }) => beta)).toEqual(table.terms.map(({ beta }) => beta));
    expect(written.residual).toBe(0);
    expect(written.degree).toBe(table.degree);
  });
});

/** A polynomial with integer coefficients: its text, and its coefficients by exponents. */
interface IntegerPolynomial {
  readonly text: string;
  readonly monomials: ReadonlyMap<string, number>;
}

const R = 3;

function combined(text: string, entries: readonly (readonly [number[], number])[]): IntegerPolynomial {
  const monomials = new Map<string, number>();
  for (const [exponents, c] of entries) {
    const key = exponents.join();
    monomials.set(key, (monomials.get(key) ?? 0) + c);
  }
  return { text, monomials };
}

function entriesOf({ monomials }: IntegerPolynomial): [number[], number][] {
  return [...monomials].map(([key, c]) => [key.split(',').map(Number), c]);
}

function sum(a: IntegerPolynomial, b: IntegerPolynomial, sign: 1 | -1): IntegerPolynomial {
  const negated = entriesOf(b).map(([exponents, c]): [number[], number] => [exponents, sign * c]);
  return combined(`(${a.text} ${sign > 0 ? '+' : '-'} ${b.text})`, [...entriesOf(a), ...negated]);
}

function product(
  a: IntegerPolynomial,
  b: IntegerPolynomial,
  text = `(${a.text})*(${b.text})`,
): IntegerPolynomial {
  const entries = entriesOf(a).flatMap(([left, c]) =>
    entriesOf(b).map(([right, d]): [number[], number] => [left.map((e, i) => e + right[i]!), c * d]),
  );
  return combined(text, entries);
}

const leaf = fc.oneof(
  fc
    .integer({ min: -3, max: 3 })
    .map((c): IntegerPolynomial => ({ text: `(${c})`, monomials: new Map([['0,0,0', c]]) })),
  fc.integer({ min: 0, max: R - 1 }).map((i): IntegerPolynomial => ({
    text: `z${i + 1}`,
    monomials: new Map([[Array.from({ length: R }, (_, j) => (i === j ? 1 : 0)).join(), 1]]),
  })),
);

const { tree: polynomial } = fc.letrec<{ tree: IntegerPolynomial; branch: IntegerPolynomial }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 4 }, leaf, tie('branch')),
  branch: fc.oneof(
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => sum(a, b, 1)),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => sum(a, b, -1)),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => product(a, b)),
    tie('tree').map((a) => product(a, a, `(${a.text})^2`)),
  ),
}));

/** c_beta of Σ c z^n from z^n = Σ_j n!/(2^j j! k!) √k! h_k, k = n − 2j (theory.md §5). */
function exactCoefficients(p: IntegerPolynomial): Map<string, number> {
  const result = new Map<string, number>();
  for (const [exponents, c] of entriesOf(p)) {
    let parts: [number[], number][] = [[[], c]];
    for (const n of exponents) {
      parts = parts.flatMap(([beta, value]) =>
        Array.from({ length: Math.floor(n / 2) + 1 }, (_, j): [number[], number] => {
          const k = n - 2 * j;
          const factor = (factorial(n) / (2 ** j * factorial(j) * factorial(k))) * Math.sqrt(factorial(k));
          return [[...beta, k], value * factor];
        }),
      );
    }
    for (const [beta, value] of parts) result.set(beta.join(), (result.get(beta.join()) ?? 0) + value);
  }
  return result;
}

describe('polynomial formulas', () => {
  it('expand exactly', () => {
    const varying = polynomial.filter((p) => {
      const degrees = entriesOf(p)
        .filter(([, c]) => c !== 0)
        .map(([e]) => e[0]! + e[1]! + e[2]!);
      return Math.max(0, ...degrees) >= 1 && Math.max(...degrees) <= 20;
    });
    fc.assert(
      fc.property(varying, (p) => {
        const exact = exactCoefficients(p);
        const { table, residual, normSquared } = expandLinkFully(formula(p.text, R, 20));
        const norm = Math.sqrt(normSquared);
        for (const [key, c] of exact) {
          expect(Math.abs(coefficient(table, ...key.split(',').map(Number)) - c)).toBeLessThan(1e-13 * norm);
        }
        for (const { beta } of table.terms) expect(exact.get(beta.join()) ?? 0).not.toBe(0);
        expect(residual).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('leave no rounding where terms cancel: z³ − 3z is of degree 3 alone', () => {
    const { table } = expandLinkFully(formula('z1^3 - 3*z1 + 0*z2', 2, 5));
    expect(table.terms.map(({ beta }) => beta)).toEqual([[3, 0]]);
  });

  it('h(k, ⟨u, z⟩) of a unit vector is a tensor power of unit norm', () => {
    const { table, normSquared } = expandLinkFully(formula('h(12, 0.6*z1 + 0.8*z2)', 2, null));
    expect(table.terms.every(({ beta }) => beta[0]! + beta[1]! === 12)).toBe(true);
    expect(table.terms.length).toBe(13);
    expect(normSquared).toBeCloseTo(1, 13);
    expect(coefficient(table, 12, 0)).toBeCloseTo(0.6 ** 12, 15);
  });

  it('above degree 40 are cut off, and say by how much', () => {
    const { table, residual, normSquared } = expandLinkFully(formula('h(3, z) + 0.1*h(45, z)', 1, 40));
    expect(table.terms.length).toBe(1);
    expect(coefficient(table, 3)).toBeCloseTo(1, 12);
    expect(residual).toBeCloseTo(0.01, 10);
    expect(normSquared).toBeCloseTo(1.01, 10);
  });

  it('with so much cancellation that algebra is no use are integrated instead', () => {
    const { table } = expandLinkFully(formula('he(30, z/3)/1e12', 1, 4));
    // h_k(a z) has E[h_30(az) h_0] from Mehler-like scaling: √(30!)/(2^15 15!) (a² − 1)^15.
    const scale = 1 / 9 - 1;
    const exact = (factorial(30) / (2 ** 15 * factorial(15))) * scale ** 15 * 1e-12;
    expect(coefficient(table, 0) / exact).toBeCloseTo(1, 11);
  });
});
