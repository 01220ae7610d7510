import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const alias = {
  '@shared': resolve(root, 'src-shared'),
  '@main': resolve(root, 'src-main'),
  '@renderer': resolve(root, 'src-renderer'),
};

/** Aliases of what runs in Node. */
const nodeAlias = [
  ...Object.entries(alias).map(([find, replacement]) => ({ find, replacement })),
  // fflate's build for Node declares a `require` of its own, which collides with the one electron-vite adds.
  { find: /^fflate$/, replacement: 'fflate/browser' },
];

export default defineConfig({
  main: {
    resolve: { alias: nodeAlias },
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          electron: resolve(root, 'src-main/electron/index.ts'),
          solver: resolve(root, 'src-main/solver/index.ts'),
          cli: resolve(root, 'src-main/cli/index.ts'),
          launch: resolve(root, 'src-main/launch/index.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file with nothing external but electron.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve(root, 'src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    // Relative, so that the same build is served by app:// and by the loopback server.
    base: './',
    resolve: { alias },
    plugins: [vue()],
    build: {
      outDir: 'out/renderer',
      rollupOptions: { input: { index: resolve(root, 'src-renderer/index.html') } },
    },
  },
});
