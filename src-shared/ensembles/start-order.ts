import type { RunRow } from '../contract/run-listing';

/**
 * Order of runs of one condition or landscape: by dimension, then by seed. It does not depend on the order in which they
 * were computed, and so neither does what is drawn from them at random (docs/statistics.md).
 */
export function compareStarts(a: RunRow, b: RunRow): number {
  return a.spec.dimension - b.spec.dimension || seedOf(a) - seedOf(b) || (a.runId < b.runId ? -1 : 1);
}

function seedOf({ spec: { start } }: RunRow): number {
  return start.kind === 'haar' ? start.seed : -1;
}
