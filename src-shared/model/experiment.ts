import type { HermiteTerm } from './link';

/** Metric on the Stiefel manifold (theory.md §3.2). */
export type StiefelMetric = 'embedded' | 'canonical';

/** Ridge penalty (mu/2)‖f‖² in an isotropic Hermite RKHS with eigenvalue kappa_k on degree k (theory.md §3.4). */
export interface Ridge {
  /** kappa_0 … kappa_K ≥ 0; degrees beyond the list have eigenvalue 0. */
  readonly kappa: readonly number[];
  /** mu ≥ 0. */
  readonly mu: number;
}

/** The student link f on R^q at the start of the joint flow. */
export type InitialLink =
  | { readonly kind: 'zero' }
  /** f* itself; needs q = r. */
  | { readonly kind: 'teacher' }
  /** A_{Mᵀ} f* at M(0), the best link for the start. */
  | { readonly kind: 'fitted' }
  /** A list of Hermite terms on R^q. */
  | { readonly kind: 'terms'; readonly terms: readonly HermiteTerm[] };

/** The two-timescale flow: the link is refitted infinitely fast (theory.md §3.1). */
export interface TwoTimescaleFlowSpec {
  readonly kind: 'two-timescale';
  /** The link is refitted with this penalty; its loss is then that of the shrunk link f*^mu (theory.md §3.4). */
  readonly ridge?: Ridge;
}

/** The planted flow: the student link is frozen (theory.md §3.2). */
export interface PlantedFlowSpec {
  readonly kind: 'planted';
  readonly metric: StiefelMetric;
  /** The student link g on R^q; absent for g = f*, which needs q = r. */
  readonly student?: { readonly terms: readonly HermiteTerm[] };
}

/** The joint flow: link and subspace move together (theory.md §3.3). */
export interface JointFlowSpec {
  readonly kind: 'joint';
  readonly metric: StiefelMetric;
  /** Timescale ratio ε > 0: c' = −(c − A_{Mᵀ} f*)/ε. */
  readonly epsilon: number;
  readonly initialLink: InitialLink;
}

/** A flow of the overlap matrix (theory.md §3). */
export type FlowSpec = TwoTimescaleFlowSpec | PlantedFlowSpec | JointFlowSpec;

/** Where the flow starts. */
export type StartSpec =
  /** W Haar on St(d, q), drawn from a seed; the law of M(0) is exact for any d (theory.md §4). */
  | { readonly kind: 'haar'; readonly seed: number }
  /** M(0) given, r rows of q numbers, ‖M(0)‖₂ ≤ 1. */
  | { readonly kind: 'explicit'; readonly overlap: readonly (readonly number[])[] };

/** Rules by which events are recognised in a run (numerics.md §3.3). */
export interface EventThresholds {
  /** Levels of the singular values of M whose upward crossing is an escape; the default is λ² = 1/2. */
  readonly overlapLevels: readonly number[];
  /**
   * The loss is on a plateau while 2·(−dL/dt)/S² is below this rate, S twice the largest fall of the loss that the link's
   * saddle ladder has for one direction (‖f*‖² without the constant for r = 1). The top speed of an escape of exponent 1
   * under the two-timescale flow is ½ in this unit.
   */
  readonly plateauRate: number;
  /** The flow has settled when (−dL/dt)·horizon falls below this fraction of ½‖f*‖² and stays there to the end. */
  readonly settledFraction: number;
}

/** One experiment of a project: one target, one start, the flows to compare, and how to integrate them. */
export interface ExperimentSpec {
  readonly id: string;
  readonly name: string;
  readonly targetId: string;
  /** Ambient dimension d. */
  readonly dimension: number;
  /** Student width q (number of columns of W); null means q = r. */
  readonly studentWidth: number | null;
  readonly start: StartSpec;
  /** The flows run from the one start, one stage each. */
  readonly flows: readonly FlowSpec[];
  /** Relative tolerance of the integrator. */
  readonly relativeTolerance: number;
  /** Last time of the flow. */
  readonly horizon: number;
  readonly thresholds: EventThresholds;
}

/** Defaults of a new experiment; the sources are numerics.md §0 and §3.3. */
export const DEFAULT_RELATIVE_TOLERANCE = 1e-9;
export const DEFAULT_THRESHOLDS: EventThresholds = {
  overlapLevels: [Math.SQRT1_2],
  plateauRate: 0.2,
  settledFraction: 1e-10,
};
