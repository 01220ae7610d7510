import { FORMULA_FUNCTIONS, findFunction } from './function-names';

/** What people write, and what this language calls it. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['ln', 'Write log(x) for the natural logarithm'],
  ['log2', 'Write log(x)/log(2)'],
  ['log10', 'Write log(x)/log(10)'],
  ['heaviside', 'Write step(x)'],
  ['theta', 'Write step(x)'],
  ['sgn', 'Write sign(x)'],
  ['signum', 'Write sign(x)'],
  ['arctan', 'Write atan(x)'],
  ['arsinh', 'Write asinh(x)'],
  ['arcsinh', 'Write asinh(x)'],
  ['tan', 'Write sin(x)/cos(x); its poles make the expectation of its square infinite'],
  ['logistic', 'Write sigmoid(x)'],
  ['swish', 'Write silu(x)'],
  ['pow', 'Write x^p'],
  ['power', 'Write x^p'],
  ['square', 'Write x^2'],
  ['hermite', 'Write he(k, x), or h(k, x) for the normalised one'],
  ['phi', 'Write erfc(-x/sqrt(2))/2 for the normal distribution function'],
  ['leakyrelu', 'Write max(x, 0.1*x)'],
  ['leaky_relu', 'Write max(x, 0.1*x)'],
  ['elu', 'Write relu(x) + min(exp(x) - 1, 0)'],
  ['clip', 'Write min(max(x, -1), 1)'],
  ['sech', 'Write 1/cosh(x)'],
]);

/** The names in use that a text starts with, longest first: `z1z2`, `2pi`. */
const KNOWN_START = /^(?:z[0-9]+|pi)/;

/** What to do about a word that is neither variable, constant nor function. `variables` is, for example, `z1 … z3`. */
export function nameAdvice(name: string, variables: string): string {
  const lower = name.toLowerCase();
  const other = OTHER_NAMES.get(lower);
  if (other !== undefined) return other;
  if (lower !== name && (findFunction(lower) !== null || /^(?:z[1-8]?|pi|e)$/.test(lower))) {
    return `Write ${lower}: names are in small letters`;
  }
  const underscored = /^[zx]_?([1-8])$/.exec(lower);
  if (underscored !== null) return `Write z${underscored[1] ?? ''}`;
  if (/^[xyz]_?[0-9]*$/.test(lower)) return `The variables are ${variables}`;
  const start = KNOWN_START.exec(name)?.[0];
  if (start !== undefined && start !== name)
    return `Put * between factors: ${start}*${name.slice(start.length)}`;
  const nearest = nearestFunction(lower);
  if (nearest !== null) return `Perhaps ${nearest} is meant`;
  return `Use the variables ${variables}, pi, e, or one of ${FORMULA_FUNCTIONS.map((entry) => entry.name).join(', ')}`;
}

/** What to do about a word that is none of the variables `names`, no constant and no function. */
export function wordAdvice(word: string, names: readonly string[]): string {
  const lower = word.toLowerCase();
  if (lower !== word && names.includes(lower)) return `Write ${lower}: names are in small letters`;
  const letters = [...word];
  if (word.length > 1 && letters.every((letter) => names.includes(letter))) {
    return `Put * between factors: ${letters.join('*')}`;
  }
  return OTHER_NAMES.get(lower) ?? `The variables are ${names.join(', ')}`;
}

/** What to do about a character that no formula contains. */
export function characterAdvice(character: string): string {
  return (
    OTHER_CHARACTERS.get(character) ?? 'Use numbers, z1, z2, …, + - * / ^, parentheses and function names'
  );
}

const OTHER_CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['−', 'Write the minus sign as -'],
  ['–', 'Write the minus sign as -'],
  ['·', 'Write the product as *'],
  ['×', 'Write the product as *'],
  ['⋅', 'Write the product as *'],
  ['÷', 'Write the quotient as /'],
  ['²', 'Write the square as ^2'],
  ['³', 'Write the cube as ^3'],
  ['√', 'Write the root as sqrt(x)'],
  ['π', 'Write pi'],
  ['|', 'Write the absolute value as abs(x)'],
  ['‖', 'Write the length of z as norm(z)'],
  ['[', 'Write round parentheses, and z1 for a component of z'],
  [']', 'Write round parentheses, and z1 for a component of z'],
  ['{', 'Write round parentheses'],
  ['}', 'Write round parentheses'],
  ['=', 'Write only the right-hand side, the link as a function of z'],
  ['_', 'Write z1 for the first variable'],
  ['!', 'There is no factorial; write the number'],
  ['%', 'Write the product and the quotient as * and /'],
  ['\\', 'Write plain text, not TeX: z1*z2, sqrt(z1), pi'],
  [';', 'Separate arguments by commas'],
  ['.', 'Write a decimal point between digits, as in 0.5'],
]);

/** The function whose name is closest in edits, at most 2 and fewer than half its letters. */
function nearestFunction(name: string): string | null {
  let best: string | null = null;
  let least = Math.min(2, (name.length - 1) / 2) + 0.5;
  for (const entry of FORMULA_FUNCTIONS) {
    const edits = editDistance(name, entry.name);
    if (edits < least) [best, least] = [entry.name, edits];
  }
  return best;
}

/** Levenshtein distance; words longer than any function name are cut. */
function editDistance(a: string, b: string): number {
  const word = a.slice(0, 16);
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...word].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Number.POSITIVE_INFINITY;
}
