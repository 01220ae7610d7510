import { MAX_DIRECTIONS } from '../../model/link';
import type { FormulaFunction } from './function-names';
import { FORMULA_LIMITS } from './limits';
import { characterAdvice, nameAdvice, wordAdvice } from './name-advice';
import { isSymbol, type Token } from './tokens';

/** What is wrong with a piece of text, in words; the parser adds where. */
export interface SyntaxFault {
  readonly cause: string;
  readonly expected: string;
  readonly remedy: string;
}

const OPERAND = 'a number, a variable, a function or "("';

/** A fault in the three parts of a message. */
function fault(cause: string, expected: string, remedy: string): SyntaxFault {
  return { cause, expected, remedy };
}

export const EMPTY_FORMULA = fault(
  'the formula is empty',
  'a formula',
  'Write a link, for example z1*z2 or relu(z1)',
);

/** Nothing, where a formula in the variables `names` should stand. */
export function emptyFormulaOf(names: readonly string[]): SyntaxFault {
  return fault('the formula is empty', 'a formula', `Write one in ${names.join(', ')}`);
}

export const TOO_DEEP = fault(
  'too many levels of parentheses, signs and exponents inside one another',
  `at most ${FORMULA_LIMITS.depth}`,
  'Write the formula with fewer parentheses',
);

export const NEVER_CLOSED = fault(
  'this parenthesis is never closed',
  '")"',
  'Add ")" where the bracketed part ends',
);

export const NORM_OF_PART = fault(
  'norm takes all variables at once',
  'z',
  'Write norm(z), or sqrt(z1^2 + z2^2) for the length of some',
);

export const NORM_WITHOUT_R = fault(
  'norm(z) depends on the number of directions',
  'that number',
  'Say how many directions r the link has',
);

/** A text of `length` characters, more than the limit. */
export function tooLong(length: number): SyntaxFault {
  return fault(
    `the formula has ${length} characters`,
    `at most ${FORMULA_LIMITS.length}`,
    'Shorten it, or give the link by its Hermite coefficients',
  );
}

/** A constant exponent beyond the limit, or not a number. */
export function exponentTooLarge(exponent: number): SyntaxFault {
  return fault(
    `the exponent is ${exponent}`,
    `one from −${FORMULA_LIMITS.exponent} to ${FORMULA_LIMITS.exponent}`,
    'Use a smaller power',
  );
}

/** A literal beyond the range of doubles. */
export function numberTooLarge(token: Token): SyntaxFault {
  return fault(
    `the number ${shortened(token.text)} is too large`,
    'a number below 1.8e308',
    'Rescale the link',
  );
}

/** A word that means nothing. */
export function unknownName(name: string, r: number): SyntaxFault {
  return fault(
    `"${shortened(name)}" is not known`,
    'a variable, constant or function',
    nameAdvice(name, variablesOf(r)),
  );
}

/** A word that means nothing where the variables are `names`. */
export function unknownWord(name: string, names: readonly string[]): SyntaxFault {
  return fault(
    `"${shortened(name)}" is not known`,
    `one of the variables ${names.join(', ')}, a constant or a function`,
    wordAdvice(name, names),
  );
}

/** A variable z_i with i > r. */
export function noSuchVariable(name: string, r: number): SyntaxFault {
  const never = name.length > 2 || Number(name.slice(1)) > MAX_DIRECTIONS;
  return fault(
    `there is no ${shortened(name)}`,
    variablesOf(r),
    never
      ? `A link reads at most ${MAX_DIRECTIONS} directions`
      : 'Use these, or raise the number of directions r',
  );
}

/** z alone on R^r, r > 1, outside norm. */
export function ambiguousZ(r: number): SyntaxFault {
  return fault(
    `z stands alone, but the link has ${r} directions`,
    `one of ${variablesOf(r)}`,
    'Write z1, z2, … or norm(z)',
  );
}

