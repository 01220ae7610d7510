import { constantValue, isConstant } from '../formula-value';
import { robustValue } from '../robust-value';
import { operandsOf, type FormulaTree } from '../syntax';
import { UNARY_FUNCTIONS } from '../unary-functions';
import { valueRange } from '../value-range';
import { shownPart, type FormulaProblem } from './formula-problem';
import { genericPoints, probePoints } from './sample-points';

const GENERIC_POINTS = 400;

/** A set that this many generic points out of 400 hit is not of measure zero. */
const HITS = 2;

/** What an operation asks of one of its operands. */
interface Demand {
  readonly operand: FormulaTree;
  readonly allows: { readonly negative: boolean; readonly zero: boolean };
  /** What the operation is called in a message, with the operand. */
  readonly description: string;
  readonly remedy: string;
}

/** Constant parts of a formula that are not finite numbers: 1/0, log(−1), exp(1000). Innermost parts only. */
export function badConstants(tree: FormulaTree): readonly FormulaProblem[] {
  const value = constantValue(tree);
  if (value !== null && Number.isFinite(value)) return [];
  const inner = operandsOf(tree).flatMap(badConstants);
  if (value === null || inner.length > 0) return inner;
  return [{ span: tree.span, ...constantFault(tree, value) }];
}

function constantFault(tree: FormulaTree, value: number): Omit<FormulaProblem, 'span'> {
  if (tree.kind === 'binary' && tree.operator === '/' && constantValue(tree.right) === 0) {
    return { cause: `${shownPart(tree)} divides by zero`, remedy: 'Use another denominator' };
  }
  return Number.isNaN(value)
    ? { cause: `${shownPart(tree)} is not a real number`, remedy: 'Change its argument' }
    : { cause: `${shownPart(tree)} is not a finite number`, remedy: 'Use a smaller argument' };
}

/**
 * Sets of positive measure on which a formula on R^r is not defined: log, sqrt or a broken power of negative numbers,
 * division by zero, log of zero. Found at probe points; a set that none of them hits stays unseen.
 */
export function undefinedSets(tree: FormulaTree, r: number): readonly FormulaProblem[] {
  const demands = demandsOf(tree).filter((demand) => !isConstant(demand.operand) && !isProven(demand));
  if (demands.length === 0) return [];
  const generic = genericPoints(r, GENERIC_POINTS);
  const probes = [...probePoints(r), ...generic];
  return demands.flatMap((demand) => violation(demand, generic, probes));
}

/** Whether interval arithmetic shows that a demand is always met. */
function isProven({ operand, allows }: Demand): boolean {
  const { low, high } = valueRange(operand);
  return low > 0 || (low >= 0 && allows.zero) || (high < 0 && allows.negative);
}

function violation(
  { operand, allows, description, remedy }: Demand,
  generic: readonly (readonly number[])[],
  probes: readonly (readonly number[])[],
): readonly FormulaProblem[] {
  const { span } = operand;
  if (!allows.negative) {
    const witness = probes.find((point) => robustValue(operand, point).sign < 0);
    if (witness !== undefined) {
      return [
        { span, cause: `${description}, which is negative for example at ${pointText(witness)}`, remedy },
      ];
    }
  }
  if (allows.zero) return [];
  const zeros = generic.filter((point) => robustValue(operand, point).sign === 0);
  if (zeros.length < HITS) return [];
  const everywhere = zeros.length === generic.length;
  const where = everywhere ? 'everywhere' : `on a whole set, for example at ${pointText(zeros[0] ?? [])}`;
  return [{ span, cause: `${description}, which is zero ${where}`, remedy }];
}

function demandsOf(tree: FormulaTree): readonly Demand[] {
  const own = ownDemand(tree);
  const inner = operandsOf(tree).flatMap(demandsOf);
  return own === null ? inner : [...inner, own];
}

function ownDemand(tree: FormulaTree): Demand | null {
  if (tree.kind === 'call') {
    const { domain } = UNARY_FUNCTIONS[tree.name];
    if (domain === 'all') return null;
    const shown = shownPart(tree.operand);
    return {
      operand: tree.operand,
      allows: { negative: false, zero: domain === 'nonnegative' },
      description: `${tree.name} is taken of ${shown}`,
      remedy: `Take ${tree.name} of something that is never negative, such as abs(…), 1 + (…)^2 or softplus(…)`,
    };
  }
  if (tree.kind !== 'binary') return null;
  if (tree.operator === '/') {
    return {
      operand: tree.right,
      allows: { negative: true, zero: false },
      description: `the denominator is ${shownPart(tree.right)}`,
      remedy: 'Divide by something that is not zero, such as 1 + (…)^2',
    };
  }
  return tree.operator === '^' ? powerDemand(tree.left, tree.right) : null;
}

function powerDemand(base: FormulaTree, exponent: FormulaTree): Demand | null {
  const value = constantValue(exponent);
  const whole = value !== null && Number.isInteger(value);
  if (whole && value >= 0) return null;
  return {
    operand: base,
    allows: { negative: whole, zero: value !== null && value >= 0 },
    description: `the power ${shownPart(exponent)} is taken of ${shownPart(base)}`,
    remedy: whole
      ? 'Divide by something that is not zero, such as 1 + (…)^2'
      : 'Use a whole exponent, or a base that is never negative, such as abs(…)',
  };
}

function pointText(point: readonly number[]): string {
  return point.map((x, i) => `z${i + 1} = ${Number(x.toPrecision(3))}`).join(', ');
}
