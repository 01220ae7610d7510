import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const PAGE_FOLDER = join(import.meta.dirname, '..', 'page');
const GLOBAL = 'electronStandIn';

/** The text of a script of the page folder as one self-contained script. */
async function bundle(name: 'main-world' | 'isolated-world'): Promise<string> {
  const results = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(PAGE_FOLDER, `${name}.ts`), formats: ['iife'], name: GLOBAL, fileName: name },
    },
  });
  const [result] = Array.isArray(results) ? results : [results];
  if (result === undefined || !('output' in result)) throw new Error(`${name} was not built`);
  return result.output[0].code;
}

let bundles: Promise<readonly [string, string]> | null = null;

/** Scripts for every new document of a window, in this order: one for the page's world, one for the preload's. */
export async function pageScripts(
  preload: string,
): Promise<{ readonly mainWorld: string; readonly isolatedWorld: string }> {
  bundles ??= Promise.all([bundle('main-world'), bundle('isolated-world')]);
  const [mainWorld, isolatedWorld] = await bundles;
  const source = await readFile(preload, 'utf8');
  return {
    mainWorld,
    // The preload is part of the script: the page's policy forbids the evaluation of text in every world.
    isolatedWorld: `(() => {${isolatedWorld}\n${GLOBAL}.runPreload(function (require, module, exports) {\n${source}\n});})();`,
  };
}
