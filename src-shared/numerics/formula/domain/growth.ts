import { square } from '../../raise';
import { robustValue } from '../robust-value';
import type { FormulaTree } from '../syntax';
import { isPolynomiallyBounded } from './polynomial-bound';
import { probeDirections, unit } from './sample-points';

/** Distance at which the growth is read: far enough to tell exp of |z|^1.9 from exp of |z|². */
const FAR_OUT = 1e100;

/** Directions followed uphill, the last step of a climb on the sphere, and the most steps it takes. */
const CLIMBS = 6;
const LAST_STEP = 1e-6;
const MOST_STEPS = 200;

/**
 * sup over directions u of lim ln|f(t u)|/t², t → ∞: 0 for polynomial growth, c for e^{c |z|²}, ∞ beyond. E f(z)² is
 * finite exactly if it is below ¼ (at ¼ powers of |z| may still save it; they are not looked at). Read off the
 * logarithm of |f| at |z| = 1e100 in special and generic directions and uphill from the steepest of them; directions in
 * which f is not defined are passed over. Never below 0.
 */
export function quadraticGrowth(tree: FormulaTree, r: number): number {
  if (isPolynomiallyBounded(tree)) return 0;
  const rates = probeDirections(r).map((direction) => ({ direction, rate: rateAlong(tree, direction) }));
  const steepest = rates.sort((a, b) => b.rate - a.rate).slice(0, r === 1 ? 0 : CLIMBS);
  const climbed = steepest.map(({ direction, rate }) => climb(tree, direction, rate));
  return Math.max(0, rates[0]?.rate ?? 0, ...climbed);
}

/** ln|f(t u)|/t² at t = 1e100; −∞ where f is zero or not defined. */
function rateAlong(tree: FormulaTree, direction: readonly number[]): number {
  const { sign, log } = robustValue(
    tree,
    direction.map((x) => FAR_OUT * x),
  );
  return sign === 0 || Number.isNaN(sign) || Number.isNaN(log)
    ? Number.NEGATIVE_INFINITY
    : log / square(FAR_OUT);
}

/** The highest rate found from a direction by steps along the axes, halved when none leads up. */
function climb(tree: FormulaTree, start: readonly number[], startRate: number): number {
  let [direction, rate, step] = [start, startRate, 0.25];
  for (let n = 0; n < MOST_STEPS && step > LAST_STEP && rate < Number.POSITIVE_INFINITY; n++) {
    const around = neighbours(direction, step);
    const rates = around.map((neighbour) => rateAlong(tree, neighbour));
    const best = Math.max(...rates);
    if (best > rate) [direction, rate] = [around[rates.indexOf(best)] ?? direction, best];
    else step /= 2;
  }
  return rate;
}

/** The unit vectors one step along an axis away. */
function neighbours(direction: readonly number[], step: number): readonly (readonly number[])[] {
  return direction.flatMap((_, i) =>
    [step, -step].map((change) => unit(direction.map((x, j) => (i === j ? x + change : x)))),
  );
}
