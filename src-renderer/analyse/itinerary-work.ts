import { isConnectionLoss } from '@shared/contract/errors';
import type { RunRow } from '@shared/contract/run-listing';
import type { LandscapeRuns } from '@shared/ensembles/landscape-runs';
import type { RunRecord } from '@shared/model/run';
import { describeError } from '../stores/notices';
import type { AskWorker, ReportProgress } from './ask-worker';
import type { UnreadRun } from './found-runs';
import type { ReadingRules, ReadItinerary } from './read-itinerary';

/** The itinerary of a run. */
export interface RunItinerary extends ReadItinerary {
  readonly run: RunRow;
}

/** Itineraries of the runs of one landscape. */
export interface FoundItineraries {
  readonly landscape: LandscapeRuns;
  readonly rules: ReadingRules;
  readonly read: readonly RunItinerary[];
  /** Runs without an itinerary, and why, as the end of a sentence. */
  readonly unread: readonly UnreadRun[];
}

/** What itineraries are read of. */
export interface ItineraryInput {
  readonly landscape: LandscapeRuns;
  readonly rules: ReadingRules;
}

/** Without its curves a run says where its plateaus were by its own rule only. */
const NEEDS_CURVES = 'kept as a summary: another plateau rate needs its curves';

/** Reads the itineraries of runs, one after the other. */
export async function readItineraries(
  { landscape, rules }: ItineraryInput,
  readRun: (runId: string) => Promise<RunRecord>,
  ask: AskWorker,
  report: ReportProgress,
): Promise<FoundItineraries> {
  const read: RunItinerary[] = [];
  const unread: UnreadRun[] = [];
  for (const run of landscape.runs) {
    if (rules.plateauRate !== null && run.kept === 'summary') {
      unread.push({ run, why: NEEDS_CURVES });
    } else {
      try {
        const samples = rules.plateauRate === null ? null : (await readRun(run.runId)).samples;
        const spec = { ...run.spec, link: landscape.link };
        const outcome = { events: run.events, plateaus: run.plateaus };
        const answer = await ask((worker) => worker.readItinerary({ spec, outcome, samples }, rules));
        read.push({ run, ...answer });
      } catch (error) {
        // Not a matter of this run: to be asked again.
        if (isConnectionLoss(error)) throw error;
        unread.push({ run, why: describeError(error).message });
      }
    }
    report(read.length + unread.length, landscape.runs.length);
  }
  return { landscape, rules, read, unread };
}
