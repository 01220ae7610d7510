import { joinSpans } from './build-tree';
import { constantValue } from './formula-value';
import { findFunction, type FormulaFunction } from './function-names';
import { FORMULA_LIMITS } from './limits';
import { ParseError } from './parse-error';
import type { BinaryOperator, Formula, FormulaTree, Span } from './syntax';
import * as faults from './syntax-faults';
import { isSymbol, tokenise, type Token } from './tokens';
import { linkScope, namedScope, type VariableScope } from './variable-scope';

/** Infix operators, and how strongly they bind. */
const INFIX: ReadonlyMap<string, { readonly operator: BinaryOperator; readonly power: number }> = new Map([
  ['+', { operator: '+', power: 1 }],
  ['-', { operator: '-', power: 1 }],
  ['*', { operator: '*', power: 2 }],
  ['/', { operator: '/', power: 2 }],
  ['^', { operator: '^', power: 4 }],
]);

/** A sign binds more strongly than a product and less than a power: −z1^2 = −(z1^2), −z1*z2 = (−z1)*z2. */
const SIGN_POWER = 3;

/**
 * Parses a link written in z1 … zr (numerics.md §4.3): numbers, pi, e, variables (z for z1 when r = 1), + − * / ^ (right
 * associative), parentheses and the functions of FORMULA_FUNCTIONS. A product always needs its `*`: what is left out
 * could be read in two ways (1/2z1, 2e3, z12). `r` is the number of directions; without it, it is the highest index
 * that occurs. `field` names the text in messages. Throws ParseError, and nothing else, for any other text.
 */
export function parseFormula(text: string, r?: number, field = 'link.formula'): Formula {
  return parseText(text, field, (tokens) => linkScope(r ?? highestIndex(tokens), r !== undefined));
}

/**
 * Parses a formula in variables of other names, for example t/d^(k-1): variable number i of the tree (from 0) is
 * `names[i]`, and `r` of the formula their number. Names must not be those of functions or constants; norm(z) does not
 * exist. All else is as for `parseFormula`.
 */
export function parseNamedFormula(text: string, names: readonly string[], field: string): Formula {
  return parseText(text, field, () => namedScope(names));
}

function parseText(
  text: string,
  field: string,
  scopeOf: (tokens: readonly Token[]) => VariableScope,
): Formula {
  if (text.length > FORMULA_LIMITS.length) {
    const span = { start: FORMULA_LIMITS.length, end: text.length };
    throw new ParseError(span, faults.tooLong(text.length), field);
  }
  const tokens = tokenise(text);
  return new Parser(tokens, scopeOf(tokens), field).parse();
}

