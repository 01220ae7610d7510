import type { StiefelMetric } from '../../model/experiment';
import type { ShiftedJacobian } from '../integrator/shifted-jacobian';
import { allFinite } from '../integrator/shifted-jacobian';
import { BorderedDiagonalSystem } from '../linear-algebra/bordered-diagonal';
import type { HermiteTable } from '../link/hermite-table';
import type { StudentBasis } from './joint-basis';
import { FittedLink } from './joint-fitted-link';
import { stiefelVelocity } from './stiefel-velocity';
import { twoTimescaleField } from './two-timescale-field';

/**
 * The joint vector field on states y = (c, M), student coefficients c (N) before the overlap matrix M (r × q), and what
 * belongs to it (theory.md §3.3):
 *     c' = −(c − A_{Mᵀ} f*)/ε,   M' = Z P + κ M skew(MᵀP),   P_ij = E[∂_i f*(v) ∂_j f(u)].
 * Calls allocate nothing.
 */
export interface JointField {
  /** ‖f*‖² without the constant term. */
  readonly signal: number;
  /** N + rq. */
  readonly size: number;
  /** Writes y' (N + rq) into `out`. */
  derivative(y: Float64Array, out: Float64Array): void;
  /** Writes the Jacobian ((N + rq) × (N + rq)) into `out`. */
  jacobian(y: Float64Array, out: Float64Array): void;
  /** The linear algebra that eliminates the link, whose block of the Jacobian is −1/ε (numerics.md §3.4). */
  shiftedJacobian(): ShiftedJacobian;
  /** Writes X = P (r × q), −∇_W L = W* P, into `out`. */
  drive(y: Float64Array, out: Float64Array): void;
  /** L = two-timescale loss at M + ½|c − A_{Mᵀ} f*|²: no cancellation near the target (theory.md §10.5). */
  loss(y: Float64Array): number;
  /** dL/dt = −(tr PᵀZP + κ‖skew MᵀP‖²) − |c − A_{Mᵀ} f*|²/ε. */
  lossRate(y: Float64Array): number;
  /** tr PᵀZP + κ‖skew MᵀP‖²: the square of the gradient of L in W. */
  gradientSquare(y: Float64Array): number;
}

/**
 * The joint field of a teacher link f* on R^r and a student with coefficients in `basis`, at timescale ratio ε > 0. Throws
 * InvalidInputError for links too dense.
 */
export function jointField(
  teacher: HermiteTable,
  basis: StudentBasis,
  metric: StiefelMetric,
  epsilon: number,
): JointField {
  const r = teacher.r;
  const q = basis.q;
  const n = r * q;
  const N = basis.indices.length;
  const fitted = new FittedLink(teacher, basis);
  const motion = stiefelVelocity(r, q, metric);
  const refitted = twoTimescaleField(teacher, q);

  const c = new Float64Array(N);
  const M = new Float64Array(n);
  const a = new Float64Array(N);
  const P = new Float64Array(n);
  const velocity = new Float64Array(n);
  const driveSlope = new Float64Array(n * n);

  function evaluate(y: Float64Array, withCurvature: boolean): void {
    for (let g = 0; g < N; g++) c[g] = y[g]!;
    for (let i = 0; i < n; i++) M[i] = y[N + i]!;
    fitted.moveTo(M, withCurvature);
    fitted.drive(c, P);
    motion.moveTo(M);
  }

  /** |c − A_{Mᵀ} f*|². */
  function misfit(): number {
    fitted.coefficients(a);
    let sum = 0;
    for (let g = 0; g < N; g++) sum += (c[g]! - a[g]!) ** 2;
    return sum;
  }

  /** A function that writes the Jacobian at y into `system`. */
  function linearisation(system: BorderedDiagonalSystem): (y: Float64Array) => void {
    const { diagonal, right, bottomTransposed, corner } = system;
    const slopes = rowViews(right, N, n);
    const responses = rowViews(bottomTransposed, N, n);
    diagonal.fill(-1 / epsilon);
    return (y) => {
      evaluate(y, true);
      fitted.driveSlope(c, driveSlope);
      motion.jacobian(P, driveSlope, corner);
      fitted.slope(right);
      // M' is linear in P, and P in c: the response to c_gamma is the velocity that ∂a_gamma/∂M drives.
      for (let g = 0; g < N; g++) motion.velocity(slopes[g]!, responses[g]!);
      for (let i = 0; i < N * n; i++) right[i] = right[i]! / epsilon;
    };
  }

  const dense = new BorderedDiagonalSystem(N, n);
  const lineariseDense = linearisation(dense);

  return {
    signal: refitted.signal,
    size: N + n,
    derivative(y, out) {
      evaluate(y, false);
      fitted.coefficients(a);
      motion.velocity(P, velocity);
      for (let g = 0; g < N; g++) out[g] = (a[g]! - c[g]!) / epsilon;
      for (let i = 0; i < n; i++) out[N + i] = velocity[i]!;
    },
    jacobian(y, out) {
      lineariseDense(y);
      dense.writeDense(out);
    },
    shiftedJacobian() {
      const system = new BorderedDiagonalSystem(N, n);
      const linearise = linearisation(system);
      const { right, bottomTransposed, corner } = system;
      return {
        linearise(y) {
          linearise(y);
          return allFinite(right) && allFinite(bottomTransposed) && allFinite(corner);
        },
        factor: (shift) => system.factor(shift),
        solve: (b) => system.solve(b),
      };
    },
    drive(y, out) {
      evaluate(y, false);
      out.set(P);
    },
    loss(y) {
      evaluate(y, false);
      return refitted.loss(M) + misfit() / 2;
    },
    lossRate(y) {
      evaluate(y, false);
      return -motion.descentRate(P) - misfit() / epsilon;
    },
    gradientSquare(y) {
      evaluate(y, false);
      return motion.descentRate(P);
    },
  };
}

/** The rows of a rows × columns array, as views. */
function rowViews(values: Float64Array, rows: number, columns: number): readonly Float64Array[] {
  return Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns));
}
