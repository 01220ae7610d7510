import { classifyState, type Classification, type ClassificationRules } from './classify';
import type { Landscape } from './landscape';
import { polishCriticalPoint, type PolishRules } from './polish';

/** Rules by which a state is taken to the critical point it is near, and that point is named. */
export interface EndRules {
  readonly polish: PolishRules;
  readonly classification: ClassificationRules;
}

/** A critical point with what it is. */
export interface CriticalPoint extends Classification {
  /** Overlap, r × q. */
  readonly M: Float64Array;
}

/** The critical point a state is near. */
export interface NearbyPoint {
  readonly point: CriticalPoint;
  /** ‖W − W₀‖ (Frobenius) between the two. */
  readonly distance: number;
}

/** The critical point near M and how far it is; null when there is none within reach. */
export function criticalPointNear(
  landscape: Landscape,
  M: Float64Array,
  rules: EndRules,
): NearbyPoint | null {
  const polished = polishCriticalPoint(landscape, M, rules.polish);
  if (polished === null) return null;
  const point = { M: polished.M, ...classifyState(landscape, polished.M, rules.classification) };
  return { point, distance: polished.distance };
}

/**
 * Whether a flow that is near a critical point late on has come to rest in it (theory.md §10.7–10.9): in a minimum always,
 * in a saddle only when it stands on it, in a degenerate point when it `comesCloser`, as to a half-stable equator.
 */
export function restsIn({ point, distance }: NearbyPoint, comesCloser: () => boolean): boolean {
  switch (point.kind) {
    case 'global_min':
    case 'spurious_min':
    case 'underparametrised_min':
      return true;
    case 'degenerate':
      return distance === 0 || comesCloser();
    case 'saddle':
      // Only a start on the saddle itself stays.
      return distance === 0;
    case 'other':
      return false;
  }
}
