import { CLASSIFICATION_RULES } from '../critical/classify';
import { criticalPointNear, restsIn, type CriticalPoint, type EndRules } from '../critical/critical-end';
import { POLISH_RULES } from '../critical/polish';
import { criticalFamilies, type FamilyPartition } from '../critical/critical-families';
import type { Landscape } from '../critical/landscape';
import { wilsonInterval, type FrequencyEstimate } from './wilson';

/** Where a run of an ensemble stood at its end. */
export interface FinalState {
  /** Overlap M at the end, r × q row-major. */
  readonly M: Float64Array;
  /** Overlap well before the end, for example at a tenth of the time; null when it was not kept. */
  readonly earlier: Float64Array | null;
}

/** Defaults: those of the census by starts. */
export const FINAL_RULES: EndRules = { polish: POLISH_RULES, classification: CLASSIFICATION_RULES };

/** Runs that ended in one critical point, up to symmetries of the links. */
export interface FinalClass {
  readonly point: CriticalPoint;
  /** Positions of the runs in the list that was given, ascending. */
  readonly members: readonly number[];
  /** Their share of all runs. */
  readonly frequency: FrequencyEstimate;
}

/** The critical points that the runs of an ensemble ended in. */
export interface FinalCensus {
  /** By loss, then by how often. */
  readonly classes: readonly FinalClass[];
  /** Positions of runs still on their way at their horizon: neither trapped nor successful (theory.md §10.8). */
  readonly unfinished: readonly number[];
  readonly comparedBy: FamilyPartition['comparedBy'];
}

/**
 * Groups the ends of runs that are already there into critical points up to the links' symmetries (`criticalFamilies`),
 * by the rules of `startFollower`: a minimum counts; a degenerate point counts when the run came closer to it, which needs
 * `earlier`; a run near a saddle, near no critical point, or near a degenerate one without that evidence is unfinished.
 * All runs belong to one landscape, and have a horizon well beyond the predicted escapes: before, a start may still be on its
 * way towards a point it will leave.
 */
export function finalCensus(
  landscape: Landscape,
  states: readonly FinalState[],
  rules: EndRules = FINAL_RULES,
): FinalCensus {
  const ends = states.map((state) => endPoint(landscape, state, rules));
  const finished = [...ends.keys()].filter((run) => ends[run] !== null);
  const points = ends.filter((point) => point !== null);
  const { families, comparedBy } = criticalFamilies(landscape, points);
  const classes = families.map(({ representative, members }) => ({
    point: representative,
    members: members.map((position) => finished[position]!),
    frequency: wilsonInterval(members.length, states.length),
  }));
  return {
    classes: classes.sort((a, b) => a.point.loss - b.point.loss || b.members.length - a.members.length),
    unfinished: [...ends.keys()].filter((run) => ends[run] === null),
    comparedBy,
  };
}

/** The critical point a run has come to rest in; null when it is on its way. */
function endPoint(landscape: Landscape, { M, earlier }: FinalState, rules: EndRules): CriticalPoint | null {
  const end = criticalPointNear(landscape, M, rules);
  if (end === null) return null;
  const cameCloser = (): boolean => {
    const before = earlier && criticalPointNear(landscape, earlier, rules);
    return before?.point.kind === 'degenerate' && end.distance < before.distance;
  };
  return restsIn(end, cameCloser) ? end.point : null;
}
