import type { StiefelMetric } from '../../model/experiment';
import { allFinite, type ShiftedJacobian } from '../integrator/shifted-jacobian';
import { BorderedDiagonalSystem } from '../linear-algebra/bordered-diagonal';
import type { HermiteTable } from '../link/hermite-table';
import type { StudentBasis } from './joint-basis';
import { FittedLink } from './joint-fitted-link';
import { lazily } from './lazily';
import { stiefelVelocity } from './stiefel-velocity';
import { twoTimescaleField } from './two-timescale-field';

/**
 * The joint vector field (theory.md §3.3) on states y = (δ, M): the overlap matrix M (r × q) and, before it, how far the
 * student link is from the refitted one, δ = c − A_{Mᵀ} f* (N coefficients). With Q_ij = Σ_gamma δ_gamma ∂a_gamma/∂M_ij,
 * a = A_{Mᵀ} f*, the drive is P = D(MMᵀ) M + Q and
 *     δ' = −δ/ε − Σ_ij M'_ij ∂a/∂M_ij,   M' = Z D(MMᵀ) M + Z Q + κ M skew(MᵀQ).
 * In c itself the same flow would subtract numbers of size 1: on a plateau rounding would turn learned directions and
 * drown slow ones. Calls allocate nothing.
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
  /** Linear algebra that eliminates the link (numerics.md §3.4). */
  shiftedJacobian(): ShiftedJacobian;
  /** Writes |a_gamma| + |δ_gamma| for the link and |M_ij| into `out`: δ need only be as accurate as c. */
  errorScale(y: Float64Array, out: Float64Array): void;
  /** Writes a = A_{Mᵀ} f* (N) into `out`. */
  refittedLink(y: Float64Array, out: Float64Array): void;
  /** Writes X = P (r × q), −∇_W L = W* P, into `out`. */
  drive(y: Float64Array, out: Float64Array): void;
  /** L = two-timescale loss at M + ½|δ|². */
  loss(y: Float64Array): number;
  /** dL/dt = −(tr PᵀZP + κ‖skew MᵀP‖²) − |δ|²/ε. */
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

  const delta = new Float64Array(N);
  const M = new Float64Array(n);
  const Q = new Float64Array(n);
  const P = new Float64Array(n);
  const velocity = new Float64Array(n);
  const extraVelocity = new Float64Array(n);
  const linkRate = new Float64Array(N);

  function split(y: Float64Array): void {
    for (let g = 0; g < N; g++) delta[g] = y[g]!;
    for (let i = 0; i < n; i++) M[i] = y[N + i]!;
  }

  /** δ, M, Q and `motion` at y. */
  function moveTo(y: Float64Array, withCurvature: boolean): void {
    split(y);
    fitted.moveTo(M, withCurvature);
    fitted.drive(delta, Q);
    motion.moveTo(M);
  }

  /** M' at the point of `moveTo`. */
  function evaluateVelocity(): void {
    refitted.derivative(M, velocity);
    motion.velocity(Q, extraVelocity);
    for (let i = 0; i < n; i++) velocity[i]! += extraVelocity[i]!;
  }

  function evaluateDrive(y: Float64Array): void {
    moveTo(y, false);
    refitted.drive(M, P);
    for (let i = 0; i < n; i++) P[i]! += Q[i]!;
  }

  /** |δ|². */
  function misfit(): number {
    let sum = 0;
    for (let g = 0; g < N; g++) sum += delta[g]! * delta[g]!;
    return sum;
  }

  /** Workspaces for the blocks of the Jacobian at a state. */
  function linearisation() {
    /** ∂a_gamma/∂M (N × n). */
    const slope = new Float64Array(N * n);
    /** Σ_ij M'_ij ∂²a_gamma/∂M_ij∂M_kl (N × n). */
    const bend = new Float64Array(N * n);
    /** ∂M'/∂δ_gamma (N × n). */
    const response = new Float64Array(N * n);
    /** ∂M'/∂M (n × n). */
    const inner = new Float64Array(n * n);
    const driveSlope = new Float64Array(n * n);
    const extraInner = new Float64Array(n * n);
    const slopes = rowViews(slope, N, n);
    const responses = rowViews(response, N, n);
    return {
      slope,
      bend,
      response,
      inner,
      evaluate(y: Float64Array): void {
        moveTo(y, true);
        evaluateVelocity();
        fitted.slope(slope);
        fitted.slopeRate(velocity, bend);
        // M' is linear in Q, and Q in δ.
        for (let g = 0; g < N; g++) motion.velocity(slopes[g]!, responses[g]!);
        fitted.driveSlope(delta, driveSlope);
        motion.jacobian(Q, driveSlope, extraInner);
        refitted.jacobian(M, inner);
        for (let i = 0; i < n * n; i++) inner[i]! += extraInner[i]!;
      },
    };
  }

  const dense = lazily(linearisation);

  return {
    signal: refitted.signal,
    size: N + n,
    derivative(y, out) {
      moveTo(y, false);
      evaluateVelocity();
      fitted.rate(velocity, linkRate);
      for (let g = 0; g < N; g++) out[g] = -delta[g]! / epsilon - linkRate[g]!;
      for (let i = 0; i < n; i++) out[N + i] = velocity[i]!;
    },
    jacobian(y, out) {
      dense().evaluate(y);
      writeJacobian(dense(), N, n, epsilon, out);
    },
    shiftedJacobian() {
      const { slope, bend, response, inner, evaluate } = linearisation();
      const system = new BorderedDiagonalSystem(N, n);
      const { diagonal, right, bottomTransposed, corner } = system;
      const algebra: ShiftedJacobian = {
        shift: 0,
        linearise(y) {
          evaluate(y);
          return allFinite(slope) && allFinite(bend) && allFinite(response) && allFinite(inner);
        },
        // The rows of δ plus ∂a/∂M times the rows of M: what is left of the coupling of δ to itself is diagonal.
        factor() {
          const { shift } = algebra;
          diagonal.fill(shift + 1 / epsilon);
          for (let i = 0; i < N * n; i++) {
            right[i] = shift * slope[i]! + bend[i]!;
            bottomTransposed[i] = -response[i]!;
          }
          for (let i = 0; i < n * n; i++) corner[i] = -inner[i]!;
          for (let i = 0; i < n; i++) corner[i * n + i]! += shift;
          return system.factor();
        },
        solve(b) {
          for (let g = 0; g < N; g++) {
            let sum = 0;
            for (let i = 0; i < n; i++) sum += slope[g * n + i]! * b[N + i]!;
            b[g]! += sum;
          }
          system.solve(b);
        },
      };
      return algebra;
    },
    errorScale(y, out) {
      split(y);
      fitted.moveTo(M, false);
      fitted.coefficients(linkRate);
      for (let g = 0; g < N; g++) out[g] = Math.abs(linkRate[g]!) + Math.abs(delta[g]!);
      for (let i = 0; i < n; i++) out[N + i] = M[i]!;
    },
    refittedLink(y, out) {
      split(y);
      fitted.moveTo(M, false);
      fitted.coefficients(out);
    },
    drive(y, out) {
      evaluateDrive(y);
      out.set(P);
    },
    loss(y) {
      split(y);
      return refitted.loss(M) + misfit() / 2;
    },
    lossRate(y) {
      evaluateDrive(y);
      return -motion.descentRate(P, Q) - misfit() / epsilon;
    },
    gradientSquare(y) {
      evaluateDrive(y);
      return motion.descentRate(P, Q);
    },
  };
}

