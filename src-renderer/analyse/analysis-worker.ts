import { expose } from 'comlink';
import { censusOfEnds } from '@shared/ensembles/census-of-ends';
import { familyScores, fitFamily } from '@shared/ensembles/collapse';
import { bandOver } from '@shared/ensembles/condition-bands';
import { fitScalingOf } from '@shared/ensembles/fit-scaling';
import { judgeRuns } from '@shared/ensembles/judge-runs';
import { landscapeView } from './landscape-view';
import { readItinerary } from './read-itinerary';

/** What the worker that looks into ensembles answers to. */
export interface AnalysisWorker {
  readonly bandOver: typeof bandOver;
  readonly censusOfEnds: typeof censusOfEnds;
  readonly familyScores: typeof familyScores;
  readonly fitFamily: typeof fitFamily;
  readonly fitScalingOf: typeof fitScalingOf;
  readonly judgeRuns: typeof judgeRuns;
  readonly landscapeView: typeof landscapeView;
  readonly readItinerary: typeof readItinerary;
}

expose({
  bandOver,
  censusOfEnds,
  familyScores,
  fitFamily,
  fitScalingOf,
  judgeRuns,
  landscapeView,
  readItinerary,
} satisfies AnalysisWorker);
