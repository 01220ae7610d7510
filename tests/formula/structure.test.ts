import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitAdditive, type FormulaPart } from '@shared/numerics/formula/additive-terms';
import { formulaValue } from '@shared/numerics/formula/formula-value';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import { printFormula } from '@shared/numerics/formula/print-formula';
import { splitProduct } from '@shared/numerics/formula/product-factors';
import { affineForm, quadraticForm } from '@shared/numerics/formula/quadratic-form';
import { radialProfile } from '@shared/numerics/formula/radial';
import { asRidge } from '@shared/numerics/formula/ridge';
import type { FormulaTree } from '@shared/numerics/formula/syntax';
import { anyTree, points } from './random-trees';

function tree(text: string, r?: number): FormulaTree {
  return parseFormula(text, r).tree;
}

function written(parts: readonly FormulaPart[]): readonly (readonly [string, readonly number[]])[] {
  return parts.map((part) => [printFormula(part.tree), part.variables]);
}

/** Two ways to compute one number agree; values too large or undefined say nothing. */
function expectSame(value: number, other: number): void {
  fc.pre(Number.isFinite(value) && Math.abs(value) < 1e6);
  expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(value)));
}

describe('sums', () => {
  test('terms with signs and constant factors', () => {
    expect(written(splitAdditive(tree('3*(z1 - relu(z2 + z1))/2 - (z3 + 1)')))).toEqual([
      ['3*z1/2', [0]],
      ['-(3*relu(z2 + z1)/2)', [0, 1]],
      ['-z3', [2]],
      ['-1', []],
    ]);
  });

  test('terms add up to the formula', () => {
    fc.assert(
      fc.property(anyTree(3), points(3), (random, z) => {
        const terms = splitAdditive(random).map((term) => formulaValue(term.tree, z));
        fc.pre(terms.every((term) => Math.abs(term) < 1e6));
        expectSame(
          formulaValue(random, z),
          terms.reduce((a, b) => a + b),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('products', () => {
  test.each([
    [
      'z1*z2*z3',
      [
        ['z1', [0]],
        ['z2', [1]],
        ['z3', [2]],
      ],
    ],
    [
      '-2*sign(z1*z2)',
      [
        ['-2', []],
        ['sign(z1)', [0]],
        ['sign(z2)', [1]],
      ],
    ],
    [
      'exp(-(z1^2 + z2^2)/2)',
      [
        ['exp(-(z1^2/2))', [0]],
        ['exp(-(z2^2/2))', [1]],
      ],
    ],
    [
      '(z1*z2)^3/z2',
      [
        ['z1^3', [0]],
        ['z2^3*(1/z2)', [1]],
      ],
    ],
    [
      'z1*(z1 + z2)*z3',
      [
        ['z1*(z1 + z2)', [0, 1]],
        ['z3', [2]],
      ],
    ],
    ['z1 + z2', [['z1 + z2', [0, 1]]]],
    ['-(-z1)', [['z1', [0]]]],
  ])('%s', (text, factors) => {
    expect(written(splitProduct(tree(text)))).toEqual(factors);
  });

  test('factors multiply to the formula and share no variable', () => {
    fc.assert(
      fc.property(anyTree(3), points(3), (random, z) => {
        const factors = splitProduct(random);
        const variables = factors.flatMap((factor) => factor.variables);
        expect(new Set(variables).size).toBe(variables.length);
        const values = factors.map((factor) => formulaValue(factor.tree, z));
        fc.pre(values.every((value) => Math.abs(value) < 1e6 && Math.abs(value) > 1e-100));
        expectSame(
          formulaValue(random, z),
          values.reduce((a, b) => a * b),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('affine and quadratic forms', () => {
  test('coefficients', () => {
    expect(affineForm(tree('2*(z1 - 3*z2)/4 + 1 - z1'), 2)).toEqual({
      constant: 1,
      linear: [-0.5, -1.5],
      quadratic: null,
    });
    expect(affineForm(tree('z1*z2'), 2)).toBeNull();
    expect(
      quadraticForm(tree('(z1 + z2)^2 - 2*z1*z2 + h(2, z1)*sqrt(2)'), 2)?.quadratic?.map(
        (x) => Math.round(x * 1e12) / 1e12,
      ),
    ).toEqual([2, 0, 0, 1]);
    expect(quadraticForm(tree('z1^2 - z1*z1 + z2'), 2)).toEqual({
      constant: 0,
      linear: [0, 1],
      quadratic: null,
    });
    expect(quadraticForm(tree('norm(z)^2', 2), 2)?.quadratic).toEqual([1, 0, 0, 1]);
    expect(quadraticForm(tree('z1^3'), 1)).toBeNull();
  });

  test('a form has the values of its formula', () => {
    fc.assert(
      fc.property(anyTree(2), points(2), (random, z) => {
        const form = quadraticForm(random, 2);
        fc.pre(form !== null);
        const linear = form.linear.reduce((sum, x, i) => sum + x * (z[i] ?? NaN), form.constant);
        const square = (form.quadratic ?? []).reduce(
          (sum, x, at) => sum + x * (z[Math.floor(at / 2)] ?? NaN) * (z[at % 2] ?? NaN),
          0,
        );
        expectSame(formulaValue(random, z), linear + square);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('ridges', () => {
  test.each([
    ['2*tanh(3*z1 + 4*z2 - 1)', [0.6, 0.8], '2*tanh(5*z1 - 1)'],
    ['relu(-z2)', [0, 1], 'relu(-z1)'],
    ['(z1 + z2)^2*exp(-z1 - z2)', [Math.SQRT1_2, Math.SQRT1_2], null],
    ['z2^3 + abs(z2)', [0, 1], 'z1^3 + abs(z1)'],
    ['max(z1 - z2, 2*z2 - 2*z1)', [Math.SQRT1_2, -Math.SQRT1_2], null],
  ])('%s', (text, direction, profile) => {
    const ridge = asRidge(tree(text, 2), 2);
    expect(ridge?.direction.map((x) => Math.round(x * 1e14) / 1e14)).toEqual(
      direction.map((x) => Math.round(x * 1e14) / 1e14),
    );
    if (profile !== null && ridge !== null) expect(printFormula(ridge.profile)).toBe(profile);
  });

  test.each(['z1*z2', 'relu(z1) + relu(z2)', 'norm(z)', '3', 'relu(z1)*relu(z1 + 0.1*z2)', 'relu(z1 - z1)'])(
    '%s is none',
    (text) => {
      expect(asRidge(tree(text, 2), 2)).toBeNull();
    },
  );

  test('the profile along the direction has the values of the formula', () => {
    const scaled = fc.tuple(anyTree(1), points(3), fc.double({ min: -2, max: 2, noNaN: true }), points(3));
    fc.assert(
      fc.property(scaled, ([profile, v, offset, z]) => {
        fc.pre(v.some((x) => Math.abs(x) > 1e-3));
        const text = `(${v.map((x, i) => `${x}*z${i + 1}`).join(' + ')} + ${offset})`;
        const composed = substituted(profile, tree(text, 3));
        fc.pre(composed !== null);
        const ridge = asRidge(composed, 3);
        fc.pre(ridge !== null);
        const along = ridge.direction.reduce((sum, x, i) => sum + x * (z[i] ?? NaN), 0);
        expect(Math.hypot(...ridge.direction)).toBeCloseTo(1, 13);
        const value = formulaValue(composed, z);
        // Steep profiles magnify the rounding of the affine form.
        const nearby = formulaValue(ridge.profile, [along + 1e-12]);
        fc.pre(Math.abs(nearby - formulaValue(ridge.profile, [along])) < 1e-7 * (1 + Math.abs(value)));
        expectSame(value, formulaValue(ridge.profile, [along]));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('radial profiles', () => {
  test.each([
    ['norm(z)^3 - exp(-norm(z))', 3, 'z1^3 - exp(-z1)'],
    ['sqrt(1 + z1^2 + z2^2)', 2, 'sqrt(z1^2 + 1)'],
    ['z1*z1 + exp(-norm(z)) + z2^2', 2, 'exp(-z1) + z1^2'],
    ['(z1 + z2)^2 + (z1 - z2)^2', 2, '2*z1^2'],
    ['he(2, z1) + he(2, z2)', 2, 'z1^2 - 2'],
  ])('%s on R^%d', (text, r, profile) => {
    const found = radialProfile(tree(text, r), r);
    expect(found === null ? null : printFormula(found)).toBe(profile);
  });

  test.each([
    ['z1^2 + z2^2', 3],
    ['z1^2 + 2*z2^2', 2],
    ['norm(z) + z1', 2],
    ['z1*z2', 2],
    ['3', 2],
    ['z1^2', 1],
  ])('%s on R^%d has none', (text, r) => {
    expect(radialProfile(tree(text, r), r)).toBeNull();
  });

  test('the profile at |z| has the values of the formula', () => {
    fc.assert(
      fc.property(anyTree(1), points(3), (profile, z) => {
        const composed = substituted(profile, tree('(z1^2 + z2^2 + z3^2)', 3));
        fc.pre(composed !== null);
        const found = radialProfile(composed, 3);
        fc.pre(found !== null);
        const length = Math.hypot(...z);
        const value = formulaValue(composed, z);
        const nearby = formulaValue(found, [length * (1 + 1e-12)]);
        fc.pre(Math.abs(nearby - formulaValue(found, [length])) < 1e-7 * (1 + Math.abs(value)));
        expectSame(value, formulaValue(found, [length]));
      }),
      { numRuns: 1000 },
    );
  });
});

/** A tree on R^1 with its variable replaced; null if it holds norm(z), which R^1 does not have. */
function substituted(outer: FormulaTree, inner: FormulaTree): FormulaTree | null {
  switch (outer.kind) {
    case 'number':
    case 'constant':
      return outer;
    case 'norm':
      return null;
    case 'variable':
      return inner;
    case 'negate':
    case 'hermite':
    case 'call': {
      const operand = substituted(outer.operand, inner);
      return operand === null ? null : { ...outer, operand };
    }
    case 'binary': {
      const left = substituted(outer.left, inner);
      const right = substituted(outer.right, inner);
      return left === null || right === null ? null : { ...outer, left, right };
    }
  }
}
