import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBuiltProgram } from '../launch/running-program';
import { goTo, runView } from './run-view';
import { beginStory } from './story';

/** Two directions of different exponents from a start drawn by seed, under three flows. */
const STUDY = {
  target: {
    id: 'ladder',
    name: 'Ladder',
    link: {
      kind: 'hermite',
      r: 2,
      terms: [
        { beta: [2, 0], c: 0.8 },
        { beta: [0, 3], c: 0.6 },
      ],
    },
  },
  experiment: {
    id: 'climb',
    name: 'Climb',
    targetId: 'ladder',
    dimension: 5000,
    studentWidth: null,
    start: { kind: 'haar', seed: 11 },
    flows: [
      { kind: 'planted', metric: 'embedded' },
      { kind: 'two-timescale' },
      { kind: 'joint', metric: 'canonical', epsilon: 0.1, initialLink: { kind: 'fitted' } },
    ],
    relativeTolerance: 1e-9,
    horizon: 1e7,
    thresholds: { overlapLevels: [Math.SQRT1_2], plateauRate: 0.01, settledFraction: 1e-10 },
  },
};

let folder = '';
/** The study as the command line has computed it. */
let reference = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grassflow-same-'));
  await writeFile(join(folder, 'study.json'), JSON.stringify(STUDY));
  const program = startBuiltProgram('cli', ['run', 'study.json'], folder);
  expect([await program.exit, program.stderr().includes('failed')]).toEqual([0, false]);
  reference = join(folder, 'study.grassflow');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The sealed runs of a project by name, as text. */
async function runsOf(project: string): Promise<Readonly<Record<string, string>>> {
  const runs = join(project, 'runs');
  const names = (await readdir(runs, { recursive: true })).filter((name) => name.endsWith('.npz')).sort();
  const files = names.map(async (name) => [name, await readFile(join(runs, name), 'base64')] as const);
  return Object.fromEntries(await Promise.all(files));
}

it('gives the same bytes in this host as on the command line', async () => {
  const story = await beginStory({
    async makeProject(place) {
      const project = join(place, 'study.grassflow');
      await cp(reference, project, { recursive: true });
      await rm(join(project, 'runs'), { recursive: true });
      await rm(join(project, 'cache'), { recursive: true, force: true });
      return project;
    },
  });
  try {
    const { page } = story;
    await page
      .getByRole('button', { name: /project menu$/ })
      .filter({ hasText: 'study' })
      .waitFor();
    await goTo(page, 'Run');
    const project = join(story.folder, 'study.grassflow');
    expect(await readdir(project)).not.toContain('runs');
    await runView(page).run.click();
    const expected = await runsOf(reference);
    expect(Object.keys(expected)).toHaveLength(STUDY.experiment.flows.length);
    await expect
      .poll(async () => Object.keys(await runsOf(project).catch(() => ({}))), { timeout: 60_000 })
      .toEqual(Object.keys(expected));
    expect(await runsOf(project)).toEqual(expected);
  } finally {
    await story.end();
  }
});
