import type { OdeSystem } from '../integrator/ode-system';

/** A gradient flow in some reduced coordinates y, with what a run wants to know of a state. */
export interface FlowSystem extends OdeSystem {
  /** Teacher directions r (rows of M). */
  readonly r: number;
  /** Student width q (columns of M). */
  readonly q: number;
  /** ‖f*‖² without the constant term: the scale of loss and rate. */
  readonly signal: number;
  /** The state y (n) at t = 0. */
  readonly initialState: Float64Array;
  /** Writes the overlap matrix M (r × q, row-major) of state y into `out`. */
  overlap(y: Float64Array, out: Float64Array): void;
  /** Population loss L at y (theory.md §3.1 for two-timescale, §3.2 for planted). */
  loss(y: Float64Array): number;
  /** dL/dt along the flow at y, never positive; computed as a sum of squares (theory.md §10.5). */
  lossRate(y: Float64Array): number;
  /** Norm of the Riemannian gradient of the loss in W at y. */
  gradientNorm(y: Float64Array): number;
}
