import type { Plateau, RunMeta, RunSamples, RunSpec } from '@shared/model/run';
import type { Itinerary } from '@shared/numerics/itinerary/itinerary';
import { askOnce } from '../workers/worker-lane';
import type { ItineraryWorker } from './itinerary-worker';

/** What an itinerary is read from. */
export interface ItineraryInput {
  readonly spec: RunSpec;
  /** Events of the finished run; none while it goes on. */
  readonly events: RunMeta['events'];
  readonly plateaus: readonly Plateau[];
  readonly samples: RunSamples;
}

/**
 * Reads the itinerary of a run in a Web Worker of its own, which ends with the answer or when `signal` aborts: finding a
 * critical point may take seconds in many directions. Rejects with the signal's reason, or an error of the worker.
 */
export function itineraryInWorker(
  { spec, events, plateaus, samples }: ItineraryInput,
  signal: AbortSignal,
): Promise<Itinerary> {
  return askOnce<ItineraryWorker, Itinerary>(
    () => new Worker(new URL('./itinerary-worker.ts', import.meta.url), { type: 'module' }),
    (work) => work.runItinerary(spec, { events, plateaus }, samples),
    signal,
  );
}
