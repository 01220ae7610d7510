import type { Plateau, RunMeta, RunSamples, RunSpec } from '@shared/model/run';
import type { Itinerary } from '@shared/numerics/itinerary/itinerary';
import { askOnce } from '../workers/worker-lane';
import type { RunReadingWorker } from './run-reading-worker';

/** What an itinerary is read from. */
export interface ItineraryInput {
  readonly spec: RunSpec;
  /** Events of the finished run; none while it goes on. */
  readonly events: RunMeta['events'];
  readonly plateaus: readonly Plateau[];
  readonly samples: RunSamples;
}

/** What the distance of a link is read from. */
export interface LinkDistanceInput {
  readonly spec: RunSpec;
  readonly samples: RunSamples;
}

function startReadingWorker(): Worker {
  return new Worker(new URL('./run-reading-worker.ts', import.meta.url), { type: 'module' });
}

/**
 * Reads the itinerary of a run in a Web Worker of its own, which ends with the answer or when `signal` aborts: finding a
 * critical point may take seconds in many directions. Rejects with the signal's reason, or an error of the worker.
 */
export function readItinerary(
  { spec, events, plateaus, samples }: ItineraryInput,
  signal: AbortSignal,
): Promise<Itinerary> {
  return askOnce<RunReadingWorker, Itinerary>(
    startReadingWorker,
    (work) => work.runItinerary(spec, { events, plateaus }, samples),
    signal,
  );
}

/**
 * Reads how far the link of a joint run is from the refitted one at each of its samples (`linkDistance`), in a Web Worker
 * of its own: it is one evaluation of the two-timescale loss for each. Rejects as `readItinerary` does.
 */
export function readLinkDistance(
  { spec, samples: { loss, overlap } }: LinkDistanceInput,
  signal: AbortSignal,
): Promise<Float64Array | null> {
  return askOnce<RunReadingWorker, Float64Array | null>(
    startReadingWorker,
    (work) => work.linkDistance(spec, { loss, overlap }),
    signal,
  );
}
