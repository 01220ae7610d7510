import { describe, expect, test } from 'vitest';
import { domainProblems } from '@shared/numerics/formula/domain/domain-problems';
import { quadraticGrowth } from '@shared/numerics/formula/domain/growth';
import { parseFormula } from '@shared/numerics/formula/parse-formula';

describe('formulas with a finite expectation of the square', () => {
  test.each([
    'z1*z2*z3',
    'he(60, z1)',
    'exp(z1^2/5)',
    'exp(z1*z2/3)',
    'exp(z1^2)*exp(-z1^2)',
    'exp(-z1^2)',
    'exp(abs(z1)^1.9)',
    'z1*exp((z1 + z2 + z3)^2/13)',
    'cosh(3*z1) + sinh(z2)*softplus(z3)',
    'log(1 + z1^2)',
    'log(abs(z1))',
    'log((z1 - 1)^2)',
    'sqrt(z1^2 - 2*z1*z2 + z2^2)',
    'abs(z1)^(-0.25)',
    'abs(z1 - z2)^(-0.4)',
    'sin(z1)/z1',
    '1/norm(z) + z3',
    '1/sqrt(z1^2 + z2^2 + z3^2)',
    'exp(-1/z1^2)',
    '1/(2 + sin(z1))',
    '(z1^2)^0.5 + (1 + z1^2)^(-2.5)',
    'exp(-norm(z)) + z2',
    '2^z1',
    'tanh(z1)*relu(z2)*sign(z3)',
  ])('%s', (text) => {
    expect(domainProblems(parseFormula(text))).toEqual([]);
  });
});

describe('formulas without one', () => {
  test.each<[string, string, RegExp]>([
    ['1 + exp(z1^2)', 'exp(z1^2)', /grows like exp\(c \|z\|²\) with c = 1/],
    ['exp(z1^2/4)', 'exp(z1^2/4)', /c = 0.25/],
    ['exp(z1*z2/2)', 'exp(z1*z2/2)', /c = 0.25/],
    ['z1*exp((z1 + z2 + z3)^2/12)', 'exp((z1 + z2 + z3)^2/12)', /c = 0.25/],
    ['exp((z1 + 0.3*z2 + 0.7*z3)^2/6)', 'exp((z1 + 0.3*z2 + 0.7*z3)^2/6)', /c = 0.263/],
    ['exp(z1^2/8)*exp(z1^2/8)', 'exp(z1^2/8)*exp(z1^2/8)', /c = 0.25/],
    ['1/exp(-z1^2)', '1/exp(-z1^2)', /grows/],
    ['cosh(z1^2/3)', 'cosh(z1^2/3)', /c = 0.333/],
    ['2^(z1^2)', '2^(z1^2)', /c = 0.693/],
    ['exp(exp(z1))', 'exp(exp(z1))', /faster/],
    ['exp(1e-9*z1^3)', 'exp(1e-9*z1^3)', /faster/],
    ['log(z1)', 'z1', /negative for example at z1 = -/],
    ['z2 + log(z1 - 1)', 'z1 - 1', /negative/],
    ['sqrt(z1 + 20)', 'z1 + 20', /negative for example at z1 = -50/],
    ['log(relu(z1))', 'relu(z1)', /zero on a whole set/],
    ['z1^0.5', 'z1', /power 0.5/],
    ['z1^z2', 'z1', /power z2/],
    ['1/step(z1)', 'step(z1)', /zero on a whole set/],
    ['1/(z1 - z1)', '(z1 - z1)', /zero everywhere/],
    ['z1/(abs(z1) - z1)', '(abs(z1) - z1)', /zero on a whole set/],
    ['relu(z1)^-1', 'relu(z1)', /power -1 is taken of relu\(z1\), which is zero/],
    ['1/z1', 'z1', /pole/],
    ['tanh(z1)/z1^2', 'z1^2', /pole/],
    ['1/(z1 - z2)', '(z1 - z2)', /pole/],
    ['1/log(abs(z1))', 'log(abs(z1))', /pole/],
    ['abs(z1)^-0.5', 'abs(z1)', /pole/],
    ['exp(1/z1)', 'z1', /pole/],
    ['1/(z1^2 + z2^2) + z3', '(z1^2 + z2^2)', /pole/],
    ['z2 + 1/norm(z)', 'norm(z)', /pole/],
    ['z1 + 1/0', '1/0', /divides by zero/],
    ['z1*log(-1)', 'log(-1)', /not a real number/],
    ['z1 + sqrt(2*exp(1000))', 'exp(1000)', /not a finite number/],
    ['(z1^60)^60', '(z1^60)^60', /too large/],
    ['exp(50*z1)', 'exp(50*z1)', /too large/],
  ])('%s', (text, part, cause) => {
    const [problem] = domainProblems(parseFormula(text));
    if (problem === undefined) throw new Error('no problem found');
    const { start, end } = problem.span;
    expect(text.slice(start, end)).toBe(part);
    expect(problem.cause).toMatch(cause);
    expect(problem.remedy).not.toBe('');
  });

  test('every place is named, not only the first', () => {
    expect(domainProblems(parseFormula('log(z1) + sqrt(z2)')).map((problem) => problem.span.start)).toEqual([
      4, 15,
    ]);
  });

  test('a long part is not repeated in full', () => {
    const long = Array.from({ length: 100 }, (_, i) => `${i}.5*z1`).join(' + ');
    expect(domainProblems(parseFormula(`log(${long})`))[0]?.cause.length).toBeLessThan(200);
  });
});

describe('growth', () => {
  test.each([
    ['z1^40*z2', 0],
    ['exp(z1)', 0],
    ['exp(-z1^2)', 0],
    ['exp(z1^2/6)', 1 / 6],
    ['exp(z1*z2/3)*z1', 1 / 6],
    ['exp((z1^2 + z1*z2 + z2^2)/8)', 1.5 / 8],
    ['exp((z1 + 2*z2)^2/30)/exp(z1^2/30)', (2 + 2 * Math.SQRT2) / 30],
    ['exp(norm(z)^2/7) + z2', 1 / 7],
    ['exp(exp(z1))', Number.POSITIVE_INFINITY],
  ])('of %s', (text, growth) => {
    const { tree, r } = parseFormula(text);
    const found = quadraticGrowth(tree, r);
    if (Number.isFinite(growth)) expect(found).toBeCloseTo(growth, 9);
    else expect(found).toBe(growth);
  });
});
