import type { BlockEvaluator } from '../formula/compile-formula';
import type { HermiteTerm } from '../../model/link';
import { multiIndexFactorial } from '../correlation/multi-indices';
import { ExpansionRefusal } from './expansion-refusal';
import { projectByPanels, projectFunction, type DenseProjection } from './function-projection';
import { gradedIndices } from './graded-indices';
import { joinMethods, type Projection } from './projection';

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

/** Degree of the one-dimensional expansions from which E[g_i g_j] is summed. */
const CROSS_DEGREE = 512;

/** Part of ‖f‖² that may be missing from all sums for E[g_i g_j] together. */
const CROSS_ERROR = 1e-10;

/** Largest number of pairs whose E[g_i g_j] is computed by quadrature because its sum misses too much. */
const QUADRATURE_PAIRS = 16;

/** Directions that agree to this are one direction. */
const SAME_DIRECTION = 1e-13;

/**
 * Hermite expansion of a sum of ridge functions on R^r up to a total degree: each is expanded along its direction, and
 * h_k(⟨u, z⟩) is the tensor power with coefficient √(k!/beta!) u^beta on H_beta (theory.md §1). The norm needs
 * E[g_i(⟨u_i, z⟩) g_j(⟨u_j, z⟩)] = Σ_k c_k^i c_k^j ⟨u_i, u_j⟩^k (Mehler). Throws ExpansionRefusal as `projectFunction`.
 */
export function projectRidges(ridges: readonly RidgeFunction[], r: number, degree: number): Projection {
  const distinct = mergeParallel(ridges);
  const expanded = distinct.map((ridge) => expandRidge(ridge, distinct.length > 1, degree));
  const { normSquared, normError } = normOfSum(expanded);
  return {
    terms: ridgeTerms(expanded, r, degree),
    normSquared,
    error: expanded.reduce((sum, { line }) => sum + line.error, 0),
    normError,
    methods: joinMethods([], 'ridge functions', ...expanded.map(({ line }) => line.method)),
  };
}

interface ExpandedRidge {
  readonly ridge: RidgeFunction;
  readonly line: DenseProjection;
}

/** Coefficients c_k, noise and those that a parity forbids set to 0. */
function expandRidge(ridge: RidgeFunction, several: boolean, degree: number): ExpandedRidge {
  const f = lineFunction(ridge);
  const line = several
    ? projectByPanels(f, Math.max(degree, CROSS_DEGREE))
    : projectFunction({ ...f, smooth: ridge.breaks.length === 0 }, degree);
  const coefficients = line.coefficients.map((c, k) => {
    const forbidden = ridge.parity === (k % 2 === 0 ? 'odd' : 'even');
    return forbidden || Math.abs(c) <= 2 * line.error ? 0 : c;
  });
  return { ridge, line: { ...line, coefficients } };
}

function lineFunction({ direction, evaluate, breaks }: RidgeFunction) {
  const axis =
    direction.filter((x) => x !== 0).length === 1 ? `z${direction.findIndex((x) => x !== 0) + 1}` : '⟨u, z⟩';
  return {
    evaluate,
    axes: [axis],
    smooth: false,
    breaks: (_axis: number, _point: Float64Array, out: Float64Array): number => {
      out.set(breaks);
      return breaks.length;
    },
  };
}

/** The same sum with one function for each line through 0. */
function mergeParallel(ridges: readonly RidgeFunction[]): readonly RidgeFunction[] {
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
function normOfSum(expanded: readonly ExpandedRidge[]): {
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
    out.set(places);
    return places.length;
  };
  try {
    const result = projectByPanels({ evaluate: product, axes: ['x', 'y'], smooth: false, breaks }, 0);
    return { value: result.coefficients[0]!, error: result.error };
  } catch (error) {
    if (error instanceof ExpansionRefusal) return null;
    throw error;
  }
}

/** Σ_i c_k^i √(k!/beta!) u_i^beta on every beta, |beta| = k ≤ degree. */
function ridgeTerms(expanded: readonly ExpandedRidge[], r: number, degree: number): readonly HermiteTerm[] {
  const sums = new Map<string, { readonly beta: readonly number[]; c: number }>();
  const bySupport = new Map<string, ExpandedRidge[]>();
  for (const item of expanded) {
    const key = supportOf(item.ridge.direction).join();
    bySupport.set(key, [...(bySupport.get(key) ?? []), item]);
  }
  for (const items of bySupport.values()) {
    for (const { beta, c } of supportTerms(items, r, degree)) {
      const key = beta.join();
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { beta, c });
      else known.c += c;
    }
  }
  return [...sums.values()];
}

/** The axes a direction has components along. */
export function supportOf(direction: readonly number[]): readonly number[] {
  return direction.flatMap((x, i) => (x === 0 ? [] : [i]));
}

/** Terms of ridge functions whose directions have components along the same axes. */
function supportTerms(items: readonly ExpandedRidge[], r: number, degree: number): readonly HermiteTerm[] {
  const axes = supportOf(items[0]!.ridge.direction);
  const { indices, upTo } = gradedIndices(axes.length, degree);
  const sums = new Float64Array(indices.length);
  const powers = new Float64Array(axes.length * (degree + 1));
  for (const { ridge, line } of items) {
    for (const [position, axis] of axes.entries()) {
      for (let e = 0; e <= degree; e++) powers[position * (degree + 1) + e] = ridge.direction[axis]! ** e;
    }
    for (let k = 0; k <= degree; k++) {
      const c = line.coefficients[k]!;
      if (c === 0) continue;
      for (let n = k === 0 ? 0 : upTo[k - 1]!; n < upTo[k]!; n++) {
        const beta = indices[n]!;
        let product = c;
        for (let position = 0; position < beta.length; position++) {
          product *= powers[position * (degree + 1) + beta[position]!]!;
        }
        sums[n] = sums[n]! + product;
      }
    }
  }
  return indices.map((part, n) => {
    const beta = new Array<number>(r).fill(0);
    for (const [position, axis] of axes.entries()) beta[axis] = part[position]!;
    return { beta, c: sums[n]! * Math.sqrt(multinomial(part)) };
  });
}

/** |beta|!/beta!. */
function multinomial(beta: readonly number[]): number {
  return multiIndexFactorial([beta.reduce((sum, b) => sum + b, 0)]) / multiIndexFactorial(beta);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
