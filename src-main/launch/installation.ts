import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the parts of this Grassflow lie, from sources, from a build or from a package alike. */
export interface Installation {
  /** Folder of Grassflow's package.json. */
  readonly root: string;
  readonly version: string;
  /** Built entry of the solver process. */
  readonly solverEntry: string;
  /** Built page. */
  readonly rendererFolder: string;
  /** Built preload script, CommonJS. */
  readonly preloadEntry: string;
  /** Examples, fonts and reference cases: files of the disk also where the rest lies in an archive. */
  readonly resourcesFolder: string;
}

/**
 * The installation that `from` (a folder inside it, usually `import.meta.dirname`) belongs to. Throws when no folder
 * above holds Grassflow's package.json.
 */
export function locateInstallation(from: string): Installation {
  for (let folder = from; ; folder = dirname(folder)) {
    const version = grassflowVersion(join(folder, 'package.json'));
    if (version !== null) {
      return {
        root: folder,
        version,
        solverEntry: join(folder, 'out', 'main', 'solver.js'),
        rendererFolder: join(folder, 'out', 'renderer'),
        preloadEntry: join(folder, 'out', 'preload', 'index.cjs'),
        resourcesFolder: join(unpackedPart(folder), 'resources'),
      };
    }
    if (folder === dirname(folder)) throw new Error(`${from} is not inside a Grassflow installation.`);
  }
}

/** What a packaged application keeps beside its archive, because others than Node read it. */
function unpackedPart(root: string): string {
  return root.endsWith('.asar') ? `${root}.unpacked` : root;
}

function grassflowVersion(packagePath: string): string | null {
  if (!existsSync(packagePath)) return null;
  const content = JSON.parse(readFileSync(packagePath, 'utf8')) as { name?: unknown; version?: unknown };
  return content.name === 'grassflow' && typeof content.version === 'string' ? content.version : null;
}
