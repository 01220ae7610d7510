import type { BlockEvaluator } from '../formula/compile-formula';
import type { DenseProjection } from './function-projection';

/** A function g(⟨u, z⟩) of one direction. */
export interface RidgeFunction {
  /** The unit vector u of R^r. */
  readonly direction: readonly number[];
  /** g. */
  readonly evaluate: BlockEvaluator;
  /** Where g is not analytic, ascending. */
  readonly breaks: readonly number[];
  /** What g(−t) is, as far as its structure shows. */
  readonly parity: 'even' | 'odd' | 'none';
}

/** A ridge function with the expansion of g in Hermite polynomials of t. */
export interface ExpandedRidge {
  readonly ridge: RidgeFunction;
  readonly line: DenseProjection;
}

/** Directions that agree to this are one direction. */
const SAME_DIRECTION = 1e-13;

/** The same sum with one function for each line through 0. */
export function mergeParallel(ridges: readonly RidgeFunction[]): readonly RidgeFunction[] {
  const lines: { direction: readonly number[]; members: RidgeFunction[] }[] = [];
  for (const ridge of ridges) {
    const same = lines.find(({ direction }) => isParallel(direction, ridge.direction));
    if (same === undefined) lines.push({ direction: ridge.direction, members: [ridge] });
    else same.members.push(dot(same.direction, ridge.direction) > 0 ? ridge : reversed(ridge));
  }
  return lines.map(({ direction, members }) => sumOnLine(direction, members));
}

function isParallel(a: readonly number[], b: readonly number[]): boolean {
  const sign = Math.sign(dot(a, b));
  return a.every((x, i) => Math.abs(x - sign * b[i]!) <= SAME_DIRECTION);
}

/** The same function, written as one of ⟨−u, z⟩. */
function reversed(ridge: RidgeFunction): RidgeFunction {
  const { evaluate } = ridge;
  return {
    direction: ridge.direction.map((x) => -x),
    evaluate: (points, out) =>
      evaluate(
        points.map((t) => -t),
        out,
      ),
    breaks: ridge.breaks.map((t) => -t).reverse(),
    parity: ridge.parity,
  };
}

function sumOnLine(direction: readonly number[], members: readonly RidgeFunction[]): RidgeFunction {
  const [first] = members;
  if (first !== undefined && members.length === 1) return first;
  const parities = new Set(members.map(({ parity }) => parity));
  const [parity = 'none'] = parities;
  return {
    direction,
    evaluate(points, out) {
      const part = new Float64Array(out.length);
      out.fill(0);
      for (const member of members) {
        member.evaluate(points, part);
        for (let i = 0; i < out.length; i++) out[i] = out[i]! + part[i]!;
      }
    },
    breaks: [...new Set(members.flatMap(({ breaks }) => breaks))].sort((a, b) => a - b),
    parity: parities.size === 1 ? parity : 'none',
  };
}

/** The axes a direction has components along. */
export function supportOf(direction: readonly number[]): readonly number[] {
  return direction.flatMap((x, i) => (x === 0 ? [] : [i]));
}

/** ⟨a, b⟩. */
export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
