import { readFile } from 'node:fs/promises';
import type { RunMeta } from '@shared/model/run';
import { decodeSummaries, encodeSummaries } from './summary-file';

/** Size in bytes and time of the last change (milliseconds since the epoch) by which a file is known again. */
export interface FileStamp {
  readonly size: number;
  readonly modified: number;
}

/** What files of runs with curves say of themselves, as they were when they were last read whole; by run id. */
export type CurveIndex = ReadonlyMap<string, { readonly stamp: FileStamp; readonly meta: RunMeta }>;

/** Name of the index below the cache folder of a project. */
export const CURVE_INDEX_FILE = 'curves.jsonl';

/** The text of an index: the stamps of the files in the first line, then their runs as summaries. */
export function encodeCurveIndex(index: CurveIndex): string {
  const entries = [...index.values()];
  const files = entries.map(({ meta, stamp }) => [meta.runId, stamp.size, stamp.modified]);
  return `${JSON.stringify(files)}\n${encodeSummaries(entries.map(({ meta }) => meta))}`;
}

/** The index in a file; what cannot be read or is not sound is not in it. */
export async function readCurveIndex(path: string): Promise<CurveIndex> {
  const index = new Map<string, { stamp: FileStamp; meta: RunMeta }>();
  try {
    const content = await readFile(path, 'utf8');
    const end = content.indexOf('\n');
    const stamps = new Map(
      (JSON.parse(content.slice(0, end)) as [string, number, number][]).map(([id, size, modified]) => [
        id,
        { size, modified },
      ]),
    );
    for (const meta of decodeSummaries(content.slice(end + 1)).metas) {
      const stamp = stamps.get(meta.runId);
      if (stamp !== undefined) index.set(meta.runId, { stamp, meta });
    }
  } catch {
    // There is none, or it is of no use: the files themselves are read.
  }
  return index;
}
