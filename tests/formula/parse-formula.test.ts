import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '@shared/model/input-problem';
import { sameTree } from '@shared/numerics/formula/compare-trees';
import { formulaValue } from '@shared/numerics/formula/formula-value';
import { ParseError } from '@shared/numerics/formula/parse-error';
import { parseFormula } from '@shared/numerics/formula/parse-formula';

function fault(text: string, r?: number): ParseError {
  try {
    parseFormula(text, r);
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('what binds to what', () => {
  test.each([
    ['-z1^2', '-(z1^2)'],
    ['2^3^2', '2^(3^2)'],
    ['2^-1^2', '2^(-(1^2))'],
    ['-z1*z2', '(-z1)*z2'],
    ['z1 - z2 - z3', '(z1 - z2) - z3'],
    ['z1/z2/z3', '(z1/z2)/z3'],
    ['z1/z2*z3', '(z1/z2)*z3'],
    ['z1 + z2*z3^2', 'z1 + (z2*(z3^2))'],
    ['--z1', '-(-z1)'],
    ['+z1', 'z1'],
    ['z1*-z2', 'z1*(-z2)'],
  ])('%s is %s', (text, written) => {
    expect(sameTree(parseFormula(text, 3).tree, parseFormula(written, 3).tree)).toBe(true);
  });

  test.each([
    ['-3^2', -9],
    ['2^3^2', 512],
    ['1e-3 + .5 + 2. + 1E+2', 102.501],
    ['2*pi/e', (2 * Math.PI) / Math.E],
    ['max(2, min(3, 4))', 3],
    ['he(3, 2) + h(0, 7)', 3],
  ])('%s = %d', (text, value) => {
    expect(formulaValue(parseFormula(text, 1).tree, [])).toBeCloseTo(value, 14);
  });
});

describe('directions', () => {
  test('without r, the highest index counts', () => {
    expect(parseFormula('z1*z5').r).toBe(5);
    expect(parseFormula('2').r).toBe(1);
  });

  test('z is z1 on R^1, and norm(z) its size', () => {
    expect(sameTree(parseFormula('z^2', 1).tree, parseFormula('z1^2', 1).tree)).toBe(true);
    expect(sameTree(parseFormula('norm(z)', 1).tree, parseFormula('abs(z1)', 1).tree)).toBe(true);
  });

  test('norm(z) runs over all directions, also those that are not written', () => {
    expect(formulaValue(parseFormula('norm(z) + z1', 2).tree, [3, 4])).toBe(8);
  });
});

test('spans point at the part, with its parentheses', () => {
  const text = 'z1 + (2 * relu(z2))';
  const { tree } = parseFormula(text);
  if (tree.kind !== 'binary') throw new Error('not a sum');
  expect(text.slice(tree.right.span.start, tree.right.span.end)).toBe('(2 * relu(z2))');
});

describe('faults', () => {
  test.each<[string, number | undefined, string, string]>([
    ['', 1, '', 'Write a link'],
    ['z1z2', 2, 'z1z2', 'z1*z2'],
    ['2z1', 1, 'z1', '2*z1'],
    ['z1 z2', 2, 'z2', 'z1*z2'],
    ['3(z1 + 1)', 1, '(', '3*('],
    ['1,5*z1', 1, ',', '1.5'],
    ['relu(0,5)', 1, ',', '0.5'],
    ['z1 +', 1, '', 'Complete it'],
    ['2*(z1', 1, '(', 'Add ")"'],
    ['z1)', 1, ')', 'Remove it'],
    ['z1 ** 2', 1, '*', 'z1^2'],
    ['z1 − 1', 1, '−', 'as -'],
    ['z1²', 1, '²', '^2'],
    ['|z1|', 1, '|', 'abs(x)'],
    ['z1[0]', 1, '[', 'round'],
    ['f = z1', 1, 'f', 'Use the variables'],
    ['z1 = 1', 1, '=', 'right-hand side'],
    ['z3', 2, 'z3', 'raise the number of directions'],
    ['z9', undefined, 'z9', 'at most 8'],
    ['z4294967297', undefined, 'z4294967297', 'at most 8'],
    ['z0', 2, 'z0', 'z1, z2'],
    ['x2', 2, 'x2', 'Write z2'],
    ['z_2', 2, 'z_2', 'Write z2'],
    ['z + z2', undefined, 'z', 'norm(z)'],
    ['ReLU(z1)', 1, 'ReLU', 'small letters'],
    ['rellu(z1)', 1, 'rellu', 'Perhaps relu'],
    ['ln(z1)', 1, 'ln', 'log(x)'],
    ['heaviside(z1)', 1, 'heaviside', 'step(x)'],
    ['tanh', 1, 'tanh', 'tanh(x)'],
    ['tanh z1', 1, 'tanh', 'tanh(x)'],
    ['max(z1)', 1, ')', 'max(x, y)'],
    ['max(1, 2, 3)', 1, ',', 'max(x, y)'],
    ['he(2.5, z1)', 1, '2.5', 'fixed degree'],
    ['he(61, z1)', 1, '61', 'fixed degree'],
    ['he(z1, 2)', 1, 'z1', 'fixed degree'],
    ['he(3)', 1, ')', 'he(k, x)'],
    ['norm(z1)', 2, 'z1', 'norm(z)'],
    ['norm(z)', undefined, 'norm(z)', 'how many directions'],
    ['z1^61', 1, '61', 'smaller power'],
    ['z1^(30 + 31)', 1, '(30 + 31)', 'smaller power'],
    ['z1^-1e9', 1, '-1e9', 'smaller power'],
    ['z1^(0/0)', 1, '(0/0)', 'smaller power'],
    ['1e999', 1, '1e999', 'Rescale'],
    ['1.2.3', 1, '.3', 'one decimal point'],
    ['()', 1, ')', 'missing'],
    ['z1 + * 2', 1, '*', 'acts on'],
  ])('%s', (text, r, offending, remedy) => {
    const error = fault(text, r);
    expect(text.slice(error.position, error.position + error.length)).toBe(offending);
    expect(error.fault.remedy).toContain(remedy);
    expect(error.fault.expected).not.toBe('');
  });

  test('the error is an input problem that names field and character', () => {
    const error = fault('2*(z1 + q)', 1);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]?.field).toBe('link.formula');
    expect(error.problems[0]?.cause).toMatch(/^character 9: "q" is not known/);
  });

  test('long words are not repeated in full', () => {
    expect(fault('q'.repeat(1500), 1).message.length).toBeLessThan(400);
  });
});
