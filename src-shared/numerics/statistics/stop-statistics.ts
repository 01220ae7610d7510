import type { CriticalKind } from '../critical/classify';
import type { Itinerary, ItineraryStop } from '../itinerary/itinerary';
import { quartiles, type Quartiles } from './quartiles';
import { wilsonInterval, type FrequencyEstimate } from './wilson';

/** A stop of one run. */
export interface StopVisit {
  /** Position of the run in the list of itineraries. */
  readonly run: number;
  readonly stop: ItineraryStop;
}

/** Stops of an ensemble's runs at one kind of critical point: equal in kind, index and loss. */
export interface StopClass {
  /** Kind of the critical point; null where none is within reach. */
  readonly kind: CriticalKind | null;
  /** Negative Hessian eigenvalues of the core, and of S for each dimension beyond q + r; null without a critical point. */
  readonly index: { readonly core: number; readonly extra: number } | null;
  /** Loss of the critical point, or the median of the plateaus' where there is none. */
  readonly loss: number;
  /** Learned directions there. */
  readonly rank: number;
  readonly visits: readonly StopVisit[];
  /** How many of the runs stop there. */
  readonly frequency: FrequencyEstimate;
  readonly entered: Quartiles;
  /** A run that ended there stays longer than was seen: its dwell is beyond the horizon. */
  readonly dwell: Quartiles;
  /** Waiting time at the stop until the next escape, of the runs that have one there. */
  readonly measured: Quartiles;
  readonly predicted: Quartiles;
  /** Measured over predicted, run by run. */
  readonly ratio: Quartiles;
}

/**
 * The stops of an ensemble's runs put together: stops at critical points of one kind and index whose losses differ by at most
 * `sameLoss` are one class. From the highest loss to the lowest. The runs belong to one landscape.
 */
export function stopStatistics(itineraries: readonly Itinerary[], sameLoss: number): readonly StopClass[] {
  const visits = itineraries.flatMap(({ stops }, run) => stops.map((stop): StopVisit => ({ run, stop })));
  visits.sort((a, b) => lossOf(b) - lossOf(a) || a.run - b.run);
  const classes: StopVisit[][] = [];
  for (const visit of visits) {
    const known = classes.findLast(([first]) => first && isSamePoint(first, visit, sameLoss));
    if (known === undefined) classes.push([visit]);
    else known.push(visit);
  }
  return classes.map((members) => classOf(members, itineraries.length));
}

function lossOf({ stop }: StopVisit): number {
  return stop.point?.loss ?? stop.loss;
}

function isSamePoint(a: StopVisit, b: StopVisit, sameLoss: number): boolean {
  const [p, q] = [a.stop.point, b.stop.point];
  if (Math.abs(lossOf(a) - lossOf(b)) > sameLoss || p?.kind !== q?.kind) return false;
  if (p === null || q === null) return a.stop.rank === b.stop.rank;
  return (
    p.hessian.core.negative === q.hessian.core.negative &&
    p.hessian.extra.negative === q.hessian.extra.negative
  );
}

function classOf(visits: readonly StopVisit[], runs: number): StopClass {
  const stops = visits.map(({ stop }) => stop);
  const point = stops[0]!.point;
  const waits = stops.map(({ waiting }) => waiting);
  return {
    kind: point?.kind ?? null,
    index: point && { core: point.hessian.core.negative, extra: point.hessian.extra.negative },
    loss: point?.loss ?? quartiles(stops.map(({ loss }) => loss)).median,
    rank: stops[0]!.rank,
    visits,
    frequency: wilsonInterval(new Set(visits.map(({ run }) => run)).size, runs),
    entered: quartiles(stops.map(({ entered }) => entered)),
    dwell: quartiles(stops.map(({ dwell, open }) => (open ? Infinity : dwell))),
    measured: quartiles(waits.map(({ measured }) => measured)),
    predicted: quartiles(waits.map(({ predicted }) => predicted)),
    ratio: quartiles(
      waits.map(({ measured, predicted }) =>
        measured !== null && predicted !== null && predicted > 0 ? measured / predicted : null,
      ),
    ),
  };
}
