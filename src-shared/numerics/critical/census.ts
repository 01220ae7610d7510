import type { StiefelMetric } from '../../model/experiment';
import { log, pow } from '../elementary';
import { wilsonInterval, type FrequencyEstimate } from '../statistics/wilson';
import { saddleLadder } from '../ladder/saddle-ladder';
import { degreeEnergies } from '../link/degree-energies';
import type { HermiteTable } from '../link/hermite-table';
import { haarOverlap } from '../start/haar-overlap';
import type { CriticalKind } from './classify';
import type { CriticalPoint } from './critical-end';
import { criticalFamilies, type FamilyPartition } from './critical-families';
import { FOLLOW_RULES, startFollower, type FollowRules, type StartEnd } from './follow-start';
import { hessianIndex } from './hessian';
import type { Landscape } from './landscape';

/** A family of critical points that planted starts end in. */
export interface CensusEntry extends CriticalPoint {
  /** Number of negative Hessian directions in dimension d. */
  readonly index: number;
  /** How many of the starts end here. */
  readonly basin: FrequencyEstimate;
}

/** Where the starts of a planted flow end. */
export interface Census {
  /** By loss, then by how often. */
  readonly entries: readonly CensusEntry[];
  /** Starts still on their way when time ran out: not counted as trapped. */
  readonly unfinished: number;
  /** Starts that end in a global minimum. */
  readonly successes: FrequencyEstimate;
  /** Starts that end in a spurious minimum or a degenerate trap. */
  readonly trapped: FrequencyEstimate;
  readonly comparedBy: FamilyPartition['comparedBy'];
}

/** What a census is taken of. */
export interface CensusProblem {
  readonly teacher: HermiteTable;
  /** The student's frozen link, on R^q. */
  readonly student: HermiteTable;
  readonly metric: StiefelMetric;
  /** Ambient dimension d ≥ q + r. */
  readonly dimension: number;
}

/** Factor by which the horizon exceeds the scale of the longest waiting time, whose law has a heavy tail. */
const HORIZON_FACTOR = 1e5;
/** Longest horizon: at a half-stable equator overlaps stay above the absolute tolerance of the integration. */
const LONGEST_HORIZON = 1e10;

/** Haar starts M(0) (r × q) number 0 … count − 1: seeds `seed`, `seed` + 1, …. */
export function haarStarts(
  { teacher, student, dimension }: CensusProblem,
  seed: number,
  count: number,
): readonly Float64Array[] {
  return Array.from({ length: count }, (_, k) =>
    haarOverlap({ r: teacher.r, q: student.r, dimension, seed: seed + k }),
  );
}

/**
 * Rules with a horizon of 1e5 times the scale of the slowest escape, max(ln d, d^{s/2−1}) over the ladder's exponents s
 * (theory.md §7.2), divided by the smallest ‖T_k‖²; at most 1e10.
 */
export function censusRules({ teacher, dimension }: CensusProblem): FollowRules {
  const exponents = saddleLadder(teacher).rungs.map((rung) => rung.exponent);
  const waiting = Math.max(log(dimension), ...exponents.map((s) => pow(dimension, s / 2 - 1)));
  const weakest = Math.min(...degreeEnergies(teacher).filter((energy, k) => k > 0 && energy > 0));
  return { ...FOLLOW_RULES, horizon: Math.min(LONGEST_HORIZON, (HORIZON_FACTOR * waiting) / weakest) };
}

/**
 * A census of the critical points that planted starts end in: each start is followed, its end polished, classified and
 * sorted into families under the links' symmetries (theory.md §9). Depends on problem, starts and rules only. Throws
 * InvalidInputError for links too dense.
 */
export function plantedCensus(
  problem: CensusProblem,
  starts: readonly Float64Array[],
  rules: FollowRules = censusRules(problem),
): Census {
  const { teacher, student, metric, dimension } = problem;
  const follower = startFollower(teacher, student, metric, rules);
  return assembleCensus(follower.landscape, starts.map(follower.follow), dimension);
}

/** The census of starts that have been followed already, for instance by several processes. */
export function assembleCensus(landscape: Landscape, ends: readonly StartEnd[], dimension: number): Census {
  const points = ends.flatMap(({ point }) => (point === null ? [] : [point]));
  const { families, comparedBy } = criticalFamilies(landscape, points);
  const entries = families.map(({ representative, members }) => ({
    ...representative,
    index: hessianIndex(representative.hessian, dimension),
    basin: wilsonInterval(members.length, ends.length),
  }));
  const ending = (kinds: readonly CriticalKind[]): FrequencyEstimate =>
    wilsonInterval(points.filter(({ kind }) => kinds.includes(kind)).length, ends.length);
  return {
    entries: entries.sort((a, b) => a.loss - b.loss || b.basin.successes - a.basin.successes),
    unfinished: ends.length - points.length,
    successes: ending(['global_min']),
    trapped: ending(['spurious_min', 'degenerate']),
    comparedBy,
  };
}
