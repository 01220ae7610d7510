import type { CriticalPoint } from '../critical/critical-end';
import { criticalFamilies, type FamilyPartition } from '../critical/critical-families';
import type { Landscape } from '../critical/landscape';
import type { FinalRest } from '../landscape/run-ending';
import { wilsonInterval, type FrequencyEstimate } from './wilson';

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
 * Groups the ends of runs, found by `finalRest`, into critical points up to the links' symmetries (`criticalFamilies`). A run
 * that has not come to rest is unfinished. All runs belong to one landscape, and have a horizon well beyond the predicted
 * escapes: before, a start may still be on its way towards a point it will leave.
 */
export function finalCensus(landscape: Landscape, ends: readonly FinalRest[]): FinalCensus {
  const finished = [...ends.keys()].filter((run) => restingIn(ends[run]!) !== null);
  const { families, comparedBy } = criticalFamilies(
    landscape,
    finished.map((run) => restingIn(ends[run]!)!),
  );
  const classes = families.map(({ representative, members }) => ({
    point: representative,
    members: members.map((position) => finished[position]!),
    frequency: wilsonInterval(members.length, ends.length),
  }));
  return {
    classes: classes.sort((a, b) => a.point.loss - b.point.loss || b.members.length - a.members.length),
    unfinished: [...ends.keys()].filter((run) => restingIn(ends[run]!) === null),
    comparedBy,
  };
}

function restingIn({ point, rests }: FinalRest): CriticalPoint | null {
  return rests ? point : null;
}
