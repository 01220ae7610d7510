import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { sameTree } from '@shared/numerics/formula/compare-trees';
import { compileFormula } from '@shared/numerics/formula/compile-formula';
import { differentiate } from '@shared/numerics/formula/differentiate';
import { formulaToTeX } from '@shared/numerics/formula/formula-tex';
import { formulaValue } from '@shared/numerics/formula/formula-value';
import { parity } from '@shared/numerics/formula/parity';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import { printFormula } from '@shared/numerics/formula/print-formula';
import type { FormulaTree } from '@shared/numerics/formula/syntax';
import { usedVariables } from '@shared/numerics/formula/used-variables';
import { valueRange } from '@shared/numerics/formula/value-range';
import { parseOrRefuse } from './soup';
import { anyTree, NO_SPAN, points, smoothTree } from './random-trees';

function tree(text: string, r?: number): FormulaTree {
  return parseFormula(text, r).tree;
}

describe('printing', () => {
  test('parsing what is printed gives the tree back', () => {
    fc.assert(
      fc.property(anyTree(3), (random) => {
        const again = parseOrRefuse(printFormula(random), 3);
        // Only an exponent beyond the limit may be refused.
        fc.pre(again !== null);
        expect(sameTree(again.tree, random)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('numbers keep all their digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
        const printed = printFormula({ kind: 'number', value, span: NO_SPAN });
        expect(formulaValue(tree(printed), [])).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test.each([
    ['(z1 + z2) - (z3 - z1)', 'z1 + z2 - (z3 - z1)'],
    ['((z1*z2))/(z3*z1)', 'z1*z2/(z3*z1)'],
    ['(-z1)^2 + (-(z1^2))', '(-z1)^2 + -z1^2'],
    ['(2^3)^(z1)', '(2^3)^z1'],
    ['1000000000000000000000000*z1', '1e+24*z1'],
  ])('%s is printed %s', (text, printed) => {
    expect(printFormula(tree(text, 3))).toBe(printed);
  });
});

describe('TeX', () => {
  test('of any tree is accepted by KaTeX', () => {
    fc.assert(
      fc.property(anyTree(3), fc.integer({ min: 0, max: 2 }), (random, i) => {
        for (const shown of [random, differentiate(random, i)]) {
          katex.renderToString(formulaToTeX(shown, 3), { throwOnError: true, strict: 'error' });
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['z1*z2/2', 2, '\\frac{z_1\\,z_2}{2}'],
    ['-(z1 - 1)^2', 1, '-{(z-1)}^{2}'],
    ['2*3*z1', 1, '2\\cdot 3\\,z'],
    ['z1 - (z2 - 1)', 2, 'z_1-(z_2-1)'],
    ['z1*(-z2)', 2, 'z_1\\,(-z_2)'],
    ['he(3, z1) + h(10, z1)', 1, '\\mathit{He}_{3}(z)+h_{10}(z)'],
    ['exp(-norm(z)^2/2)', 2, '\\exp\\left(-\\frac{{\\lVert z\\rVert}^{2}}{2}\\right)'],
    ['1e-7*abs(z1)', 1, '1\\cdot10^{-7}\\,\\lvert z\\rvert'],
    ['max(z1, 0)', 1, '\\max(z,0)'],
  ])('%s', (text, r, tex) => {
    expect(formulaToTeX(tree(text, r), r)).toBe(tex);
  });
});

describe('values', () => {
  test('blocks of points have the values of single points, whatever the number of points', () => {
    fc.assert(
      fc.property(anyTree(2), fc.constantFrom(0, 1, 511, 512, 513, 1100), (random, n) => {
        const at = Float64Array.from({ length: 2 * n }, (_, i) => Math.sin(3 * i) * 4);
        const out = new Float64Array(n);
        compileFormula(random)(at, out);
        for (const [p, value] of out.entries()) {
          const single = formulaValue(random, at.subarray(2 * p, 2 * p + 2));
          expect(value === single || Object.is(value, single)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('an evaluator allocates nothing and can be used again', () => {
    const evaluate = compileFormula(tree('z1*relu(z2)', 2));
    const [first, second] = [new Float64Array(2), new Float64Array(1)];
    evaluate(Float64Array.of(2, 3, 4, -5), first);
    evaluate(Float64Array.of(-1, 7), second);
    expect([...first, ...second]).toEqual([6, 0, -7]);
  });

  test('interval arithmetic encloses the values', () => {
    fc.assert(
      fc.property(anyTree(2), points(2), (random, z) => {
        const value = formulaValue(random, z);
        fc.pre(Number.isFinite(value));
        const { low, high } = valueRange(random);
        const slack = 1e-12 * Math.abs(value);
        expect(value).toBeGreaterThanOrEqual(low - slack - 1e-300);
        expect(value).toBeLessThanOrEqual(high + slack + 1e-300);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('derivatives', () => {
  test('are the slopes of the values, with an error that falls like the square of the step', () => {
    fc.assert(
      fc.property(smoothTree(2), points(2), fc.integer({ min: 0, max: 1 }), (random, z, i) => {
        const exact = formulaValue(differentiate(random, i), z);
        const moved = (h: number): number =>
          formulaValue(
            random,
            z.map((x, j) => (i === j ? x + h : x)),
          );
        const scale = Math.abs(exact) + Math.abs(moved(0)) + 1;
        fc.pre(scale < 1e4);
        const errors = [1e-2, 1e-3, 1e-4].map(
          (h) => Math.abs((moved(h) - moved(-h)) / (2 * h) - exact) / scale,
        );
        const [coarse = 0, fine = 0, finest = 0] = errors;
        expect(fine <= coarse / 20 + 1e-8 || finest <= fine / 20 + 1e-8).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['z1^3', 0, '3*z1^2'],
    ['z1^2*z2', 0, '2*z1*z2'],
    ['z1*z2', 1, 'z1'],
    ['relu(z1)*3', 0, 'step(z1)*3'],
    ['abs(2*z1)', 0, 'sign(2*z1)*2'],
    ['sign(z1) + step(z1)', 0, '0'],
    ['he(4, z1)', 0, '4*he(3, z1)'],
    ['h(4, z1)', 0, '2*h(3, z1)'],
    ['h(3, z1)', 0, 'sqrt(3)*h(2, z1)'],
    ['he(1, z1) + he(0, z1)', 0, '1'],
    ['norm(z)', 1, 'z2/norm(z)'],
    ['exp(-z1)', 0, '-exp(-z1)'],
    ['z1/z2', 1, '-(z1/z2^2)'],
    ['2^z1', 0, '2^z1*log(2)'],
    ['z1^-1', 0, '-z1^-2'],
    ['pi^2', 0, '0'],
    ['tanh(z2)', 0, '0'],
  ])('of %s by variable %d', (text, i, derivative) => {
    expect(printFormula(differentiate(tree(text, 2), i))).toBe(derivative);
  });

  test('max and min take the derivative of the branch that is taken', () => {
    const derivative = differentiate(tree('max(z1^2, 3*z1) + min(z1, 2)', 1), 0);
    expect([-1, 1, 5].map((z) => formulaValue(derivative, [z]))).toEqual([-1, 4, 10]);
  });
});

describe('parity', () => {
  test('that is claimed holds for the values', () => {
    fc.assert(
      fc.property(anyTree(2), points(2), fc.integer({ min: 0, max: 1 }), (random, z, i) => {
        const claimed = parity(random, i);
        fc.pre(claimed !== 'none');
        const value = formulaValue(random, z);
        const mirrored = formulaValue(
          random,
          z.map((x, j) => (i === j ? -x : x)),
        );
        fc.pre(Number.isFinite(value) && Math.abs(value) < 1e6);
        expect(mirrored).toBeCloseTo(claimed === 'even' ? value : -value, 6);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['z1^2 + cos(z1)', 'even'],
    ['z1^3 - sin(z1)', 'odd'],
    ['z1 + z1^2', 'none'],
    ['z1*z2', 'odd'],
    ['abs(z1)*z2', 'even'],
    ['z2', 'even'],
    ['relu(z1) + relu(-z1)', 'even'],
    ['relu(z1) - relu(-z1)', 'odd'],
    ['3*exp(z1)/2 + 3*exp(-z1)/2 + z1^2', 'even'],
    ['exp(z1) - exp(-z1) + z1', 'odd'],
    ['exp(z1) - exp(-z1) + z1^2', 'none'],
    ['max(z1, -z1)', 'even'],
    ['norm(z)*z1', 'odd'],
    ['he(3, z1) + he(5, z1)', 'odd'],
    ['h(4, sin(z1))', 'even'],
    ['z1^-3', 'odd'],
    ['abs(z1)^1.5', 'even'],
    ['tanh(z1)^2', 'even'],
    ['tanh(z1 + 1)', 'none'],
    ['z1/(1 + z1^2)', 'odd'],
    ['exp(-z1^2)', 'even'],
  ])('%s is %s in z1', (text, expected) => {
    expect(parity(tree(text, 2), 0)).toBe(expected);
  });
});

test('used variables', () => {
  expect(usedVariables(tree('z3*z1 + 2', 4))).toEqual([0, 2]);
  expect(usedVariables(tree('norm(z) + z1', 4))).toEqual([0, 1, 2, 3]);
  expect(usedVariables(tree('pi', 4))).toEqual([]);
});
