import { createReadStream } from 'node:fs';
import { ZipFile } from 'yazl';
import { writeFileAtomically } from '../atomic-write';
import { nodeFileSystem, type FileSystem } from '../file-system';

/** A file of an archive. */
export interface FileToArchive {
  /** Its path in the archive, parts joined by `/`. */
  readonly name: string;
  /** Its bytes, or the path of the file that holds them. */
  readonly content: Uint8Array | string;
}

/** How the writing of an archive is watched. */
export interface ArchiveWatch {
  /** A file's turn has come: so many are there already. */
  readonly onFile?: (done: number) => void;
  /** Stops the writing; nothing is left of it. */
  readonly signal?: AbortSignal;
}

/** The first moment a zip file can name, the same in every time zone: equal files in equal order give equal bytes. */
const UNDATED = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true } as const;

/**
 * Writes files as one compressed zip, atomically; they are read one after the other, so that it may be larger than memory.
 * @throws StorageError when it cannot be written or a file cannot be read; the signal's reason when that stops it
 */
export async function writeArchive(
  path: string,
  files: readonly FileToArchive[],
  fileSystem: FileSystem = nodeFileSystem,
  { onFile, signal }: ArchiveWatch = {},
): Promise<void> {
  const zip = new ZipFile();
  files.forEach(({ name, content }, done) => {
    if (typeof content !== 'string') {
      zip.addBuffer(Buffer.from(content.buffer, content.byteOffset, content.byteLength), name, UNDATED);
      return;
    }
    // Opened when its turn comes, and not before.
    zip.addReadStreamLazy(name, UNDATED, (give) => {
      onFile?.(done);
      const stream = createReadStream(content, signal ? { signal } : {});
      stream.on('error', (error) => zip.emit('error', error));
      give(null, stream);
    });
  });
  zip.end();
  try {
    await writeFileAtomically(path, outputOf(zip), fileSystem);
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  }
}

/** The bytes of a zip; a file that cannot be read ends them with its error. */
function outputOf(zip: ZipFile): AsyncIterable<Uint8Array> {
  const output = zip.outputStream as NodeJS.ReadableStream & { destroy(error: Error): void };
  zip.on('error', (error: Error) => output.destroy(error));
  // It may come before anybody reads; whoever reads then is told.
  output.on('error', () => undefined);
  return output as AsyncIterable<Uint8Array>;
}
