/** Which time of a run a scaling law is fitted to: of the k-th escape (λ² ≥ ½), or of the last of min(r, q) escapes. */
export type ScalingTime = number | 'last';

/** How the scaling fits of an analysis are made. */
export interface ScalingChoice {
  readonly time: ScalingTime;
  /** Field of the runs that the time is measured against. */
  readonly against: string;
  /** `auto` takes the law that is predicted for the flow, a power where none is. */
  readonly model: 'auto' | 'power' | 'logarithmic';
  readonly estimator: 'median' | 'mean';
  readonly interval: 'bootstrap' | 'likelihood';
  /** Coverage of the slope's interval. */
  readonly level: number;
  /** Smallest and largest value of the field that take part; null for all. */
  readonly range: readonly [number, number] | null;
  /** A trapped run never escapes: it is left out, as the predictions suppose, or counted as later than its horizon. */
  readonly trapped: 'left-out' | 'censored';
}

/** How a landscape is cut where it has too many directions to be shown whole. */
export interface LandscapeChoice {
  /** Norm ρ of the overlaps ρ O(2) over which the loss is shown for r = q = 2. */
  readonly scale: number;
  /** Runs drawn on the landscape. */
  readonly trajectories: number;
}

/** What the cards of the Analyse place are set to: everything that decides what they find. */
export interface AnalysisCards {
  readonly scaling: ScalingChoice;
  /** A run succeeds with at most this fraction of ½‖f*‖² above the least possible loss. */
  readonly successFraction: number;
  /** Plateaus in succession whose losses differ by less than this fraction of ½‖f*‖² are one stop. */
  readonly sameLoss: number;
  /** Rate below which the loss is on a plateau (EventThresholds.plateauRate); null for each run's own rule. */
  readonly plateauRate: number | null;
  readonly landscape: LandscapeChoice;
}

/** What an analysis begins with; sources are docs/statistics.md and the rules of the numerics. */
export const DEFAULT_CARDS: AnalysisCards = {
  scaling: {
    time: 'last',
    against: 'd',
    model: 'auto',
    estimator: 'median',
    interval: 'bootstrap',
    level: 0.95,
    range: null,
    trapped: 'left-out',
  },
  successFraction: 1e-3,
  sameLoss: 0.01,
  plateauRate: null,
  landscape: { scale: 1, trajectories: 8 },
};
