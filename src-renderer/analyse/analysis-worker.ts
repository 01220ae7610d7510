import { expose } from 'comlink';
import { familyScores, fitFamily } from '../compare/collapse';
import { bandOver } from '../compare/compare-bands';
import { judgeRuns } from './judge-runs';

/** What the worker that looks into ensembles answers to. */
export interface AnalysisWorker {
  readonly bandOver: typeof bandOver;
  readonly familyScores: typeof familyScores;
  readonly fitFamily: typeof fitFamily;
  readonly judgeRuns: typeof judgeRuns;
}

expose({ bandOver, familyScores, fitFamily, judgeRuns } satisfies AnalysisWorker);
