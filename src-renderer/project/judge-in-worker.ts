import { wrap } from 'comlink';
import type { CollectedRuns } from '@shared/expectations/collect-runs';
import type { ExpectationReport } from '@shared/expectations/report';
import type { ProjectDocuments } from '@shared/model/project';
import type { JudgeWorker } from './judge-worker';

/** Compares a study with its expectations beside the page: hundreds of runs to be judged take seconds. */
export async function judgeInWorker(
  documents: ProjectDocuments,
  collected: CollectedRuns,
): Promise<readonly ExpectationReport[]> {
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module' });
  try {
    const failed = new Promise<never>((_done, fail) => {
      worker.addEventListener('error', ({ message }) => fail(new Error(message)), { once: true });
    });
    return await Promise.race([wrap<JudgeWorker>(worker).judge(documents, collected), failed]);
  } finally {
    worker.terminate();
  }
}
