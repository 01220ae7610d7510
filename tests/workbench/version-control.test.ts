import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { versionControlOf } from '@main/workbench/project/version-control';
import { temporaryFolder } from '../files/temporary-folder';

/** Runs git in a folder, with nothing of the user's settings. */
function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim();
}

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    console.log('Skipped: git is not installed.');
    return false;
  }
}

describe.runIf(hasGit())('where a project is checked out', () => {
  async function repository(): Promise<{ root: string; project: string }> {
    const root = await temporaryFolder();
    git(root, 'init', '-q', '-b', 'paper/v1');
    const project = join(root, 'studies', 'a.grassflow');
    await mkdir(project, { recursive: true });
    return { root, project };
  }

  async function commit(root: string): Promise<string> {
    await writeFile(join(root, 'file'), String(Math.random()));
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'x');
    return git(root, 'rev-parse', 'HEAD');
  }

  it('is its branch and commit, loose or packed, with branches named like paths', async () => {
    const { root, project } = await repository();
    expect(await versionControlOf(project)).toEqual({ branch: 'paper/v1', commit: null });
    const first = await commit(root);
    expect(await versionControlOf(project)).toEqual({ branch: 'paper/v1', commit: first });
    git(root, 'pack-refs', '--all');
    expect(await versionControlOf(project)).toEqual({ branch: 'paper/v1', commit: first });
  });

  it('is the commit alone where no branch is checked out', async () => {
    const { root, project } = await repository();
    const first = await commit(root);
    git(root, 'checkout', '-q', '--detach');
    expect(await versionControlOf(project)).toEqual({ branch: null, commit: first });
  });

  it('is that of a linked worktree', async () => {
    const { root } = await repository();
    const first = await commit(root);
    const linked = join(await temporaryFolder(), 'linked');
    git(root, 'worktree', 'add', '-q', '-b', 'other', linked);
    expect(await versionControlOf(linked)).toEqual({ branch: 'other', commit: first });
  });

  it('is unknown outside of a repository and where its files are damaged', async () => {
    const { root, project } = await repository();
    await writeFile(join(root, '.git', 'HEAD'), 'nonsense');
    expect(await versionControlOf(project)).toBeNull();
    await rm(join(root, '.git'), { recursive: true });
    expect(await versionControlOf(project)).toBeNull();
  });
});
