import { negate, subtract } from './build-tree';
import { sameTree } from './compare-trees';
import { constantValue, isConstant } from './formula-value';
import { operandsOf, type BinaryNode, type FormulaTree } from './syntax';
import type { BreakKind } from './unary-function-entry';
import { UNARY_FUNCTIONS } from './unary-functions';
import { valueRange } from './value-range';

/** The set on which `expression` is 0, where the formula may not be analytic. */
export interface BreakSurface {
  readonly expression: FormulaTree;
  /**
   * The worst that may happen there: `jump` and `kink` leave the formula analytic on either side up to the surface,
   * `singular` (roots, logarithms, poles) does not.
   */
  readonly kind: BreakKind;
}

const SEVERITY: Readonly<Record<BreakKind, number>> = { kink: 0, jump: 1, singular: 2 };

/**
 * All surfaces on which a formula may not be analytic, read off its structure: the zeros of operands of abs, sign,
 * step, relu, sqrt and log, of denominators and of bases of powers that are not whole, of a − b in max(a, b), and the
 * origin for norm(z). A surface that interval arithmetic proves empty (1 + z1² in a denominator) is left out; some of
 * the others may still be empty. Each set is listed once, the inner ones first.
 */
export function breakSurfaces(tree: FormulaTree): readonly BreakSurface[] {
  const surfaces: BreakSurface[] = [];
  collect(tree, surfaces);
  return surfaces;
}

function collect(tree: FormulaTree, surfaces: BreakSurface[]): void {
  for (const operand of operandsOf(tree)) collect(operand, surfaces);
  const own = ownSurface(tree);
  if (own === null || isNeverZero(own.expression)) return;
  const known = surfaces.findIndex(({ expression }) => isSameSet(expression, own.expression));
  const other = surfaces[known];
  if (other === undefined) surfaces.push(own);
  else if (SEVERITY[own.kind] > SEVERITY[other.kind]) surfaces[known] = own;
}

function isNeverZero(expression: FormulaTree): boolean {
  const { low, high } = valueRange(expression);
  return isConstant(expression) || low > 0 || high < 0;
}

function isSameSet(a: FormulaTree, b: FormulaTree): boolean {
  return sameTree(a, b) || sameTree(a, negate(b));
}

/** The surface a node breaks on by itself. */
function ownSurface(tree: FormulaTree): BreakSurface | null {
  switch (tree.kind) {
    case 'number':
    case 'constant':
    case 'variable':
    case 'negate':
    case 'hermite':
      return null;
    case 'norm':
      return { expression: tree, kind: 'kink' };
    case 'call': {
      const kind = UNARY_FUNCTIONS[tree.name].breakAtZero;
      return kind === null ? null : { expression: tree.operand, kind };
    }
    case 'binary':
      return binarySurface(tree);
  }
}

function binarySurface({ operator, left, right }: BinaryNode): BreakSurface | null {
  switch (operator) {
    case '+':
    case '-':
    case '*':
      return null;
    case '/':
      return { expression: right, kind: 'singular' };
    case '^':
      return isWholePower(right) ? null : { expression: left, kind: 'singular' };
    case 'max':
    case 'min':
      return { expression: subtract(left, right), kind: 'kink' };
  }
}

/** Whether x^exponent is a polynomial in x. */
function isWholePower(exponent: FormulaTree): boolean {
  const value = constantValue(exponent);
  return value !== null && Number.isInteger(value) && value >= 0;
}
