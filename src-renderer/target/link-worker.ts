import { expose } from 'comlink';
import { describeLink } from './describe-link';

/** What the worker that describes links answers to. */
export interface LinkWorker {
  readonly describeLink: typeof describeLink;
}

expose({ describeLink } satisfies LinkWorker);
