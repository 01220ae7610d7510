import { log } from '../../elementary';
import { breakSurfaces } from '../break-surfaces';
import { robustValue } from '../robust-value';
import { isDefined, toNumber } from '../signed-log';
import type { FormulaTree } from '../syntax';
import { usedVariables } from '../used-variables';
import { NORMAL_REACH, zerosOf } from '../zeros';
import { shownPart, type FormulaProblem } from './formula-problem';
import { alongLine, genericPoints, unit } from './sample-points';

/** Lines across R^r on which singular surfaces are looked for. */
const LINES = 6;

/** Resolution along a line: on R^1 the one line is looked at closely. */
const CELLS_PER_UNIT = { line: 100, space: 10 } as const;

/** Distances from a singular surface between which the exponent of a pole is read. */
const NEAR = 1e-5;
const LESS_NEAR = 1e-2;

/** Precision of an exponent read that way. */
const EXPONENT_ERROR = 0.004;

/**
 * The first surface near which f grows like distance^−α with 2α ≥ codimension, so that E f(z)² = ∞: 1/z1, but not
 * abs(z1)^(−1/4), nor 1/norm(z) on R^3. Surfaces of codimension 1 are met on generic lines; of higher codimension
 * only those through the origin of the variables that vanish on them are seen.
 */
export function poles(tree: FormulaTree, r: number): readonly FormulaProblem[] {
  return breakSurfaces(tree)
    .filter((surface) => surface.kind === 'singular')
    .filter(({ expression }) => isPoleAcross(tree, expression, r) || isPoleAtOrigin(tree, expression, r))
    .slice(0, 1)
    .map(({ expression }) => ({
      span: expression.span,
      cause: `the formula has a pole where ${shownPart(expression)} is zero, so the expectation of its square is infinite`,
      remedy: 'Make the denominator positive, for example 1 + (…)^2, or the power of the pole smaller than ½',
    }));
}

/** Whether f has too strong a pole where a generic line crosses the surface. */
function isPoleAcross(tree: FormulaTree, surface: FormulaTree, r: number): boolean {
  const points = genericPoints(r, 2 * LINES);
  return Array.from({ length: r === 1 ? 1 : LINES }, (_, n) => n).some((n) => {
    const base = r === 1 ? [0] : (points[2 * n] ?? []);
    const direction = r === 1 ? [1] : unit(points[2 * n + 1] ?? []);
    const alongThis = (s: number): number => toNumber(robustValue(surface, alongLine(base, direction, s)));
    const zeros = zerosOf(alongThis, NORMAL_REACH, r === 1 ? CELLS_PER_UNIT.line : CELLS_PER_UNIT.space);
    return zeros.some((zero) => poleExponent(tree, base, direction, zero) >= 0.5 - EXPONENT_ERROR);
  });
}

/** Whether f has too strong a pole where all variables of an expression that vanishes at 0 are 0. */
function isPoleAtOrigin(tree: FormulaTree, surface: FormulaTree, r: number): boolean {
  const variables = usedVariables(surface);
  const codimension = variables.length;
  const [base = [], direction = []] = genericPoints(r, 2);
  const origin = base.map((x, i) => (variables.includes(i) ? 0 : x));
  if (codimension < 2 || robustValue(surface, origin).sign !== 0) return false;
  const within = unit(direction.map((x, i) => (variables.includes(i) ? x : 0)));
  return poleExponent(tree, origin, within, 0) >= codimension / 2 - EXPONENT_ERROR;
}

/** α of f ∼ |s − zero|^−α on a line, the larger of both sides; −∞ where f is not defined. */
function poleExponent(
  tree: FormulaTree,
  base: readonly number[],
  direction: readonly number[],
  zero: number,
): number {
  const size = (distance: number): number => {
    const value = robustValue(tree, alongLine(base, direction, zero + distance));
    return isDefined(value) ? value.log : Number.NaN;
  };
  const exponents = [1, -1].map(
    (side) => (size(side * NEAR) - size(side * LESS_NEAR)) / log(LESS_NEAR / NEAR),
  );
  return Math.max(...exponents.map((alpha) => (Number.isNaN(alpha) ? Number.NEGATIVE_INFINITY : alpha)));
}
