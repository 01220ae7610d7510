/**
 * Compare on a project of 10,000 runs, in the browser host with a real browser: how long until all rows are there and judged,
 * the frames while the table is scrolled by wheel, by keys and in jumps, and how long a sort and a filter take.
 */
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright';
import { nodeFileSystem } from '../src-main/files/file-system';
import { RUNS_FOLDER } from '../src-main/workbench/project/project-layout';
import { writeDocuments } from '../src-main/workbench/project/write-documents';
import { metaOfRun } from '../src-main/workbench/runs/run-file';
import { sealSummaries } from '../src-main/workbench/runs/summary-folder';
import { NO_MARKS } from '../src-shared/model/analysis-schema';
import type { RunOutcome } from '../src-shared/model/run';
import { startRun } from '../src-shared/numerics/run';
import { planSweep } from '../src-shared/numerics/sweep/plan-sweep';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { provideChromium } from '../tests/browser/provide-chromium';
import { goTo } from '../tests/stories/run-view';
import { beginStory } from '../tests/stories/story';
import { projectOpen } from '../tests/stories/study-story';
import { h3Study } from '../tests/study/h3-study';
import { frameTimes, summary, watchPage } from './page-clock';

const DIMENSIONS = { from: 5, to: 9 };
const SEEDS = 1000;
/** Runs of a condition that are computed; the others have their outcomes. */
const COMPUTED = 8;
const TOGETHER = 500;
const REPETITIONS = 5;
/** What a frame may take. */
const FRAME = 32;

process.env[CHROMIUM_VARIABLE] = provideChromium();
const story = await beginStory({ makeProject: makeLargeStudy });
try {
  await measure(story.page);
} finally {
  await story.end();
}

async function measure(page: Page): Promise<void> {
  const table = page.getByTestId('run-table');
  const count = page.getByTestId('run-count');
  await projectOpen(page, 'Separable study');
  await watchPage(page);
  const started = performance.now();
  await goTo(page, 'Compare');
  await count.filter({ hasText: /^\s*(\d+.000) of \1 runs\s*$/ }).waitFor({ timeout: 120_000 });
  console.table([{ what: '10,000 runs there and judged', ms: Math.round(performance.now() - started) }]);

  const box = await table.boundingBox();
  if (!box) throw new Error('the run table is not there');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const scrolls: [string, () => Promise<void>][] = [
    ['wheel', () => turnWheel(page, 400)],
    ['page down, held', () => press(page, 'PageDown', 40)],
    ['jumps through all rows', () => jump(page)],
  ];
  const rows = [];
  for (const [what, act] of scrolls) {
    await table.focus();
    await page.keyboard.press('Home');
    const measured: number[][] = [];
    for (let i = 0; i < REPETITIONS; i++) measured.push(await frameTimes(page, 2000, act));
    const longest = measured.map((frames) => Math.max(...frames));
    const frames = measured.flat();
    rows.push({
      scrolled: what,
      frames: frames.length,
      [`over ${FRAME} ms`]: frames.filter((time) => time > FRAME).length,
      'longest, best of 5': Math.round(Math.min(...longest)),
      'longest, worst of 5': Math.round(Math.max(...longest)),
    });
  }
  console.table(rows);

  const asked: [string, () => Promise<void>][] = [
    ['sort by final loss', () => sortBy(page, 'final loss')],
    ['filter d>=128', () => filter(page, 'd>=128')],
    ['filter taken away', () => filter(page, '')],
  ];
  const times = [];
  for (const [what, act] of asked) {
    const measured: number[] = [];
    for (let i = 0; i < REPETITIONS; i++) {
      const before = performance.now();
      await act();
      measured.push(performance.now() - before);
      if (what === 'filter d>=128' && i < REPETITIONS - 1) await filter(page, '');
      if (what === 'filter taken away' && i < REPETITIONS - 1) await filter(page, 'd>=128');
    }
    times.push({ what, ...summary(measured) });
  }
  console.table(times);
}

async function turnWheel(page: Page, step: number): Promise<void> {
  for (let turned = 0; turned < 60; turned++) {
    await page.mouse.wheel(0, step);
    await page.waitForTimeout(16);
  }
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

/** As by dragging the scrollbar. */
async function jump(page: Page): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.getByTestId('run-table').evaluate(
      (element, share) => {
        element.scrollTop = share * element.scrollHeight;
      },
      (i * 0.618) % 1,
    );
    await page.waitForTimeout(16);
  }
}

async function sortBy(page: Page, column: string): Promise<void> {
  const header = page.getByTestId('run-table').getByRole('columnheader', { name: column });
  const before = await header.getAttribute('aria-sort');
  await header.getByRole('button').click();
  while ((await header.getAttribute('aria-sort')) === before) await page.waitForTimeout(1);
}

async function filter(page: Page, text: string): Promise<void> {
  const field = page.getByLabel('Filter runs');
  await field.fill(text);
  await field.press('Enter');
  await page
    .getByTestId('run-count')
    .filter({ hasText: text === '' ? /^\s*(\d+.000) of \1 runs/ : /^\s*6.000 of/ })
    .waitFor();
}

/** A study of 10,000 summaries; answers its path. */
async function makeLargeStudy(folder: string): Promise<string> {
  const path = join(folder, 'projects', 'large.grassflow');
  await mkdir(path, { recursive: true });
  const { name, targets, experiments, sweeps } = h3Study(DIMENSIONS, SEEDS, 'summary');
  const head = { format: 'grassflow-project', schema: 1, id: 'large', name, question: '' } as const;
  const documents = {
    head,
    targets,
    experiments,
    sweeps,
    analyses: [],
    figures: [],
    marks: NO_MARKS,
    expectations: [],
  };
  await writeDocuments(path, documents, nodeFileSystem);
  const [[sweep], [experiment]] = [sweeps, experiments];
  if (!sweep || !experiment) throw new Error('the study has no sweep');
  const plan = planSweep(sweep, experiment, targets);
  const outcomes = new Map<string, RunOutcome>();
  const metas = Array.from({ length: plan.runCount }, (_, i) => {
    const { condition, seed, flow } = plan.point(i);
    const spec = plan.resolve(condition, seed)[flow];
    if (!spec) throw new Error(`the sweep has no point ${i}`);
    const key = [condition, seed % COMPUTED, flow].join();
    let outcome = outcomes.get(key);
    if (!outcome) {
      const run = startRun(spec);
      while (!run.advance(1000));
      outcomes.set(key, (outcome = run.result().outcome));
    }
    return metaOfRun(spec, outcome);
  });
  for (let first = 0; first < metas.length; first += TOGETHER) {
    await sealSummaries(join(path, RUNS_FOLDER), metas.slice(first, first + TOGETHER), nodeFileSystem);
  }
  return path;
}
