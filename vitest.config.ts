import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

const STORIES = 'tests/stories/**/*.test.ts';
const story = (name: string): string => `tests/stories/${name}.test.ts`;

/** Stories of what only a host has: native dialogs and a window of its own; paths chosen in the page and a network. */
const ONLY_DESKTOP = [story('desktop')];
const ONLY_WEB = ['accessibility', 'connection', 'figure', 'projects', 'restart'].map(story);
/** Stories of the page alone, long ones: told on one host. */
const ONLY_ONCE = [
  'analyse',
  'compare',
  'ensembles-accessibility',
  'failed-runs',
  'gallery',
  'help',
  'interrupted-sweep',
  'sweep',
  'zoom',
].map(story);

/** Stories on one host. Each has a browser, a host and solvers of its own: one after the other, when the rest is done. */
function stories(name: string, host: 'web' | 'stand-in' | 'electron', groupOrder: number) {
  return {
    extends: true as const,
    test: {
      name,
      include: [STORIES],
      exclude: host === 'web' ? ONLY_DESKTOP : [...ONLY_WEB, ...ONLY_ONCE],
      env: { GRASSFLOW_STORY_HOST: host },
      fileParallelism: false,
      sequence: { groupOrder },
    },
  };
}

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
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['tests/**/*.test.ts'],
          exclude: [STORIES],
          setupFiles: ['tests/property-seed.ts'],
        },
      },
      stories('stories', 'web', 1),
      stories('stories on the stand-in for Electron', 'stand-in', 2),
      // Set by `npm test` where there is an Electron runtime.
      ...(process.env.GRASSFLOW_STORIES_ON_ELECTRON === 'yes'
        ? [stories('stories on Electron', 'electron', 3)]
        : []),
    ],
  },
});
