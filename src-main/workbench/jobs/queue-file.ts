import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobFailure, JobStatus } from '@shared/contract/job';
import * as v from 'valibot';
import { CACHE_FOLDER } from '../project/project-layout';
import { documentJson } from '../runs/canonical-json';
import { RUN_ID } from '../runs/run-id';

/** How a sweep of the queue stood when its project was last open. */
export interface SavedSweep {
  readonly sweepId: string;
  readonly status: Extract<JobStatus, 'paused' | 'done' | 'cancelled'>;
  /** As counted then. */
  readonly runs: number;
  readonly sealed: number;
  readonly failed: readonly { readonly runId: string; readonly failure: JobFailure }[];
}

/** Name of the file below the cache folder of a project. */
export const QUEUE_FILE = 'queue.json';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const failureSchema: v.GenericSchema<unknown, JobFailure> = v.strictObject({
  reason: v.picklist(['error', 'lost', 'out-of-memory', 'killed', 'storage']),
  message: v.string(),
  remedy: v.string(),
  outputTail: v.string(),
});

const queueSchema = v.strictObject({
  schema: v.literal(1),
  sweeps: v.array(
    v.strictObject({
      sweepId: v.string(),
      status: v.picklist(['paused', 'done', 'cancelled']),
      runs: count,
      sealed: count,
      failed: v.array(v.strictObject({ runId: v.pipe(v.string(), v.regex(RUN_ID)), failure: failureSchema })),
    }),
  ),
});

/** The sweeps of the queue when the project in `folder` was last open; none where nothing readable is there. */
export async function readQueueFile(folder: string): Promise<readonly SavedSweep[]> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, CACHE_FOLDER, QUEUE_FILE), 'utf8'));
    return v.parse(queueSchema, value).sweeps;
  } catch {
    return [];
  }
}

/** The text of the file that keeps the sweeps of the queue (see `readQueueFile`). */
export function encodeQueue(sweeps: readonly SavedSweep[]): string {
  return documentJson({ schema: 1, sweeps });
}