/** Operator precedence parser (V. Pratt, Top down operator precedence, 1973). */
class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly scope: VariableScope,
    private readonly field: string,
  ) {}

  parse(): Formula {
    if (this.peek().kind === 'end') this.fail(this.peek().span, this.scope.emptyFault);
    const tree = this.expression(0);
    if (this.peek().kind !== 'end') this.failAfterOperand(false);
    return { tree, r: this.scope.count };
  }

  /** An operand and all that follows it with operators binding more strongly than `power`. */
  private expression(power: number): FormulaTree {
    let left = this.operand();
    for (;;) {
      const token = this.peek();
      const infix = token.kind === 'symbol' ? INFIX.get(token.text) : undefined;
      if (infix === undefined || infix.power <= power) return left;
      this.at++;
      const right = infix.operator === '^' ? this.exponent() : this.expression(infix.power);
      left = {
        kind: 'binary',
        operator: infix.operator,
        left,
        right,
        span: joinSpans(left.span, right.span),
      };
    }
  }

  /** What stands after ^: it reaches over further powers to its right, and may have a sign. */
  private exponent(): FormulaTree {
    const exponent = this.nested(() => this.expression(SIGN_POWER));
    const value = constantValue(exponent);
    if (value !== null && !(Math.abs(value) <= FORMULA_LIMITS.exponent)) {
      this.fail(exponent.span, faults.exponentTooLarge(value));
    }
    return exponent;
  }

  private operand(): FormulaTree {
    const token = this.peek();
    if (token.kind === 'number') return this.number(token);
    if (token.kind === 'name') return this.name(token);
    if (isSymbol(token, '(')) return this.parenthesised(token);
    if (isSymbol(token, '-') || isSymbol(token, '+')) return this.signed(token);
    return this.fail(token.span, faults.noOperand(this.tokens[this.at - 1], token));
  }

  private number(token: Token): FormulaTree {
    const value = Number(token.text);
    if (!Number.isFinite(value)) this.fail(token.span, faults.numberTooLarge(token));
    this.at++;
    return { kind: 'number', value, span: token.span };
  }

  private signed(sign: Token): FormulaTree {
    this.at++;
    const operand = this.nested(() => this.expression(SIGN_POWER));
    if (sign.text === '+') return operand;
    return { kind: 'negate', operand, span: joinSpans(sign.span, operand.span) };
  }

  private parenthesised(open: Token): FormulaTree {
    this.at++;
    const inner = this.nested(() => this.expression(0));
    return { ...inner, span: joinSpans(open.span, this.close(open.span)) };
  }

  private name(token: Token): FormulaTree {
    const { span, text } = token;
    const entry = findFunction(text);
    if (entry !== null && this.scope.offers(entry)) return this.call(entry, span);
    if (text === 'pi' || text === 'e') {
      this.at++;
      return { kind: 'constant', name: text, span };
    }
    const index = this.scope.indexOf(text);
    if (typeof index !== 'number') this.fail(span, index);
    this.at++;
    return { kind: 'variable', index, span };
  }

  private call(entry: FormulaFunction, name: Span): FormulaTree {
    this.at++;
    const open = this.peek();
    if (!isSymbol(open, '(')) this.fail(name, faults.withoutArguments(entry));
    this.at++;
    return this.nested(() => this.callArguments(entry, name, open.span));
  }

  private callArguments(entry: FormulaFunction, name: Span, open: Span): FormulaTree {
    const { call } = entry;
    switch (call.shape) {
      case 'unary': {
        const operand = this.expression(0);
        return { kind: 'call', name: call.name, operand, span: this.closeCall(entry, name, open) };
      }
      case 'extremum': {
        const left = this.expression(0);
        this.comma(entry);
        const right = this.expression(0);
        const span = this.closeCall(entry, name, open);
        return { kind: 'binary', operator: call.operator, left, right, span };
      }
      case 'hermite': {
        const degree = this.hermiteDegree(entry);
        this.comma(entry);
        const operand = this.expression(0);
        const span = this.closeCall(entry, name, open);
        return { kind: 'hermite', normalised: call.normalised, degree, operand, span };
      }
      case 'norm':
        return this.norm(entry, name, open);
    }
  }

  /** norm(z), which on R^1 is abs(z1). */
  private norm(entry: FormulaFunction, name: Span, open: Span): FormulaTree {
    const argument = this.peek();
    if (argument.kind !== 'name' || argument.text !== 'z') this.fail(argument.span, faults.NORM_OF_PART);
    this.at++;
    const span = this.closeCall(entry, name, open);
    const { count, countIsGiven } = this.scope;
    if (count > 1) return { kind: 'norm', r: count, span };
    if (!countIsGiven) this.fail(span, faults.NORM_WITHOUT_R);
    return { kind: 'call', name: 'abs', operand: { kind: 'variable', index: 0, span: argument.span }, span };
  }

  private hermiteDegree(entry: FormulaFunction): number {
    const token = this.peek();
    const degree = /^[0-9]+$/.test(token.text) ? Number(token.text) : Number.NaN;
    if (!(degree <= FORMULA_LIMITS.hermiteDegree)) {
      this.fail(token.span, faults.wrongHermiteDegree(entry, token));
    }
    this.at++;
    return degree;
  }

  private comma(entry: FormulaFunction): void {
    const token = this.peek();
    if (isSymbol(token, ')')) this.fail(token.span, faults.missingArgument(entry));
    if (!isSymbol(token, ',')) this.failAfterOperand(true);
    this.at++;
  }

  /** Reads the closing parenthesis of a call; answers the span of the whole call. */
  private closeCall(entry: FormulaFunction, name: Span, open: Span): Span {
    if (isSymbol(this.peek(), ',')) this.fail(this.peek().span, faults.superfluousArgument(entry));
    return joinSpans(name, this.close(open));
  }

  private close(open: Span): Span {
    const token = this.peek();
    if (token.kind === 'end') this.fail(open, faults.NEVER_CLOSED);
    if (!isSymbol(token, ')')) this.failAfterOperand(true);
    this.at++;
    return token.span;
  }

  /** Runs `parse` one level deeper. */
  private nested<T>(parse: () => T): T {
    if (this.depth === FORMULA_LIMITS.depth) this.fail(this.peek().span, faults.TOO_DEEP);
    this.depth++;
    const result = parse();
    this.depth--;
    return result;
  }

  /** The token after a complete operand is neither an operator nor what ends the expression. */
  private failAfterOperand(inParentheses: boolean): never {
    const token = this.peek();
    const [before, after] = [this.tokens[this.at - 1], this.tokens[this.at + 1]];
    this.fail(token.span, faults.noOperator(before, token, after, inParentheses));
  }

  private fail(span: Span, fault: faults.SyntaxFault): never {
    throw new ParseError(span, fault, this.field);
  }

  /** The next token; there always is one, as nothing reads beyond the end. */
  private peek(): Token {
    return this.tokens[this.at]!;
  }
}

/** The highest direction that occurs, within what a link may have. */
function highestIndex(tokens: readonly Token[]): number {
  const indices = tokens.map(({ kind, text }) =>
    kind === 'name' && /^z[1-8]$/.test(text) ? Number(text[1]) : 1,
  );
  return Math.max(...indices);
}
