import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

const STORIES = 'tests/stories/**/*.test.ts';

/** Stories of what must be the same in the desktop window, and of what only it has. */
const DESKTOP_STORIES = ['first-start', 'running', 'keyboard', 'desktop'].map(
  (name) => `tests/stories/${name}.test.ts`,
);

export default defineConfig({
  plugins: [vue()],
  resolve: {
    alias: {
      '@shared': resolve(root, 'src-shared'),
      '@main': resolve(root, 'src-main'),
      '@renderer': resolve(root, 'src-renderer'),
    },
  },
  test: {
    // Room for a slow or busy machine: a limit is there to end what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'rooms', include: ['tests/**/*.test.ts'], exclude: [STORIES] } },
      {
        extends: true,
        // Each has a browser, a host and solvers of its own: one after the other, when the rest is done.
        test: { name: 'stories', include: [STORIES], fileParallelism: false, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'stories on the stand-in for Electron',
          include: DESKTOP_STORIES,
          env: { GRASSFLOW_STORY_HOST: 'stand-in' },
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
