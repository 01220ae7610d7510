import { robustValue } from '../robust-value';
import { operandsOf, type Formula, type FormulaTree } from '../syntax';
import type { FormulaProblem } from './formula-problem';
import { quadraticGrowth } from './growth';
import { isPolynomiallyBounded } from './polynomial-bound';
import { poles } from './poles';
import { probeDirections, REACH } from './sample-points';
import { badConstants, undefinedSets } from './undefined-sets';

/** Growth e^{c |z|²} from which E f(z)² diverges, less what rounding could hide. */
const DIVERGENT_GROWTH = 0.25 - 1e-9;

/** |f| beyond this where the normal density still counts leaves no room for squares and sums. */
const LARGEST_LOG = 150 * Math.LN10;

/**
 * Why a formula is no link with a finite E f(z)², z standard normal on R^r: constants that are no numbers, sets on which
 * it is not defined, growth like e^{z²/4} or faster, poles, values beyond double precision. Empty for a formula the
 * program can expand. Numerical where structure alone does not decide, and then deterministic.
 */
export function domainProblems({ tree, r }: Formula): readonly FormulaProblem[] {
  const constants = badConstants(tree);
  if (constants.length > 0) return constants;
  const holes = undefinedSets(tree, r);
  if (holes.length > 0) return holes;
  const divergence = divergentGrowth(tree, r);
  if (divergence.length > 0) return divergence;
  const singular = poles(tree, r);
  return singular.length > 0 ? singular : overflow(tree, r);
}

function divergentGrowth(tree: FormulaTree, r: number): readonly FormulaProblem[] {
  const growth = quadraticGrowth(tree, r);
  if (growth < DIVERGENT_GROWTH) return [];
  const rate =
    growth < 1e6 ? `like exp(c |z|²) with c = ${Number(growth.toPrecision(3))}` : 'faster than exp(|z|²)';
  return [
    {
      span: steepestPart(tree, r).span,
      cause: `this grows ${rate}, so the expectation of the square of the link is infinite`,
      remedy:
        'Keep the growth below exp(|z|²/4), for example exp(-z1^2), or use a bounded function such as tanh',
    },
  ];
}

/** The innermost part that diverges by itself; the whole formula where only its parts together do. */
function steepestPart(tree: FormulaTree, r: number): FormulaTree {
  return unboundedParts(tree).find((part) => quadraticGrowth(part, r) >= DIVERGENT_GROWTH) ?? tree;
}

/** Parts that bring in growth beyond powers of |z|, the inner ones first. */
function unboundedParts(tree: FormulaTree): readonly FormulaTree[] {
  const operands = operandsOf(tree);
  const inner = operands.flatMap(unboundedParts);
  return isPolynomiallyBounded(tree) || !operands.every(isPolynomiallyBounded) ? inner : [...inner, tree];
}

function overflow(tree: FormulaTree, r: number): readonly FormulaProblem[] {
  const largest = Math.max(
    ...probeDirections(r).map((direction) => {
      const { log } = robustValue(
        tree,
        direction.map((x) => REACH * x),
      );
      return Number.isNaN(log) ? Number.NEGATIVE_INFINITY : log;
    }),
  );
  if (largest < LARGEST_LOG) return [];
  return [
    {
      span: tree.span,
      cause: `the formula reaches 1e${Math.round(largest / Math.LN10)} at |z| = ${REACH}, too large for its square in double precision`,
      remedy: 'Lower the powers or the arguments of exp, or divide by a large number',
    },
  ];
}
