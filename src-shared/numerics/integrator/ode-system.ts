import type { ShiftedJacobian } from './shifted-jacobian';

/** An autonomous system y' = f(y) with its analytic Jacobian. Calls write into `out` and allocate nothing. */
export interface OdeSystem {
  /** Number n of unknowns. */
  readonly size: number;
  /** Writes f(y) (n) into `out`. */
  derivative(y: Float64Array, out: Float64Array): void;
  /** Writes the Jacobian ∂f_i/∂y_j (n × n, row-major) into `out`. */
  jacobian(y: Float64Array, out: Float64Array): void;
  /**
   * Writes the sizes (n) that the relative tolerance refers to at state y into `out`, where they are not |y_i|: for
   * unknowns that are small differences, and need only be as accurate as what they are a difference of.
   */
  errorScale?(y: Float64Array, out: Float64Array): void;
  /**
   * Writes the size (n) of the rounding errors in `derivative` at y into `out`: the unit roundoff times the sum of the
   * absolute values of all terms. A system that states it is not held to a tolerance its own arithmetic cannot meet.
   */
  roundoff?(y: Float64Array, out: Float64Array): void;
  /**
   * Rewrites the state y in coordinates in which the velocities keep more digits, and answers true, or leaves it and
   * answers false. Asked every few steps with the length h of the coming one, over which rounding of the velocities is
   * summed up; with a longer one when rounding is what limits the steps, and with h = ∞ when nothing but rounding moves.
   */
  realign?(y: Float64Array, h: number): boolean;
  /** New workspaces for a system whose Jacobian has structure; without it, a dense LU of `jacobian` is used. */
  shiftedJacobian?(): ShiftedJacobian;
}
