import { expose } from 'comlink';
import { runItinerary } from '@shared/numerics/itinerary/itinerary';

/** What the worker that reads itineraries answers to. */
export interface ItineraryWorker {
  readonly runItinerary: typeof runItinerary;
}

expose({ runItinerary } satisfies ItineraryWorker);
