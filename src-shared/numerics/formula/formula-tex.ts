import { PRECEDENCE, precedenceOf } from './precedence';
import type { BinaryNode, FormulaTree } from './syntax';
import { parenthesised } from './tex-text';
import { UNARY_FUNCTIONS } from './unary-functions';

/** The formula as TeX for KaTeX, on R^r: variables are z_1 … z_r, or z for r = 1. */
export function formulaToTeX(tree: FormulaTree, r: number): string {
  return treeToTeX(tree, (index) => (r === 1 ? 'z' : `z_${index + 1}`));
}

/** A formula in named variables (`parseNamedFormula`) as TeX; the names are written as they are. */
export function namedFormulaToTeX(tree: FormulaTree, names: readonly string[]): string {
  return treeToTeX(tree, (index) => names[index] ?? '');
}

function treeToTeX(tree: FormulaTree, variable: (index: number) => string): string {
  const tex = (part: FormulaTree): string => treeToTeX(part, variable);
  switch (tree.kind) {
    case 'number':
      return decimal(tree.value);
    case 'constant':
      return tree.name === 'pi' ? '\\pi' : '\\mathrm{e}';
    case 'variable':
      return variable(tree.index);
    case 'norm':
      return '\\lVert z\\rVert';
    case 'negate':
      return `-${grouped(PRECEDENCE.product, tree.operand, tex, true)}`;
    case 'binary':
      return binary(tree, tex);
    case 'hermite': {
      const name = tree.normalised ? 'h' : '\\mathit{He}';
      return `${name}_{${tree.degree}}${parenthesised(tex(tree.operand))}`;
    }
    case 'call':
      return UNARY_FUNCTIONS[tree.name].tex(tex(tree.operand));
  }
}

type Writer = (tree: FormulaTree) => string;

function binary({ operator, left, right }: BinaryNode, tex: Writer): string {
  switch (operator) {
    case '+':
    case '-':
      return `${tex(left)}${operator}${grouped(PRECEDENCE.product, right, tex, true)}`;
    case '*':
      return factors(left, right, tex);
    case '/':
      if (left.kind === 'negate') return `-\\frac{${tex(left.operand)}}{${tex(right)}}`;
      return `\\frac{${tex(left)}}{${tex(right)}}`;
    case '^':
      return power(left, right, tex);
    case 'max':
    case 'min':
      return `\\${operator}${parenthesised(`${tex(left)},${tex(right)}`)}`;
  }
}

/** A product, with a dot only in front of a number. */
function factors(left: FormulaTree, right: FormulaTree, tex: Writer): string {
  const separator = startsWithDigit(right) ? '\\cdot ' : '\\,';
  return grouped(PRECEDENCE.product, left, tex) + separator + grouped(PRECEDENCE.product, right, tex, true);
}

function startsWithDigit(tree: FormulaTree): boolean {
  if (tree.kind === 'number') return true;
  if (tree.kind !== 'binary') return false;
  return tree.operator === '^' || tree.operator === '*' ? startsWithDigit(tree.left) : false;
}

/** A power; bases other than a variable, a plain number or a call are put in parentheses. */
function power(base: FormulaTree, exponent: FormulaTree, tex: Writer): string {
  const bare =
    base.kind === 'variable' ||
    base.kind === 'constant' ||
    base.kind === 'norm' ||
    base.kind === 'hermite' ||
    (base.kind === 'number' && Number.isInteger(base.value)) ||
    (base.kind === 'call' && base.name !== 'sqrt');
  const text = tex(base);
  return `{${bare && !text.includes('^') ? text : parenthesised(text)}}^{${tex(exponent)}}`;
}

/** TeX in parentheses if it holds together less tightly than `precedence`, or starts with a sign where it must not. */
function grouped(precedence: number, tree: FormulaTree, tex: Writer, unsigned = false): string {
  const text = tex(tree);
  const signed = unsigned && text.startsWith('-');
  return precedenceOf(tree) < precedence || signed ? parenthesised(text) : text;
}

/** A number ≥ 0 with its own digits, as a power of ten where JavaScript would write an exponent. */
function decimal(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  return exponent === undefined ? mantissa : `${mantissa}\\cdot10^{${Number(exponent)}}`;
}
