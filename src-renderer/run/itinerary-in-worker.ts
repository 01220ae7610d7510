import { wrap } from 'comlink';
import type { Plateau, RunMeta, RunSamples, RunSpec } from '@shared/model/run';
import type { Itinerary } from '@shared/numerics/itinerary/itinerary';
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
export async function itineraryInWorker(
  { spec, events, plateaus, samples }: ItineraryInput,
  signal: AbortSignal,
): Promise<Itinerary> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./itinerary-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<Itinerary>((done, failed) => {
      signal.addEventListener('abort', () => failed(signal.reason as Error), { once: true });
      worker.addEventListener('error', ({ message }) => failed(new Error(message)), { once: true });
      wrap<ItineraryWorker>(worker).runItinerary(spec, { events, plateaus }, samples).then(done, failed);
    });
  } finally {
    worker.terminate();
  }
}
