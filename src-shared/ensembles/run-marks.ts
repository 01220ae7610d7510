import type { RunMarks } from '../model/project';

/** Tags of each run that has any. */
export function tagsOfRuns({ tags }: Pick<RunMarks, 'tags'>): ReadonlyMap<string, readonly string[]> {
  const tagsOf = new Map<string, string[]>();
  for (const { tag, runIds } of tags) {
    for (const runId of runIds) {
      const known = tagsOf.get(runId) ?? [];
      known.push(tag);
      tagsOf.set(runId, known);
    }
  }
  return tagsOf;
}
