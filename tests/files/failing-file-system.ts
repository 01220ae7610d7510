import { nodeFileSystem, type FileSystem } from '@main/files/file-system';

/** An error as the system reports it. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: as the system says it`), { code, syscall: 'write' });
}

/** The disk, except that nothing can be created or renamed: every such call fails with `code`. */
export function unwritableFileSystem(code: 'EROFS' | 'EACCES'): FileSystem {
  const refuse = (): Promise<never> => Promise.reject(systemError(code));
  return { ...nodeFileSystem, open: refuse, mkdir: refuse, rename: refuse, rm: refuse, unlink: refuse };
}

/** The disk, except that files can be opened but take no bytes, as on a full disk; `isFull` may change meanwhile. */
export function fullFileSystem(isFull: () => boolean = () => true): FileSystem {
  const open: FileSystem['open'] = async (path, flags, mode) => {
    const handle = await nodeFileSystem.open(path, flags, mode);
    if (isFull()) {
      handle.writeFile = async (content) => {
        // Half of it still fits.
        const bytes = Buffer.from(content);
        await handle.write(bytes, 0, bytes.length >> 1);
        throw systemError('ENOSPC');
      };
    }
    return handle;
  };
  return { ...nodeFileSystem, open };
}
