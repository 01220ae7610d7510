import type { LinkSpec } from '@shared/model/link';
import { askOnce } from '../workers/worker-lane';
import type { DescribedLink } from './describe-link';
import type { LinkWork } from './link-worker';

/** Starts a Web Worker that answers to `LinkWork`. */
export function startLinkWorker(): Worker {
  return new Worker(new URL('./link-worker.ts', import.meta.url), { type: 'module' });
}

/** Describes a link in a worker of its own, for those who ask once. Rejects with the signal's reason when it aborts. */
export function describeInWorker(link: LinkSpec, signal: AbortSignal): Promise<DescribedLink> {
  return askOnce<LinkWork, DescribedLink>(startLinkWorker, (work) => work.describeLink(link), signal);
}
