import type { ExperimentSpec, StartSpec } from '@shared/model/experiment';
import { startOverlap } from '@shared/numerics/start/start-overlap';

/** An explicit start. */
export type ExplicitStart = Extract<StartSpec, { kind: 'explicit' }>;

/** The start of an experiment on a link with r directions, written out as M(0); null when it cannot be drawn. */
export function explicitStart(experiment: ExperimentSpec, r: number): ExplicitStart | null {
  const q = experiment.studentWidth ?? r;
  try {
    const overlap = startOverlap(experiment.start, experiment.dimension, r, q);
    return { kind: 'explicit', overlap: rowsOf(overlap, r, q) };
  } catch {
    return null;
  }
}

/** The start with exactly r rows of q numbers: what is there is kept, what is missing is 0. */
export function fitOverlap(start: ExplicitStart, r: number, q: number): ExplicitStart {
  const overlap = Array.from({ length: r }, (_, i) =>
    Array.from({ length: q }, (_unused, j) => start.overlap[i]?.[j] ?? 0),
  );
  return { kind: 'explicit', overlap };
}

function rowsOf(matrix: Float64Array, r: number, q: number): readonly (readonly number[])[] {
  return Array.from({ length: r }, (_, i) => Array.from(matrix.subarray(i * q, (i + 1) * q)));
}
