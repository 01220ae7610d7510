import { log } from '../elementary';
import { factorLu, solveLu } from '../linear-algebra/lu';
import { square } from '../raise';
import { logNormalDensity, logUpperTail, normalHazard } from './normal-tail';

/** A right-censored normal regression: y = design·β + σ·N, n observations, k = 1 or 2 columns. */
export interface CensoredRegression {
  /** Columns of the design, each n long; the first is the constant 1. */
  readonly columns: readonly Float64Array[];
  /** Values or, where censored, the bounds they exceed (n). */
  readonly y: Float64Array;
  readonly censored: Uint8Array;
  readonly weights: Uint32Array;
}

/** The maximum of the likelihood. */
export interface LikelihoodMaximum {
  /** δ = β/σ (k) followed by γ = 1/σ. */
  readonly parameters: Float64Array;
  readonly logLikelihood: number;
  /** Inverse of the observed information in these parameters, (k + 1) × (k + 1). */
  readonly covariance: Float64Array;
}

const MAX_STEPS = 200;
/** The Newton decrement, twice the expected gain of ln likelihood, at which the maximum is reached. */
const DECREMENT_TOLERANCE = 1e-16;
/** γ beyond this, for y of order 1: the observed values lie on a line but for rounding, and there is no maximum. */
const LARGEST_GAMMA = 1e5;

/**
 * Maximum likelihood of a right-censored normal regression (J. Tobin, Econometrica 26, 1958) in the parameters
 * δ = β/σ, γ = 1/σ, where ln likelihood is concave (R. Olsen, Econometrica 46, 1978), by Newton's method with step
 * halving. y and columns should be of order 1. Null where there is no maximum: the observed values lie on a line, or
 * their design is singular.
 */
export function maximiseLikelihood(regression: CensoredRegression): LikelihoodMaximum | null {
  const size = regression.columns.length + 1;
  const parameters = new Float64Array(size);
  parameters[size - 1] = 1;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const factors = new Float64Array(size * size);
  const step = new Float64Array(size);
  const pivots = new Int32Array(size);
  const trial = new Float64Array(size);
  let value = logLikelihood(regression, parameters);
  for (let iteration = 0; iteration < MAX_STEPS; iteration++) {
    differentiate(regression, parameters, gradient, information);
    factors.set(information);
    step.set(gradient);
    if (!factorLu(factors, size, pivots)) return null;
    solveLu(factors, size, pivots, step);
    const decrement = step.reduce((sum, x, i) => sum + x * gradient[i]!, 0);
    if (!(decrement > DECREMENT_TOLERANCE * Math.max(1, Math.abs(value)))) {
      return { parameters, logLikelihood: value, covariance: invert(factors, size, pivots) };
    }
    let length = 1;
    let next = -Infinity;
    for (; length > 1e-12; length /= 2) {
      for (let i = 0; i < size; i++) trial[i] = parameters[i]! + length * step[i]!;
      next = trial[size - 1]! > 0 ? logLikelihood(regression, trial) : -Infinity;
      if (next > value) break;
    }
    // No step gains: rounding is all that is left.
    if (!(next > value)) {
      return { parameters, logLikelihood: value, covariance: invert(factors, size, pivots) };
    }
    parameters.set(trial);
    value = next;
    if (parameters[size - 1]! > LARGEST_GAMMA) return null;
  }
  return null;
}

/** Σ w [ln γ + ln φ(u)] over observed and Σ w ln P(N > u) over censored values, u = γy − δ·x. */
function logLikelihood(regression: CensoredRegression, parameters: Float64Array): number {
  const { y, censored, weights } = regression;
  const logGamma = log(parameters[parameters.length - 1]!);
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const w = weights[i]!;
    if (w === 0) continue;
    const u = standardised(regression, parameters, i);
    sum += w * (censored[i] === 0 ? logGamma + logNormalDensity(u) : logUpperTail(u));
  }
  return sum;
}

function standardised({ columns, y }: CensoredRegression, parameters: Float64Array, i: number): number {
  let u = parameters[columns.length]! * y[i]!;
  for (let j = 0; j < columns.length; j++) u -= parameters[j]! * columns[j]![i]!;
  return u;
}

/** Gradient and observed information −∂² of ln likelihood. */
function differentiate(
  regression: CensoredRegression,
  parameters: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): void {
  const { columns, y, censored, weights } = regression;
  const size = columns.length + 1;
  const inverseGamma = 1 / parameters[size - 1]!;
  const derivative = new Float64Array(size);
  gradient.fill(0);
  information.fill(0);
  for (let i = 0; i < y.length; i++) {
    const w = weights[i]!;
    if (w === 0) continue;
    const u = standardised(regression, parameters, i);
    for (let j = 0; j < columns.length; j++) derivative[j] = -columns[j]![i]!;
    derivative[size - 1] = y[i]!;
    const hazard = censored[i] === 0 ? NaN : normalHazard(u);
    const first = censored[i] === 0 ? -u : -hazard;
    const second = censored[i] === 0 ? 1 : hazard * (hazard - u);
    for (let a = 0; a < size; a++) {
      gradient[a]! += w * first * derivative[a]!;
      for (let b = 0; b < size; b++)
        information[a * size + b]! += w * second * derivative[a]! * derivative[b]!;
    }
    if (censored[i] === 0) {
      gradient[size - 1]! += w * inverseGamma;
      information[size * size - 1]! += w * square(inverseGamma);
    }
  }
}

function invert(factors: Float64Array, size: number, pivots: Int32Array): Float64Array {
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let b = 0; b < size; b++) {
    column.fill(0);
    column[b] = 1;
    solveLu(factors, size, pivots, column);
    for (let a = 0; a < size; a++) inverse[a * size + b] = column[a]!;
  }
  return inverse;
}
