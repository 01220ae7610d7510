import { expose } from 'comlink';
import { runItinerary } from '@shared/numerics/itinerary/itinerary';
import { linkDistance } from '@shared/numerics/run';

/** What the worker that reads runs answers to. */
export interface RunReadingWorker {
  readonly runItinerary: typeof runItinerary;
  readonly linkDistance: typeof linkDistance;
}

expose({ runItinerary, linkDistance } satisfies RunReadingWorker);
