import { createHash, hash } from 'node:crypto';
import type { RunSpec } from '@shared/model/run';
import { ENGINE_VERSION } from '@shared/numerics/engine-version';
import { canonicalJson } from './canonical-json';

/** Form of every run id: a SHA-256 in hexadecimal. */
export const RUN_ID = /^[0-9a-f]{64}$/;

/**
 * Identity of a run: SHA-256 of its resolved spec and the engine version, in hexadecimal. The order of keys does not
 * matter; any number does.
 */
export function runId(spec: RunSpec, engineVersion: string = ENGINE_VERSION): string {
  return hash('sha256', canonicalJson({ engineVersion, spec }));
}

/** Stands for the start in the text of a family; no other field of a spec can hold it. */
const START_MARK = '"start":{"kind":"haar","seed":0}';

/**
 * The ids of the runs that differ from `spec` by the seed of their Haar start only: `runId` of each, without writing and
 * hashing the rest again.
 */
export function runIdOfSeed(spec: RunSpec): (seed: number) => string {
  const text = canonicalJson({
    engineVersion: ENGINE_VERSION,
    spec: { ...spec, start: { kind: 'haar', seed: 0 } },
  });
  const mark = text.lastIndexOf(START_MARK);
  const head = createHash('sha256').update(text.slice(0, mark));
  const tail = text.slice(mark + START_MARK.length);
  return (seed) =>
    head
      .copy()
      .update(`"start":${canonicalJson({ kind: 'haar', seed })}${tail}`)
      .digest('hex');
}
