import { sameTree } from '@shared/numerics/formula/compare-trees';
import { compileFormula } from '@shared/numerics/formula/compile-formula';
import { formulaValue } from '@shared/numerics/formula/formula-value';
import { FORMULA_FUNCTIONS } from '@shared/numerics/formula/function-names';
import { FORMULA_LIMITS } from '@shared/numerics/formula/limits';
import { parseFormula } from '@shared/numerics/formula/parse-formula';
import { ParseError } from '@shared/numerics/formula/parse-error';
import { printFormula } from '@shared/numerics/formula/print-formula';
import type { Formula } from '@shared/numerics/formula/syntax';
import { randomStream, type RandomStream } from '@shared/numerics/start/generator';

/** Pieces of formulas, and of what is not one. */
const PIECES: readonly string[] = [
  ...FORMULA_FUNCTIONS.map((entry) => entry.name),
  ...[
    'z',
    'z1',
    'z2',
    'z3',
    'z8',
    'z9',
    'z0',
    'z12',
    'pi',
    'e',
    'x',
    'ln',
    'constructor',
    '__proto__',
    'toString',
  ],
  ...['+', '-', '*', '/', '^', '(', ')', ',', '(', ')', '+', '*', ' ', '\n', '**', '-', '^-'],
  ...['0', '1', '2', '3', '60', '61', '1e-3', '1E5', '1e', '.5', '5.', '1.2.3', '1e400', '00', '0x1', '1_0'],
  ...[
    '[',
    ']',
    '{',
    '}',
    '=',
    ';',
    '.',
    '"',
    "'",
    '`',
    '\\',
    '$',
    '!',
    '%',
    '|',
    '&',
    '?',
    ':',
    '<',
    '@',
    '#',
    '~',
  ],
  ...['−', 'π', '²', '\u0000', '\ud800', '😀', 'é', '\u200b', '\ufeff', '\u2028'],
];

const ATOMS: readonly string[] = ['z1', 'z2', 'z3', '0.5', '2', '1e-3', 'pi', 'e', '3.25', 'norm(z)'];

const INFIX: readonly string[] = ['+', '-', '*', '/', ' + ', ' - ', '*', '^'];

/** Deepest nesting of a well-formed sentence. */
const DEPTH = 4;

/** Texts that look like formulas: token soup, well-formed sentences, and sentences with a few characters changed. */
export class FormulaSoup {
  private readonly stream: RandomStream;

  constructor(seed: number) {
    this.stream = randomStream(seed, 0);
  }

  next(): string {
    const kind = this.below(4);
    if (kind <= 1) return this.mutated(this.sentence(0));
    return kind === 2 ? this.sentence(0) : this.soup();
  }

  private soup(): string {
    const length = 1 + this.below(24);
    const gap = this.below(2) === 0 ? '' : ' ';
    return Array.from({ length }, () => this.pick(PIECES)).join(gap);
  }

  /** A formula on R^3, well formed but for exponents that are too large. */
  private sentence(depth: number): string {
    const inner = (): string => this.sentence(depth + 1);
    switch (depth >= DEPTH ? 0 : this.below(6)) {
      case 1:
        return inner() + this.pick(INFIX) + inner();
      case 2:
        return `(${inner()})`;
      case 3:
        return `-${inner()}`;
      case 4:
      case 5:
        return this.call(inner);
      default:
        return this.pick(ATOMS);
    }
  }

  private call(inner: () => string): string {
    const { name, call } = FORMULA_FUNCTIONS[this.below(FORMULA_FUNCTIONS.length)] ?? {
      name: '',
      call: { shape: 'norm' },
    };
    switch (call.shape) {
      case 'unary':
        return `${name}(${inner()})`;
      case 'extremum':
        return `${name}(${inner()}, ${inner()})`;
      case 'hermite':
        return `${name}(${this.below(61)}, ${inner()})`;
      case 'norm':
        return 'norm(z)';
    }
  }

  private mutated(sentence: string): string {
    let text = sentence;
    for (let n = 1 + this.below(3); n > 0; n--) {
      const at = this.below(text.length + 1);
      const inserted = this.below(3) > 0 ? this.pick(PIECES) : '';
      text = text.slice(0, at) + inserted + text.slice(at + this.below(3));
    }
    return text;
  }

  private pick(list: readonly string[]): string {
    return list[this.below(list.length)] ?? '';
  }

  private below(n: number): number {
    return Math.floor(this.stream.uniform() * n);
  }
}

/** The formula a text stands for, or null for a text that is refused as it must be. Throws for anything else. */
export function parseOrRefuse(text: string, r: number | undefined): Formula | null {
  try {
    return parseFormula(text, r);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const { position, length, fault } = error;
    const inside = position >= 0 && length >= 0 && position + length <= text.length;
    const explained = fault.cause !== '' && fault.expected !== '' && fault.remedy !== '';
    if (!inside || !explained) throw new Error(`bad report for ${JSON.stringify(text)}: ${error.message}`);
    return null;
  }
}

/** What is wrong with a formula that was accepted: it must print to itself and have values at every point. */
export function checkAccepted({ tree, r }: Formula): string | null {
  const printed = printFormula(tree);
  if (printed.length <= FORMULA_LIMITS.length && !sameTree(parseFormula(printed, r).tree, tree)) {
    return `prints as ${printed}`;
  }
  const points = Float64Array.from({ length: 3 * r }, (_, i) => i - 2);
  const values = new Float64Array(3);
  compileFormula(tree)(points, values);
  for (const [p, value] of values.entries()) {
    const single = formulaValue(tree, points.subarray(p * r, (p + 1) * r));
    if (value !== single && !Object.is(value, single))
      return `is ${value} in a block and ${single} at a point`;
  }
  return null;
}
