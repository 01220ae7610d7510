import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '@shared/contract/errors';
import type { RunRow } from '@shared/contract/run-listing';
import type { RunRecord } from '@shared/model/run';
import type { AskWorker } from '@renderer/analyse/ask-worker';
import { readItineraries } from '@renderer/analyse/itinerary-work';
import { landscapeView } from '@renderer/analyse/landscape-view';
import { showLandscape } from '@renderer/analyse/landscape-work';
import { runRow } from '../ensembles/run-rows';

const runs = [runRow({ seed: 1 }), runRow({ seed: 2 }), runRow({ seed: 3 })];
const landscape = {
  key: 'one',
  name: () => 'One direction, planted',
  linkId: 'link',
  link: { r: 1, terms: [{ beta: [2], c: 1 }] },
  flow: { kind: 'planted', metric: 'embedded' },
  studentWidth: 1,
  runs,
} as const;

/** A worker that is here: it answers what the real one would. */
const ask: AskWorker = (question) =>
  question({
    landscapeView: async (input: Parameters<typeof landscapeView>[0]) => landscapeView(input),
  } as never);

/** Answers records of all runs but the second, of which `error` is told. */
function readingFails(error: unknown): (runId: string) => Promise<RunRecord> {
  const samples = {
    t: Float64Array.of(0, 1, 2),
    loss: Float64Array.of(1, 0.5, 0.1),
    overlap: Float64Array.of(0, 0.5, 0.9),
  };
  return async (runId) => {
    if (runId === runs[1]?.runId) throw error;
    return { samples } as unknown as RunRecord;
  };
}

const names = (list: readonly { readonly run: RunRow; readonly why: string }[]) =>
  list.map(({ run, why }) => [run.spec.start.kind === 'haar' ? run.spec.start.seed : null, why]);

describe('runs that cannot be read', () => {
  const damaged = new WorkbenchError('storage', 'The file of the run is damaged.', 'Compute it again.');

  it('are left out of a landscape and named', async () => {
    const progress: number[] = [];
    const found = await showLandscape(
      { landscape, scale: 1, runs },
      readingFails(damaged),
      ask,
      (done, total) => progress.push(done / total),
    );
    expect(found.runs).toEqual([runs[0], runs[2]]);
    expect(found.view.kind === 'angle' && found.view.trajectories.map(({ runId }) => runId)).toEqual([
      runs[0]?.runId,
      runs[2]?.runId,
    ]);
    expect(names(found.undrawn)).toEqual([[2, 'The file of the run is damaged.']]);
    expect(progress).toEqual([0.25, 0.5, 0.75]);
  });

  it('are left out of itineraries and named', async () => {
    const rules = { sameLoss: 0.01, plateauRate: 1e-3 };
    const answer = { itinerary: { stops: [] }, signal: 1 };
    const reads: AskWorker = (question) => question({ readItinerary: async () => answer } as never);
    const found = await readItineraries({ landscape, rules }, readingFails(damaged), reads, () => undefined);
    expect(found.read.map(({ run }) => run)).toEqual([runs[0], runs[2]]);
    expect(names(found.unread)).toEqual([[2, 'The file of the run is damaged.']]);
  });

  it('for want of a connection end the work, to be asked again', async () => {
    const lost = new WorkbenchError('connection-lost', 'The connection was lost.', 'Wait.');
    const showing = showLandscape({ landscape, scale: 1, runs }, readingFails(lost), ask, () => undefined);
    await expect(showing).rejects.toBe(lost);
  });
});
