import type { BlockEvaluator } from '../formula/compile-formula';
import { normalWeight, type AxisWeight } from './axis-weight';
import { ExpansionRefusal } from './expansion-refusal';
import { panelQuadrature, type LineBreaks, type PanelGrid, type PanelResult } from './panel-quadrature';
import { SUM_ROUNDING, type ExpansionMethod } from './projection';
import { tensorQuadrature, type QuadratureResult } from './tensor-quadrature';
import { UndefinedValue } from './undefined-value';

/** Coefficients of a function on R^m, m ≤ 3, over all graded indices up to a degree. */
export interface DenseProjection {
  readonly coefficients: Float64Array;
  readonly normSquared: number;
  /** Estimated absolute errors of a coefficient and of `normSquared`. */
  readonly error: number;
  readonly normError: number;
  readonly method: ExpansionMethod;
}

/** A function of few variables as quadrature needs to know it. */
export interface FunctionOnAxes {
  readonly evaluate: BlockEvaluator;
  /** Names of the axes in messages, for example `z1`; their number is m. */
  readonly axes: readonly string[];
  /** Whether the function is analytic everywhere: Gauss–Hermite nodes are tried first. */
  readonly smooth: boolean;
  readonly breaks: LineBreaks;
}

/** Largest number of directions that quadrature on a grid takes on. */
export const GRID_AXES = 3;

/** Error of a coefficient, as a part of ‖f‖, above which an expansion is refused. */
const TRUSTED = 1e-6;

/** Largest number of Gauss–Hermite nodes per axis, by number of axes. */
const MOST_NODES = [256, 192, 112] as const;

/** Difference of two Gauss–Hermite results, as a part of ‖f‖, that ends the doubling, by number of axes. */
const CONVERGED = [1e-13, 1e-11, 1e-9] as const;

/** How much faster than geometrically an error may fall. */
const SPARE = 100;

/** The grid that answers and a different one that checks it, by number of axes (numerics.md §3.5 for one axis). */
const GRIDS: readonly { readonly core: number; readonly fine: PanelGrid; readonly check: PanelGrid }[] = [
  {
    core: 14,
    fine: { points: 20, width: 1, depth: 60, tolerance: 1e-13, evaluations: 2e5 },
    check: { points: 14, width: 1, depth: 60, tolerance: 1e-12, evaluations: 2e5 },
  },
  {
    core: 12,
    fine: { points: 20, width: 2, depth: 30, tolerance: 1e-11, evaluations: 6e6 },
    check: { points: 16, width: 2, depth: 30, tolerance: 1e-10, evaluations: 3e6 },
  },
  {
    core: 8,
    fine: { points: 14, width: 2, depth: 16, tolerance: 1e-7, evaluations: 2e7 },
    check: { points: 12, width: 2, depth: 16, tolerance: 1e-6, evaluations: 1e7 },
  },
];

/** Grids on one axis for polynomials of degree 64 to 512, which oscillate with up to 23 radians per unit length. */
const OSCILLATING_GRID: (typeof GRIDS)[number] = {
  core: 14,
  fine: { points: 28, width: 1, depth: 60, tolerance: 1e-13, evaluations: 2e5 },
  check: { points: 22, width: 1, depth: 60, tolerance: 1e-12, evaluations: 2e5 },
};

/** Size of the integrand at |z| = 37, as a part of ‖f‖, from which E f² counts as infinite. */
const DIVERGENT = 1e-9;

/** Points on one axis, and Gauss–Hermite nodes on each of several, for a first idea of ‖f‖. */
const ROUGH_POINTS = 512;
const ROUGH_NODES = 24;

/**
 * Hermite coefficients of a function on up to three axes: Gauss–Hermite nodes, doubled until the coefficients stand
 * still, for smooth functions; panels for all others and where doubling does not end. Throws ExpansionRefusal for a
 * function that is not finite somewhere, whose E f² diverges, or whose coefficients would have errors above 1e-6 · ‖f‖.
 */
export function projectFunction(f: FunctionOnAxes, degree: number): DenseProjection {
  const smooth = f.smooth ? projectByDoubling(f, degree) : null;
  const result = smooth ?? projectByPanels(f, degree);
  if (!Number.isFinite(result.normSquared)) throw divergent(f);
  return result;
}

function projectByDoubling({ evaluate, axes }: FunctionOnAxes, degree: number): DenseProjection | null {
  const m = axes.length;
  const most = MOST_NODES[m - 1]!;
  const converged = CONVERGED[m - 1]!;
  let n = Math.min(2 * Math.ceil((degree + 12) / 2), most / 2);
  let coarse = tensorQuadrature(evaluate, m, degree, n);
  while (n < most) {
    n = Math.min(2 * n, most);
    const fine = tensorQuadrature(evaluate, m, degree, n);
    const projection = compared(coarse, fine, 'Gauss–Hermite');
    // A NaN fails this comparison too.
    const error = relativeError(projection);
    if (error <= converged + 2 * SUM_ROUNDING) return projection;
    // Twice the nodes square an error that falls geometrically. The last and largest grid is worth its time if that will do.
    if (2 * n >= most && !(error * error <= SPARE * converged)) return null;
    coarse = fine;
  }
  return null;
}

