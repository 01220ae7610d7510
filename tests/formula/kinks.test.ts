import { describe, expect, test } from 'vitest';
import { breakSurfaces } from '@shared/numerics/formula/break-surfaces';
import { kinks } from '@shared/numerics/formula/kinks';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import { printFormula } from '@shared/numerics/formula/print-formula';
import type { FormulaTree } from '@shared/numerics/formula/syntax';
import { zerosOf } from '@shared/numerics/formula/zeros';

function tree(text: string, r?: number): FormulaTree {
  return parseFormula(text, r).tree;
}

describe('kinks of a function of one variable', () => {
  test.each<[string, readonly (readonly [number, string])[]]>([
    ['relu(z1)', [[0, 'kink']]],
    ['sign(z1)', [[0, 'jump']]],
    ['z1*sign(z1)', [[0, 'kink']]],
    ['step(2*z1 - 3)', [[1.5, 'jump']]],
    [
      'abs(abs(z1) - 1)',
      [
        [-1, 'kink'],
        [0, 'kink'],
        [1, 'kink'],
      ],
    ],
    [
      'max(z1^2, 2)',
      [
        [-Math.SQRT2, 'kink'],
        [Math.SQRT2, 'kink'],
      ],
    ],
    [
      'min(max(z1, -1), 1)',
      [
        [-1, 'kink'],
        [1, 'kink'],
      ],
    ],
    ['sqrt(abs(z1 - 0.5))', [[0.5, 'singular']]],
    ['log((z1 - 1)^2)', [[1, 'singular']]],
    ['abs(z1)^0.3', [[0, 'singular']]],
    ['sin(z1)/z1', [[0, 'singular']]],
    ['step(z1)*exp(-1/z1^2)', [[0, 'singular']]],
    ['abs(tanh(z1) - 0.5)', [[Math.atanh(0.5), 'kink']]],
    [
      'relu(exp(z1) - 2)*step(z1)',
      [
        [0, 'kink'],
        [Math.LN2, 'kink'],
      ],
    ],
    [
      'sign(z1^3 - z1)',
      [
        [-1, 'jump'],
        [0, 'jump'],
        [1, 'jump'],
      ],
    ],
    [
      'abs((z1 - 1)*(z1 - 1.004))',
      [
        [1, 'kink'],
        [1.004, 'kink'],
      ],
    ],
    ['relu(z1 - 20)', []],
    ['1/(1 + z1^2) + gelu(z1) + tanh(z1)', []],
    ['step(z1^2 + 1)', []],
    ['sign(pi) + abs(-3)', []],
    ['norm(z)', [[0, 'kink']]],
  ])('%s', (text, expected) => {
    const found = kinks(tree(text, 1));
    expect(found.map((kink) => kink.kind)).toEqual(expected.map(([, kind]) => kind));
    for (const [i, [at]] of expected.entries()) expect(found[i]?.at).toBeCloseTo(at, 12);
  });

  test('affine ones are exact', () => {
    expect(kinks(tree('relu(3*z1 - 0.3)')).map((kink) => kink.at)).toEqual([0.3 / 3]);
  });

  test('only inside the interval', () => {
    expect(kinks(tree('sign(sin(z1))'), { from: 1, to: 7 }).map((kink) => kink.at)).toEqual([
      expect.closeTo(Math.PI, 14),
      expect.closeTo(2 * Math.PI, 14),
    ]);
  });
});

describe('break surfaces', () => {
  test('are listed once, inner ones first, with the worst kind', () => {
    const found = breakSurfaces(
      tree('relu(z1 - abs(z2))*sign(abs(z2) - z1) + sqrt(softplus(z2)) + norm(z)', 2),
    );
    expect(found.map(({ expression, kind }) => [printFormula(expression), kind])).toEqual([
      ['z2', 'kink'],
      ['z1 - abs(z2)', 'kink'],
      ['abs(z2) - z1', 'jump'],
      ['norm(z)', 'kink'],
    ]);
  });

  test('of a smooth formula are none', () => {
    expect(
      breakSurfaces(tree('he(3, z1)*exp(-norm(z)^2)/(2 + cos(z2)) + 1/cosh(z1) + z2^4/(1 + z1^2*z2^2)', 2)),
    ).toEqual([{ expression: expect.objectContaining({ kind: 'norm' }) as unknown, kind: 'kink' }]);
    expect(breakSurfaces(tree('tanh(z1*z2)/(3 + sin(z1)) + 2^(1 - z1)', 2))).toEqual([]);
  });
});

describe('zeros', () => {
  const interval = { from: -14, to: 14 };

  test.each<[string, (x: number) => number, readonly number[]]>([
    ['simple', (x) => x * x * x - 2, [Math.cbrt(2)]],
    ['touching', (x) => (x - Math.PI) ** 2, [Math.PI]],
    ['touching at 0', (x) => x * x, [0]],
    ['one round and one close to it', (x) => (x - 1) * (x - 1.004), [1, 1.004]],
    ['a close pair', (x) => (x - 1.001) * (x - 1.0015), [1.001, 1.0015]],
    ['a jump across zero', (x) => (x < 0.1234 ? -1 : 2), [0.1234]],
    ['a small positive minimum is none', (x) => (x - 1) ** 2 + 1e-6, []],
    ['a stretch of zeros', (x) => Math.max(x - 1, 0), []],
    ['at an end of the interval', (x) => x - 14, [14]],
    ['undefined on one side', (x) => Math.log(x), [1]],
    ['everywhere zero', () => 0, []],
    ['never', () => 3, []],
  ])('%s', (_, f, expected) => {
    const found = zerosOf(f, interval);
    expect(found).toHaveLength(expected.length);
    for (const [i, zero] of expected.entries()) expect(found[i]).toBeCloseTo(zero, 13);
  });
});
