import { expect, test } from 'vitest';
import { FORMULA_LIMITS } from '@shared/numerics/formula/limits';
import { checkAccepted, FormulaSoup, parseOrRefuse } from './soup';

test('1e5 texts give a formula or an error with a place in the text; every formula prints to itself and has values', () => {
  const soup = new FormulaSoup(1);
  const accepted = { withR: 0, withoutR: 0 };
  for (let n = 0; n < 100_000; n++) {
    const text = soup.next();
    const formula = parseOrRefuse(text, n % 2 === 0 ? 3 : undefined);
    if (formula === null) continue;
    accepted[n % 2 === 0 ? 'withR' : 'withoutR']++;
    const fault = checkAccepted(formula);
    if (fault !== null) expect.fail(`${JSON.stringify(text)} ${fault}`);
  }
  // Both outcomes are really tried.
  expect(accepted.withR).toBeGreaterThan(10_000);
  expect(accepted.withoutR).toBeGreaterThan(10_000);
  expect(accepted.withR + accepted.withoutR).toBeLessThan(70_000);
});

test.each([
  ['parentheses', '('.repeat(1000)],
  ['closed parentheses', '('.repeat(999) + 'z1' + ')'.repeat(999)],
  ['signs', '-'.repeat(1999) + '1'],
  ['powers', 'z1' + '^1'.repeat(900)],
  ['calls', 'sin('.repeat(490)],
  ['a long sum', '1' + '+z1'.repeat(660)],
  ['a long sum of z', 'z' + '+z'.repeat(999)],
  ['a long product', 'z1' + '*z1'.repeat(660)],
  ['blanks', ' '.repeat(2000)],
  ['digits', '1'.repeat(2000)],
  ['zeros behind a point', `.${'0'.repeat(1998)}`],
  ['letters', 'a'.repeat(2000)],
])('no text is too nested or too long: %s', (_, text) => {
  const formula = parseOrRefuse(text, 1);
  if (formula !== null) expect(checkAccepted(formula)).toBeNull();
});

test('the limits on length and depth are where they are said to be', () => {
  const deep = (levels: number): string => '('.repeat(levels) + 'z1' + ')'.repeat(levels);
  expect(parseOrRefuse(deep(FORMULA_LIMITS.depth), 1)).not.toBeNull();
  expect(parseOrRefuse(deep(FORMULA_LIMITS.depth + 1), 1)).toBeNull();
  expect(parseOrRefuse('z1'.padEnd(FORMULA_LIMITS.length), 1)).not.toBeNull();
  expect(parseOrRefuse('z1'.padEnd(FORMULA_LIMITS.length + 1), 1)).toBeNull();
});
