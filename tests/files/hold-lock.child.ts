import { acquireFolderLock } from '@main/files/folder-lock';

const attempt = await acquireFolderLock(process.argv[2] ?? '');
process.send?.(attempt.kind);
// Alive until it is killed, or the parent goes away.
process.once('disconnect', () => process.exit());
