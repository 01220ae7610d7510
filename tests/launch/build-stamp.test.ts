import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashSources, isBuilt, writeBuildStamp } from '@main/launch/build-stamp';

describe('the build stamp', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'grassflow-stamp-'));
    for (const folder of ['src-main/cli', 'src-renderer', 'src-shared', 'out/main']) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    for (const file of [
      'electron.vite.config.ts',
      'package.json',
      'package-lock.json',
      'tsconfig.base.json',
      'src-main/cli/index.ts',
    ]) {
      writeFileSync(join(root, file), file);
    }
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('asks for a build until one was made from the same sources', () => {
    const hash = hashSources(root);
    expect(isBuilt(root, hash)).toBe(false);
    writeBuildStamp(root, hash);
    expect(isBuilt(root, hashSources(root))).toBe(true);
  });

  it('notices a changed, renamed and new file, but not a new time stamp', () => {
    const before = hashSources(root);
    utimesSync(join(root, 'package.json'), new Date(0), new Date(0));
    expect(hashSources(root)).toBe(before);

    writeFileSync(join(root, 'src-renderer', 'App.vue'), '');
    const withNew = hashSources(root);
    expect(withNew).not.toBe(before);

    writeFileSync(join(root, 'src-main/cli/index.ts'), 'changed');
    expect(hashSources(root)).not.toBe(withNew);
  });
});
