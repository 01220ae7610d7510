import type { RunMeta, RunSpec } from '@shared/model/run';

/**
 * Canonical text of a resolved run: equal texts, equal runs (of one engine version). Fields are sorted, so that specs
 * read from a file and specs resolved here compare equal.
 */
export function runKey(spec: RunSpec): string {
  return JSON.stringify(spec, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** The sealed run of exactly this spec and engine; undefined when there is none. */
export function findSealedRun(
  runs: readonly RunMeta[],
  spec: RunSpec,
  engineVersion: string,
): RunMeta | undefined {
  const key = runKey(spec);
  return runs.find((meta) => meta.engineVersion === engineVersion && runKey(meta.spec) === key);
}
