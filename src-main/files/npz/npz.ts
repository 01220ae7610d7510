import { encodeNpy, numbersOf, readNpy, type NpzArray, type StoredArray } from './npy';
import { packStored, unpackStored } from './stored-zip';

/** Members of an npz file by name: arrays (stored as `<name>.npy`), and raw bytes stored under the name itself. */
export type NpzMembers = ReadonlyMap<string, NpzArray | Uint8Array>;

/** The bytes are not an npz file of ours, or are damaged; the message says how. */
export class DamagedNpzError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = 'DamagedNpzError';
  }
}

const ARRAY_SUFFIX = '.npy';

/** What a member may be called: nothing an object already has, nothing a zip could take for a path or put out of order. */
const MEMBER_NAME = /^[a-z][a-z0-9_.]*$/;

/**
 * The members as an uncompressed `.npz` that `numpy.load` opens. Equal members in equal order give equal bytes.
 * @throws RangeError when an array's shape does not fit its values, or a raw member is named like an array, or
 * a name is not lower-case letters, digits, `_` and `.` after a first letter.
 */
export function encodeNpz(members: NpzMembers): Uint8Array {
  const files = new Map<string, Uint8Array>();
  for (const [name, member] of members) {
    if (!MEMBER_NAME.test(name)) throw new RangeError(`"${name}" cannot name a member`);
    if (!(member instanceof Uint8Array)) {
      files.set(name + ARRAY_SUFFIX, encodeNpy(member));
    } else if (name.endsWith(ARRAY_SUFFIX)) {
      throw new RangeError(`raw member "${name}" is named like an array`);
    } else {
      files.set(name, member);
    }
  }
  return packStored(files);
}

/** Members of an npz file as they lie in it, by name. */
export type StoredMembers = ReadonlyMap<string, StoredArray | Uint8Array>;

/**
 * The members of an uncompressed `.npz` of doubles, not copied, verified: magic, dtype '<f8', sizes, checksums.
 * @throws DamagedNpzError
 */
export function readNpz(bytes: Uint8Array): StoredMembers {
  let files: Map<string, Uint8Array>;
  try {
    files = unpackStored(bytes);
  } catch (error) {
    throw new DamagedNpzError(error instanceof Error ? error.message : String(error), error);
  }
  const members = new Map<string, StoredArray | Uint8Array>();
  for (const [name, content] of files) {
    if (!name.endsWith(ARRAY_SUFFIX)) {
      members.set(name, content);
      continue;
    }
    try {
      members.set(name.slice(0, -ARRAY_SUFFIX.length), readNpy(content));
    } catch (error) {
      throw new DamagedNpzError(
        `in "${name}", ${error instanceof Error ? error.message : String(error)}`,
        error,
      );
    }
  }
  return members;
}

/** The members of an npz file, verified as by `readNpz`, with their numbers. @throws DamagedNpzError */
export function decodeNpz(bytes: Uint8Array): Map<string, NpzArray | Uint8Array> {
  return new Map(
    [...readNpz(bytes)].map(([name, member]) => [
      name,
      member instanceof Uint8Array ? member : { shape: member.shape, values: numbersOf(member) },
    ]),
  );
}
