import { wrap } from 'comlink';
import type { LinkSpec } from '@shared/model/link';
import type { DescribedLink } from './describe-link';
import type { LinkWorker } from './link-worker';

/**
 * Describes a link in a Web Worker of its own, which ends with the answer or when `signal` aborts. Rejects with the
 * signal's reason, or an error when the worker cannot run.
 */
export async function describeInWorker(link: LinkSpec, signal: AbortSignal): Promise<DescribedLink> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./link-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<DescribedLink>((done, failed) => {
      signal.addEventListener('abort', () => failed(signal.reason as Error), { once: true });
      worker.addEventListener('error', ({ message }) => failed(new Error(message)), { once: true });
      wrap<LinkWorker>(worker).describeLink(link).then(done, failed);
    });
  } finally {
    worker.terminate();
  }
}
