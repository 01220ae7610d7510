import { executionOrder } from './execution-order';
import type { SweepPoints } from './sweep-points';

/** One of `count` equal parts of a sweep, by its number from 0. */
export interface SweepPart {
  readonly index: number;
  readonly count: number;
}

/** Which points belong to a part: every `count`-th of the order of execution, so that each part has its share of every axis. */
export function pointsOfPart(pointCount: number, { index, count }: SweepPart): ReadonlySet<number> {
  const order = executionOrder(pointCount);
  return new Set(order.filter((_, position) => position % count === index));
}

/** The points of a sweep for which `isWanted` holds, as a sweep of their own, in the same order. */
export function someOfSweep(
  points: SweepPoints,
  isWanted: (point: number, runId: string) => boolean,
): SweepPoints {
  const wanted = points.runIds.flatMap((runId, point) => (isWanted(point, runId) ? [point] : []));
  const original = (place: number): number => {
    const point = wanted[place];
    if (point === undefined) throw new RangeError(`the part of the sweep has no point ${place}`);
    return point;
  };
  return {
    ...points,
    count: wanted.length,
    runIds: wanted.map((point) => points.runIds[point] ?? ''),
    group: (place) => points.group(original(place)),
    spec: (place) => points.spec(original(place)),
  };
}
