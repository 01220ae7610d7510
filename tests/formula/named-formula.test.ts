import { InvalidInputError } from '@shared/model/input-problem';
import { namedFormulaToTeX } from '@shared/numerics/formula/formula-tex';
import { formulaValue } from '@shared/numerics/formula/formula-value';
import { parseNamedFormula } from '@shared/numerics/formula/parse-formula';
import { describe, expect, test } from 'vitest';

const NAMES = ['t', 'd', 'k'];

function fault(text: string): string {
  try {
    parseNamedFormula(text, NAMES, 'x');
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('formulas in variables of other names', () => {
  test.each<[string, number, string]>([
    ['t/d^(k - 1)', 7 / 25, '\\frac{t}{{d}^{k-1}}'],
    ['log(d)*t', 7 * Math.log(5), '\\ln(d)\\,t'],
    ['e + pi', Math.E + Math.PI, '\\mathrm{e}+\\pi'],
  ])('%s', (text, value, tex) => {
    const { tree, r } = parseNamedFormula(text, NAMES, 'x');
    expect(r).toBe(3);
    expect(formulaValue(tree, [7, 5, 3])).toBeCloseTo(value, 14);
    expect(namedFormulaToTeX(tree, NAMES)).toBe(tex);
  });

  test('know no z, no norm, and nothing inherited', () => {
    expect(fault('z1')).toMatch(/^x: character 1: "z1" is not known, expected one of the variables t, d, k/);
    expect(fault('t*z')).toMatch(/The variables are t, d, k/);
    expect(fault('norm(z)')).toMatch(/"norm" is not known/);
    expect(fault('toString')).toMatch(/not known/);
    expect(fault('td')).toMatch(/Put \* between factors: t\*d/);
    expect(fault('T')).toMatch(/Write t: names are in small letters/);
    expect(fault('')).toMatch(/Write one in t, d, k/);
  });
});
