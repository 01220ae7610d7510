import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { VersionControl } from '@shared/contract/project-state';

/**
 * Branch and commit that a folder is checked out at, read from git's own files; null where it is in no repository or they
 * cannot be understood. Never throws, starts no program.
 */
export async function versionControlOf(folder: string): Promise<VersionControl | null> {
  try {
    const gitFolder = await findGitFolder(resolve(folder));
    return gitFolder === null ? null : await readHead(gitFolder);
  } catch {
    return null;
  }
}

/** The `.git` folder of the repository around a folder, also of a linked worktree. */
async function findGitFolder(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, '.git');
    const found = await stat(candidate).catch(() => null);
    if (found?.isDirectory() === true) return candidate;
    if (found?.isFile() === true) {
      const [, path] = /^gitdir: (.+)$/m.exec(await readFile(candidate, 'utf8')) ?? [];
      if (path !== undefined) return isAbsolute(path) ? path : resolve(at, path);
    }
    if (at === dirname(at)) return null;
  }
}

async function readHead(gitFolder: string): Promise<VersionControl | null> {
  const head = (await readFile(join(gitFolder, 'HEAD'), 'utf8')).trim();
  const [, ref] = /^ref: (refs\/\S+)$/.exec(head) ?? [];
  if (ref === undefined) return isCommit(head) ? { branch: null, commit: head } : null;
  return { branch: ref.replace(/^refs\/heads\//, ''), commit: await commitOf(gitFolder, ref) };
}

/** The commit a reference stands for; null before the first commit. A worktree has its references in the common folder. */
async function commitOf(gitFolder: string, ref: string): Promise<string | null> {
  const common = await readFile(join(gitFolder, 'commondir'), 'utf8').catch(() => '.');
  const folder = resolve(gitFolder, common.trim());
  const loose = await readFile(join(folder, ref), 'utf8').catch(() => '');
  if (isCommit(loose.trim())) return loose.trim();
  const packed = await readFile(join(folder, 'packed-refs'), 'utf8').catch(() => '');
  const line = packed.split('\n').find((entry) => entry.endsWith(` ${ref}`));
  const commit = line?.split(' ')[0] ?? '';
  return isCommit(commit) ? commit : null;
}

function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
