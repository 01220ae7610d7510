import { createHash } from 'node:crypto';
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
  return createHash('sha256').update(canonicalJson({ engineVersion, spec })).digest('hex');
}
