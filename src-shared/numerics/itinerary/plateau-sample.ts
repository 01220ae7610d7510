import type { Plateau, RunSamples } from '../../model/run';

/** One sample of a run. */
export interface PlateauSample {
  readonly t: number;
  /** Overlap, r × q. */
  readonly M: Float64Array;
  /** Descending. */
  readonly singularValues: readonly number[];
}

/**
 * The sample nearest, in log time, to half way through a plateau; a plateau that begins before `earliest`, the first
 * positive output time, is taken to begin there.
 */
export function sampleHalfWay(samples: RunSamples, plateau: Plateau, earliest: number): PlateauSample {
  const { t, overlap, singularValues } = samples;
  const from = Math.max(plateau.from, Math.min(earliest, plateau.to));
  const middle = Math.log(from * plateau.to) / 2;
  let nearest = 0;
  for (let k = 1; k < t.length; k++) {
    if (Math.abs(Math.log(t[k]!) - middle) < Math.abs(Math.log(t[nearest]!) - middle)) nearest = k;
  }
  const entries = overlap.length / t.length;
  const width = singularValues.length / t.length;
  return {
    t: t[nearest]!,
    M: overlap.slice(nearest * entries, (nearest + 1) * entries),
    singularValues: [...singularValues.subarray(nearest * width, (nearest + 1) * width)],
  };
}
