import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'vite';

/** Beside the packages that the bundles import. */
const OUT = 'node_modules/.cache/grassflow-bench';

/**
 * Bundles a script of this folder as the shipped programs are, and runs it: the loader that runs sources directly makes
 * the engine a third slower and lets it allocate. Throws when it fails.
 */
export async function runBundled(name: string): Promise<void> {
  const root = resolve(import.meta.dirname, '..');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, `${name}.ts`),
      outDir: OUT,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
    },
    ssr: { noExternal: true },
  });
  const { status } = spawnSync(process.execPath, [resolve(root, OUT, `${name}.js`)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`bench/${name}.ts ended with status ${status}`);
}
