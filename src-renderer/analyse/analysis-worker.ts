import { expose } from 'comlink';
import { fitFamily } from '../compare/collapse';
import { judgeRuns } from './judge-runs';

/** What the worker that looks into ensembles answers to. */
export interface AnalysisWorker {
  readonly judgeRuns: typeof judgeRuns;
  readonly fitFamily: typeof fitFamily;
}

expose({ judgeRuns, fitFamily } satisfies AnalysisWorker);