/**
 * Hermite coefficients of a function on up to three axes by panels alone: right for kinks and jumps, and for degrees in
 * the hundreds on one axis. Throws as `projectFunction`.
 */
export function projectByPanels(f: FunctionOnAxes, degree: number): DenseProjection {
  const m = f.axes.length;
  const weight = normalWeight(degree, gridsFor(m, degree).core);
  const rough =
    m === 1 ? roughEnergy(f.evaluate, weight) : tensorQuadrature(f.evaluate, m, 0, ROUGH_NODES).energy;
  return checkedPanels(f, weight, rough);
}

/**
 * Coefficients of a function of one variable with the law `weight` on the polynomials of that law. Throws as
 * `projectFunction`.
 */
export function projectOnLaw(f: FunctionOnAxes, weight: AxisWeight): DenseProjection {
  return checkedPanels(f, weight, roughEnergy(f.evaluate, weight));
}

function checkedPanels(f: FunctionOnAxes, weight: AxisWeight, rough: number): DenseProjection {
  const { evaluate, axes, breaks } = f;
  const m = axes.length;
  const { fine, check } = gridsFor(m, weight.degree);
  try {
    const first = panelQuadrature(evaluate, m, weight, breaks, check, usableNorm(rough));
    requireConvergent(f, first);
    const second = panelQuadrature(evaluate, m, weight, breaks, fine, usableNorm(first.energy));
    requireConvergent(f, second);
    const projection = compared(first, second, 'Gauss–Legendre panels');
    const relative = relativeError(projection);
    if (!(relative <= TRUSTED)) throw notTrusted(f, relative, second);
    return projection;
  } catch (error) {
    if (error instanceof UndefinedValue) throw undefinedValue(f, error);
    throw error;
  }
}

function gridsFor(m: number, degree: number): (typeof GRIDS)[number] {
  return m === 1 && degree > 64 ? OSCILLATING_GRID : GRIDS[m - 1]!;
}

/** E f² to a digit or so, by the midpoint rule on the core of a law on the line. */
function roughEnergy(evaluate: BlockEvaluator, weight: AxisWeight): number {
  const [from, to] = weight.core;
  const step = (to - from) / ROUGH_POINTS;
  const points = Float64Array.from({ length: ROUGH_POINTS }, (_, i) => from + (i + 0.5) * step);
  const values = new Float64Array(ROUGH_POINTS);
  evaluate(points, values);
  return values.reduce((sum, value, i) => sum + step * weight.density(points[i]!) * value * value, 0);
}

/** The finer of two results, with their difference as its error. */
function compared(
  coarse: QuadratureResult,
  fine: QuadratureResult,
  method: ExpansionMethod,
): DenseProjection {
  let difference = 0;
  for (let i = 0; i < fine.coefficients.length; i++) {
    difference = Math.max(difference, Math.abs(fine.coefficients[i]! - coarse.coefficients[i]!));
  }
  return {
    coefficients: fine.coefficients,
    normSquared: fine.energy,
    error: difference + SUM_ROUNDING * Math.sqrt(fine.energy),
    normError: Math.abs(fine.energy - coarse.energy) + SUM_ROUNDING * fine.energy,
    method,
  };
}

/** Error of the coefficients or, if larger, of the norm, as a part of the norm; 0 for a function that vanishes. */
function relativeError({ error, normError, normSquared }: DenseProjection): number {
  if (normSquared === 0) return 0;
  return Math.max(error / Math.sqrt(normSquared), normError / normSquared);
}

/** A norm to measure accuracy by: 1 where nothing is known of it. */
function usableNorm(energy: number): number {
  return energy > 0 && Number.isFinite(energy) ? Math.sqrt(energy) : 1;
}

function requireConvergent(f: FunctionOnAxes, result: PanelResult): void {
  if (result.open > DIVERGENT) throw divergent(f);
}

function divergent({ axes }: FunctionOnAxes): ExpansionRefusal {
  return new ExpansionRefusal(
    `the expectation of its square is infinite, or made beyond |z| = 37, as a function of ${axes.join(', ')}`,
    'Keep the growth below exp(|z|²/4), for example by a bounded function such as tanh',
  );
}

function undefinedValue({ axes }: FunctionOnAxes, { point, value }: UndefinedValue): ExpansionRefusal {
  const place = axes.map((axis, i) => `${axis} = ${Number((point[i] ?? 0).toPrecision(3))}`).join(', ');
  const what = Number.isNaN(value) ? 'is not defined' : 'is too large for its square';
  return new ExpansionRefusal(
    `its value ${what} at ${place}`,
    'Use a formula that is finite everywhere and grows slower than exp(|z|²/4)',
  );
}

function notTrusted(
  { axes }: FunctionOnAxes,
  relative: number,
  { unresolvedAt }: PanelResult,
): ExpansionRefusal {
  const several = axes.length > 1;
  return new ExpansionRefusal(
    `its coefficients as a function of ${axes.join(', ')} are known only to ${relative.toExponential(0)} of its norm ` +
      `(worst near ${axes[0] ?? 'z'} = ${Number(unresolvedAt.toPrecision(3))}), where ${TRUSTED} is the limit`,
    several
      ? 'Smooth its jumps (tanh instead of sign), or write it as a sum of functions of single directions'
      : 'Smooth its singularities, for example sqrt(1e-4 + z1^2) instead of abs(z1)^0.1',
  );
}
