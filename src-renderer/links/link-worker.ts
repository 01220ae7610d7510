import { expose } from 'comlink';
import { describeLink } from './describe-link';
import { predictRuns } from './predict-runs';

/** What the worker that describes links and predicts runs answers to. */
export interface LinkWork {
  readonly describeLink: typeof describeLink;
  readonly predictRuns: typeof predictRuns;
}

expose({ describeLink, predictRuns } satisfies LinkWork);
