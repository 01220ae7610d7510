import { classifyState, type ClassificationRules } from '../critical/classify';
import type { CriticalPoint } from '../critical/critical-end';
import { hessianIndex } from '../critical/hessian';
import type { Landscape } from '../critical/landscape';
import { polishCriticalPoint, type PolishRules } from '../critical/polish';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';

/** The critical point near which a run rests, with its Hessian and escape direction. */
export interface RestingPoint extends CriticalPoint {
  /** Number of negative Hessian directions in dimension d. */
  readonly index: number;
  /** How far it is from the sample, in ‖W − W₀‖. */
  readonly distance: number;
  /**
   * Unit r × q matrix from the critical point's overlap to the sample's: the way the run leaves, and at a degenerate point,
   * where no Hessian eigenvalue is negative, the only sign of it. Null when they coincide.
   */
  readonly departure: Float64Array | null;
  /** Whether G = MMᵀ is the projector on a learned subspace, as at the saddles of the ladder (theory.md §6). */
  readonly ideal: boolean;
}

/** The critical point near a sample with overlap M (r × q), in ambient dimension d; null when none is within reach. */
export function restingPoint(
  landscape: Landscape,
  M: Float64Array,
  dimension: number,
  polish: PolishRules,
  classification: ClassificationRules,
): RestingPoint | null {
  const polished = polishCriticalPoint(landscape, M, polish);
  if (polished === null) return null;
  const found = classifyState(landscape, polished.M, classification);
  return {
    ...found,
    M: polished.M,
    index: hessianIndex(found.hessian, dimension),
    distance: polished.distance,
    departure: unitDifference(M, polished.M),
    ideal: polished.ideal,
  };
}

function unitDifference(M: Float64Array, origin: Float64Array): Float64Array | null {
  const difference = M.map((x, k) => x - origin[k]!);
  const length = euclideanNorm(difference);
  return length === 0 ? null : difference.map((x) => x / length);
}
