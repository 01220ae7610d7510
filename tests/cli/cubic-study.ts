import { DEFAULT_THRESHOLDS } from '@shared/model/experiment';
import type { AnalysisDocument } from '@shared/model/project';
import type { SweepSpec } from '@shared/model/sweep';
import { startOverlap } from '@shared/numerics/start/start-overlap';
import type { Study } from '../study/write-study';

export const DIMENSIONS = [64, 128, 256, 512, 1024] as const;
export const SEEDS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Some starts at the largest dimension escape later. */
export const HORIZON = 1e6;

/** h₃ in one direction under both flows, over d and seeds: everything about it has a closed form. */
export function cubicStudy(keep: SweepSpec['keep'], analyses: readonly AnalysisDocument[] = []): Study {
  return {
    name: 'Cubic study',
    targets: [{ id: 'cubic', name: 'Cubic', link: { kind: 'hermite', r: 1, terms: [{ beta: [3], c: 1 }] } }],
    experiments: [
      {
        id: 'escape',
        name: 'Escape',
        targetId: 'cubic',
        dimension: 1000,
        studentWidth: null,
        start: { kind: 'haar', seed: 1 },
        flows: [{ kind: 'two-timescale' }, { kind: 'planted', metric: 'embedded' }],
        relativeTolerance: 1e-10,
        horizon: HORIZON,
        thresholds: DEFAULT_THRESHOLDS,
      },
    ],
    sweeps: [
      {
        id: 'scaling',
        name: 'Scaling',
        experimentId: 'escape',
        axes: [{ field: 'experiment.dimension', values: { kind: 'list', values: [...DIMENSIONS] } }],
        targetIds: [],
        seeds: { first: SEEDS[0], count: SEEDS.length },
        keep,
      },
    ],
    analyses,
  };
}

/** Overlap of a start with the target's direction. */
export function startingOverlap(d: number, seed: number): number {
  return startOverlap({ kind: 'haar', seed }, d, 1, 1)[0] ?? NaN;
}

/** Time at which m² reaches ½ under dm/dt = 3 m⁵ (1 − m²), the two-timescale flow of h₃ (theory.md §3.1). */
export function twoTimescaleTime(start: number): number {
  const primitive = (m: number): number =>
    -1 / (4 * m ** 4) - 1 / (2 * m ** 2) + Math.log(m / Math.sqrt(1 - m ** 2));
  return (primitive(Math.SQRT1_2) - primitive(Math.abs(start))) / 3;
}

/** The same under dm/dt = 3 m² (1 − m²), the planted flow, which a negative start never leaves: Infinity. */
export function plantedTime(start: number): number {
  const primitive = (m: number): number => -1 / m + Math.atanh(m);
  return start > 0 ? (primitive(Math.SQRT1_2) - primitive(start)) / 3 : Infinity;
}

/** Median of an odd number of values. */
export function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) / 2] ?? NaN;
}

/** Least-squares slope of ln y against ln x. */
export function logSlope(x: readonly number[], y: readonly number[]): number {
  const [u, v] = [x.map(Math.log), y.map(Math.log)];
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [mu, mv] = [mean(u), mean(v)];
  const covariance = u.reduce((sum, one, i) => sum + (one - mu) * ((v[i] ?? NaN) - mv), 0);
  return covariance / u.reduce((sum, one) => sum + (one - mu) ** 2, 0);
}
