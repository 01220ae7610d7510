import { hash } from 'node:crypto';
import { encodeNpz, readNpz, type StoredMembers } from '@main/files/npz/npz';
import { numbersOf, type NpzArray, type StoredArray } from '@main/files/npz/npy';
import type { RunMeta, RunOutcome, RunRecord, RunSamples, RunSpec } from '@shared/model/run';
import { parseRunMeta } from '@shared/model/run-schema';
import { ENGINE_VERSION } from '@shared/numerics/engine-version';
import { documentJson } from './canonical-json';
import { runId } from './run-id';

/** The bytes are not a sound run; the message says why. */
export class DamagedRunError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = 'DamagedRunError';
  }
}

const META_MEMBER = 'meta.json';

/** Names of the arrays in the file, by field of RunSamples. */
const ARRAY_NAMES = {
  t: 't',
  loss: 'loss',
  gradientNorm: 'gradient_norm',
  singularValues: 'singular_values',
  overlap: 'overlap',
} as const satisfies Record<keyof RunSamples, string>;

const FIELDS = Object.keys(ARRAY_NAMES) as (keyof RunSamples)[];

/** What a finished run of this engine says of itself: the solver's answer, with its identity. */
export function metaOfRun(spec: RunSpec, outcome: RunOutcome, id: string = runId(spec)): RunMeta {
  return { schema: 1, runId: id, engineVersion: ENGINE_VERSION, spec, ...outcome };
}

/** The record of a finished run of this engine. */
export function recordOfRun(spec: RunSpec, outcome: RunOutcome, samples: RunSamples): RunRecord {
  return { meta: metaOfRun(spec, outcome), samples };
}

/** Shape of each array of a run with n samples (see RunSamples). */
function shapesOf(spec: RunSpec, n: number): Record<keyof RunSamples, readonly number[]> {
  const r = spec.link.r;
  const q = spec.studentWidth;
  return { t: [n], loss: [n], gradientNorm: [n], singularValues: [n, Math.min(r, q)], overlap: [n, r, q] };
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function checksum(data: Uint8Array): string {
  return hash('sha256', data);
}

/**
 * A run as the bytes of its `.npz`: `meta.json` (RunMeta and a SHA-256 of each array's numbers), then the arrays t,
 * loss, gradient_norm, singular_values, overlap. Equal records give equal bytes.
 * @throws RangeError when samples do not fit the spec or the meta data hold a number JSON cannot.
 */
export function encodeRun(record: RunRecord): Uint8Array {
  const { meta, samples } = record;
  const shapes = shapesOf(meta.spec, samples.t.length);
  const checksums = Object.fromEntries(
    FIELDS.map((field) => [ARRAY_NAMES[field], checksum(bytesOf(samples[field]))]),
  );
  const members = new Map<string, NpzArray | Uint8Array>();
  members.set(META_MEMBER, new TextEncoder().encode(documentJson({ ...meta, checksums })));
  for (const field of FIELDS) {
    members.set(ARRAY_NAMES[field], { shape: shapes[field], values: samples[field] });
  }
  return encodeNpz(members);
}

/**
 * What the run in the bytes of a `.npz` written by `encodeRun` says of itself: every array, its shape and checksum, and the
 * run's identity verified. Runs of other engine versions are read as well.
 * @throws DamagedRunError
 */
export function readMetaOfRun(bytes: Uint8Array): RunMeta {
  return verified(bytes).meta;
}

/** The run in the bytes of its file, verified as by `readMetaOfRun`. @throws DamagedRunError */
export function decodeRun(bytes: Uint8Array): RunRecord {
  const { meta, arrays } = verified(bytes);
  const samples = Object.fromEntries(FIELDS.map((field) => [field, numbersOf(arrays[field])]));
  return { meta, samples: samples as Record<keyof RunSamples, Float64Array> };
}

type StoredSamples = Readonly<Record<keyof RunSamples, StoredArray>>;

function verified(bytes: Uint8Array): { meta: RunMeta; arrays: StoredSamples } {
  try {
    const members = readNpz(bytes);
    const { meta, checksums } = readMeta(members);
    if (runId(meta.spec, meta.engineVersion) !== meta.runId) {
      throw new DamagedRunError('its id does not belong to its specification');
    }
    return { meta, arrays: verifiedArrays(members, meta, checksums) };
  } catch (error) {
    if (error instanceof DamagedRunError) throw error;
    throw new DamagedRunError(error instanceof Error ? error.message : String(error), error);
  }
}

function readMeta(members: StoredMembers): { meta: RunMeta; checksums: Readonly<Record<string, unknown>> } {
  const member = members.get(META_MEMBER);
  if (!(member instanceof Uint8Array)) throw new DamagedRunError(`"${META_MEMBER}" is missing`);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(member);
  const { checksums, ...meta } = JSON.parse(text) as Record<string, unknown>;
  if (checksums === null || typeof checksums !== 'object') throw new DamagedRunError('it holds no checksums');
  return { meta: parseRunMeta(meta), checksums: checksums as Readonly<Record<string, unknown>> };
}

function verifiedArrays(
  members: StoredMembers,
  meta: RunMeta,
  checksums: Readonly<Record<string, unknown>>,
): StoredSamples {
  const arrays = {} as Record<keyof RunSamples, StoredArray>;
  for (const field of FIELDS) {
    const name = ARRAY_NAMES[field];
    const member = members.get(name);
    if (member === undefined || member instanceof Uint8Array)
      throw new DamagedRunError(`array "${name}" is missing`);
    const samples = (field === 't' ? member : arrays.t).shape[0] ?? 0;
    const expected = shapesOf(meta.spec, samples)[field].join(' × ');
    if (member.shape.join(' × ') !== expected) {
      throw new DamagedRunError(`array "${name}" is ${member.shape.join(' × ')}, expected ${expected}`);
    }
    if (checksum(member.data) !== checksums[name]) {
      throw new DamagedRunError(`array "${name}" does not match its checksum`);
    }
    arrays[field] = member;
  }
  return arrays;
}
