import { stat } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';

/** The file is no archive that may be unpacked; the message says why. */
export class RefusedArchiveError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = 'RefusedArchiveError';
  }
}

/** A file in an archive. */
export interface ArchiveEntry {
  /** Its path in the archive, parts joined by `/`; relative and without `..`. */
  readonly name: string;
  /** Its length in bytes when it is unpacked. */
  readonly size: number;
}

/** An archive open for reading. */
export interface Archive {
  /** Its files; folders are not listed. */
  readonly entries: readonly ArchiveEntry[];
  /** The bytes of a file: they end with an error when they are not as many, or not those, that were announced. */
  read(entry: ArchiveEntry): Promise<Readable>;
  close(): void;
}

/** More files than this are taken for an attack: a project of 100,000 runs has about as many. */
const MOST_FILES = 250_000;

/** Projects shrink to about two thirds; what grows more than this is made to fill a disk. */
const MOST_EXPANSION = 200;

/** Small archives may grow more: a thousand lines of JSON alike are no attack. */
const EXPANSION_ALLOWANCE = 2 ** 26;

const FILE_TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * Opens a zip file and looks through its whole table of contents before anything is unpacked: every name stays inside and
 * is there once on every system, nothing is a link or encrypted, no two files share their bytes, and all together they
 * are not out of proportion.
 * @throws RefusedArchiveError; errors of the file system
 */
export async function openArchive(path: string): Promise<Archive> {
  const { size } = await stat(path);
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(
    (error: unknown) => {
      throw refusal(error);
    },
  );
  try {
    const entries = await checkedEntries(zip, size);
    return {
      entries: [...entries.values()].map(({ fileName, uncompressedSize }) => ({
        name: fileName,
        size: uncompressedSize,
      })),
      async read({ name }) {
        const entry = entries.get(name);
        if (entry === undefined) throw new RangeError(`the archive has no file "${name}"`);
        const content = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
          throw refusal(error);
        });
        return verified(content, entry);
      },
      close: () => {
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function checkedEntries(zip: ZipFile, archiveSize: number): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_FILES) throw new RefusedArchiveError(`it holds ${zip.entryCount} files`);
  const entries = new Map<string, Entry>();
  const names = new Set<string>();
  let packed = 0;
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      refuseStrange(entry);
      // Two names that one system takes for the same would overwrite each other there.
      const folded = entry.fileName.normalize('NFC').toLowerCase();
      if (names.has(folded)) throw new RefusedArchiveError(`it holds "${entry.fileName}" twice`);
      names.add(folded);
      entries.set(entry.fileName, entry);
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
    }
  } catch (error) {
    throw refusal(error);
  }
  if (packed > archiveSize) throw new RefusedArchiveError('several of its files share their bytes');
  if (unpacked > archiveSize * MOST_EXPANSION + EXPANSION_ALLOWANCE) {
    throw new RefusedArchiveError(`it would grow from ${archiveSize} to ${unpacked} bytes`);
  }
  return entries;
}

function refuseStrange(entry: Entry): void {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  if (type === SYMBOLIC_LINK) throw new RefusedArchiveError(`"${entry.fileName}" is a link`);
  if (entry.isEncrypted()) throw new RefusedArchiveError(`"${entry.fileName}" is encrypted`);
  if (!entry.canDecodeFileData()) {
    throw new RefusedArchiveError(`"${entry.fileName}" is compressed in a way that is not known`);
  }
}

/** The bytes with their checksum verified at the end; yauzl itself verifies their number. */
function verified(content: Readable, { fileName, crc32: expected }: Entry): Readable {
  let checksum = 0;
  const check = new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      checksum = crc32(chunk, checksum);
      next(null, chunk);
    },
    flush(next) {
      next(
        checksum === expected ? null : new RefusedArchiveError(`"${fileName}" does not match its checksum`),
      );
    },
  });
  content.on('error', (error: Error) => check.destroy(refusal(error)));
  return content.pipe(check);
}

function refusal(error: unknown): RefusedArchiveError {
  if (error instanceof RefusedArchiveError) return error;
  return new RefusedArchiveError(error instanceof Error ? error.message : String(error), error);
}
