import type { BlockEvaluator } from '../formula/compile-formula';
import { ExpansionRefusal } from './expansion-refusal';
import { projectByPanels } from './function-projection';
import { writeBreaks } from './panel-quadrature';
import { dot, type ExpandedRidge } from './ridge-function';

/** Part of ‖f‖² that may be missing from all sums for E[g_i g_j] together. */
const CROSS_ERROR = 1e-10;

/** Largest number of pairs whose E[g_i g_j] is computed by quadrature because its sum misses too much. */
const QUADRATURE_PAIRS = 16;

/** E[g_i g_j] by its sum, and the largest size of the degrees that the sum leaves out. */
interface Cross {
  readonly a: ExpandedRidge;
  readonly b: ExpandedRidge;
  readonly rho: number;
  readonly sum: number;
  readonly missing: number;
}

/**
 * ‖Σ g_i(⟨u_i, z⟩)‖². The sums for E[g_i g_j] converge slowly for kinked functions of nearly parallel directions: those
 * that miss most are replaced by a quadrature.
 */
export function normOfSum(expanded: readonly ExpandedRidge[]): {
  readonly normSquared: number;
  readonly normError: number;
} {
  const crosses = expanded.flatMap((a, i) => expanded.slice(i + 1).map((b) => crossSum(a, b)));
  crosses.sort((one, other) => other.missing - one.missing);
  let normSquared = 0;
  let normError = 0;
  for (const { line } of expanded) {
    normSquared += line.normSquared;
    normError += line.normError;
  }
  for (const { a, b, sum } of crosses) {
    normSquared += 2 * sum;
    normError +=
      2 * (a.line.error * Math.sqrt(b.line.normSquared) + b.line.error * Math.sqrt(a.line.normSquared));
  }
  let missing = crosses.reduce((total, cross) => total + 2 * cross.missing, 0);
  for (const cross of crosses.slice(0, QUADRATURE_PAIRS)) {
    if (missing <= CROSS_ERROR * normSquared) break;
    const exact = crossByQuadrature(cross);
    if (exact === null) continue;
    normSquared += 2 * (exact.value - cross.sum);
    normError += 2 * exact.error;
    missing -= 2 * cross.missing;
  }
  return { normSquared, normError: normError + Math.max(0, missing) };
}

/** Σ_k c_k^a c_k^b rho^k (Mehler), and |rho|^{K+1} times the norms of both tails. */
function crossSum(a: ExpandedRidge, b: ExpandedRidge): Cross {
  const rho = dot(a.ridge.direction, b.ridge.direction);
  const left = a.line.coefficients;
  const right = b.line.coefficients;
  let power = 1;
  let sum = 0;
  for (let k = 0; k < left.length; k++) {
    sum += left[k]! * right[k]! * power;
    power *= rho;
  }
  return { a, b, rho, sum, missing: tailNorm(a) * tailNorm(b) * Math.abs(power) };
}

/** Norm of what the expansion along one direction leaves out. */
function tailNorm({ line }: ExpandedRidge): number {
  return Math.sqrt(Math.max(0, line.normSquared - line.coefficients.reduce((sum, c) => sum + c * c, 0)));
}

/** E[g_a(x) g_b(rho x + √(1 − rho²) y)] over independent normal x and y; null where that quadrature is refused. */
function crossByQuadrature({ a, b, rho }: Cross): { readonly value: number; readonly error: number } | null {
  const sine = Math.sqrt(Math.max(0, 1 - rho * rho));
  if (sine === 0) return null;
  const product: BlockEvaluator = (points, out) => {
    const left = new Float64Array(out.length);
    const right = new Float64Array(out.length);
    for (let i = 0; i < out.length; i++) {
      left[i] = points[2 * i]!;
      right[i] = rho * points[2 * i]! + sine * points[2 * i + 1]!;
    }
    const factor = new Float64Array(out.length);
    a.ridge.evaluate(left, factor);
    b.ridge.evaluate(right, out);
    for (let i = 0; i < out.length; i++) out[i] = out[i]! * factor[i]!;
  };
  const breaks = (axis: number, point: Float64Array, out: Float64Array): number => {
    const places = axis === 0 ? a.ridge.breaks : b.ridge.breaks.map((t) => (t - rho * point[0]!) / sine);
    return writeBreaks(places, out);
  };
  try {
    const result = projectByPanels({ evaluate: product, axes: ['x', 'y'], smooth: false, breaks }, 0);
    return { value: result.coefficients[0]!, error: result.error };
  } catch (error) {
    if (error instanceof ExpansionRefusal) return null;
    throw error;
  }
}
