import type { StartSpec } from '../../model/experiment';
import { explicitOverlap } from './explicit-overlap';
import { haarOverlap } from './haar-overlap';

/**
 * M(0) (r × q, row-major) of a start in ambient dimension d; an explicit M(0) does not depend on d. Throws
 * InvalidInputError for a start that does not fit r, q or d.
 */
export function startOverlap(start: StartSpec, dimension: number, r: number, q: number): Float64Array {
  switch (start.kind) {
    case 'haar':
      return haarOverlap({ r, q, dimension, seed: start.seed });
    case 'explicit':
      return explicitOverlap(start.overlap, r, q);
  }
}