/** A function name that no parenthesis follows. */
export function withoutArguments(entry: FormulaFunction): SyntaxFault {
  return fault(`${entry.name} has no argument`, `"(" after ${entry.name}`, `Write ${entry.usage}`);
}

/** A parenthesis closed after the first of two arguments. */
export function missingArgument(entry: FormulaFunction): SyntaxFault {
  return fault(`${entry.name} takes two arguments`, '","', `Write ${entry.usage}`);
}

/** A comma after the last argument. */
export function superfluousArgument(entry: FormulaFunction): SyntaxFault {
  const count = entry.usage.includes(',') ? 'two arguments' : 'one argument';
  return fault(
    `${entry.name} takes ${count}`,
    '")"',
    `Write ${entry.usage}; a decimal point is a point, as in 0.5`,
  );
}

/** A first argument of he or h that is not a degree. */
export function wrongHermiteDegree(entry: FormulaFunction, token: Token): SyntaxFault {
  return fault(
    `the degree of ${entry.name} is ${quoted(token)}`,
    `a whole number from 0 to ${FORMULA_LIMITS.hermiteDegree}`,
    `Write ${entry.usage} with a fixed degree k first, for example ${entry.name}(3, z1)`,
  );
}

/** A token that cannot begin an operand; `before` is the one in front of it. */
export function noOperand(before: Token | undefined, token: Token): SyntaxFault {
  if (token.kind === 'unknown') return unknownCharacter(token, OPERAND);
  if (token.kind === 'end') {
    return fault('the formula ends too early', OPERAND, 'Complete it, or remove what comes last');
  }
  if (before !== undefined && isSymbol(before, '*') && isSymbol(token, '*')) {
    return fault('"**" is not an operator', OPERAND, 'Write a power as z1^2');
  }
  const closes = isSymbol(token, ')') || isSymbol(token, ',');
  return fault(
    `found ${quoted(token)}`,
    OPERAND,
    closes ? 'Write what is missing in front of it' : 'Remove it, or write what it acts on',
  );
}

/** A token that neither continues nor ends the expression after the operand `before`; `after` is the next one. */
export function noOperator(
  before: Token | undefined,
  token: Token,
  after: Token | undefined,
  inParentheses: boolean,
): SyntaxFault {
  const expected = inParentheses ? 'an operator or ")"' : 'an operator or the end';
  if (token.kind === 'unknown') return unknownCharacter(token, expected);
  if (token.kind === 'end') return fault('the formula ends too early', expected, 'Add ")"');
  if (isSymbol(token, ',')) return fault('found ","', expected, commaAdvice(before, after));
  if (isSymbol(token, ')')) {
    return fault('this parenthesis was never opened', expected, 'Remove it, or add "("');
  }
  return fault(`found ${quoted(token)}`, expected, productAdvice(before, token));
}

function unknownCharacter(token: Token, expected: string): SyntaxFault {
  return fault(
    `the character ${quoted(token)} is not part of a formula`,
    expected,
    characterAdvice(token.text),
  );
}

/** A comma between digits is a decimal comma. */
function commaAdvice(before: Token | undefined, after: Token | undefined): string {
  if (before?.kind === 'number' && after?.kind === 'number') {
    return `Write the number with a decimal point: ${shortened(before.text)}.${shortened(after.text)}`;
  }
  return 'Commas only separate the arguments of a function';
}

function productAdvice(before: Token | undefined, token: Token): string {
  if (before?.kind === 'number' && token.kind === 'number') {
    return 'Put an operator between the two numbers; a number has one decimal point';
  }
  return `Put * between factors: ${shortened(before?.text ?? '')}*${shortened(token.text)}`;
}

function variablesOf(r: number): string {
  return r === 1 ? 'z1' : r === 2 ? 'z1, z2' : `z1 … z${r}`;
}

function quoted(token: Token): string {
  return token.kind === 'end' ? 'missing' : `"${shortened(token.text)}"`;
}

function shortened(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`;
}
