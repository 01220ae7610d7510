import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What a build is made from: folders are taken whole. */
const SOURCES = [
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'src-main',
  'src-renderer',
  'src-shared',
];

/** Hash of every source of the build: names and contents, so that checking out another version counts and a touch does not. */
export function hashSources(root: string): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesBelow(join(root, source)))) {
    hash.update(relative(root, path).split(sep).join('/')).update('\0');
    hash.update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Inside a folder that every build empties, so that a stamp never outlives what it was written for. */
const stampPath = (root: string): string => join(root, 'out', 'main', 'sources.sha256');

/** Whether `out/` was built from sources with this hash. */
export function isBuilt(root: string, sourcesHash: string): boolean {
  const stamp = stampPath(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesHash;
}

/** Notes what `out/` was built from. */
export function writeBuildStamp(root: string, sourcesHash: string): void {
  writeFileSync(stampPath(root), sourcesHash);
}