/** The blocks of the Jacobian at one state; see `linearisation` in `jointField`. */
interface JacobianBlocks {
  readonly slope: Float64Array;
  readonly bend: Float64Array;
  readonly response: Float64Array;
  readonly inner: Float64Array;
}

/** Writes the whole Jacobian: ∂δ'/∂y = −[1/ε, bend] − slope ∂M'/∂y. */
function writeJacobian(
  blocks: JacobianBlocks,
  N: number,
  n: number,
  epsilon: number,
  out: Float64Array,
): void {
  const { slope, bend, response, inner } = blocks;
  const size = N + n;
  for (let i = 0; i < n; i++) {
    const row = (N + i) * size;
    for (let g = 0; g < N; g++) out[row + g] = response[g * n + i]!;
    for (let k = 0; k < n; k++) out[row + N + k] = inner[i * n + k]!;
  }
  for (let g = 0; g < N; g++) {
    const row = g * size;
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum -= slope[g * n + i]! * out[(N + i) * size + column]!;
      out[row + column] = sum;
    }
    out[row + g]! -= 1 / epsilon;
    for (let k = 0; k < n; k++) out[row + N + k]! -= bend[g * n + k]!;
  }
}

/** The rows of a rows × columns array, as views. */
function rowViews(values: Float64Array, rows: number, columns: number): readonly Float64Array[] {
  return Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns));
}
