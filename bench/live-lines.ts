/**
 * What a live run costs the page: forty lines of 600 points each, all of which grow with every report, and the cursor on
 * them at pointer speed. The page is the built one in a real browser, behind it a workbench that plays the part of two
 * runs with four teacher and five student directions.
 */
import type { RunSamples } from '../src-shared/model/run';
import { EXPERIMENT, TARGET } from '../tests/renderer/study';
import { openLivePage } from './live-page';
import { frameTimes, summary, watchPage } from './page-clock';
import { threadWork } from './thread-work';

const R = 4;
const Q = 5;
const POINTS = 600;
/** Until the browser has compiled what is called again and again; not measured. */
const FIRST_UPDATES = 30;
const UPDATES = 90;
const PER_DECADE = 40;
/** Solvers report ten times a second. */
const REPORT_MILLISECONDS = 100;

const target = {
  ...TARGET,
  link: {
    kind: 'hermite' as const,
    r: R,
    terms: Array.from({ length: R }, (_, i) => ({
      beta: Array.from({ length: R }, (_unused, j) => (i === j ? i + 1 : 0)),
      c: 0.5,
    })),
  },
};
const experiment = {
  ...EXPERIMENT,
  dimension: 1000,
  studentWidth: Q,
  horizon: 1e15,
  flows: [
    { kind: 'two-timescale' as const },
    {
      kind: 'joint' as const,
      metric: 'embedded' as const,
      epsilon: 1,
      initialLink: { kind: 'fitted' as const },
    },
  ],
};
const live = await openLivePage(
  target,
  experiment,
  { 'run.overlaps': 'overlap-entries' },
  { width: 1920, height: 1200 },
);
const { page } = live;
await watchPage(page);

let sent = 0;
report(POINTS - FIRST_UPDATES - UPDATES);
await page.waitForTimeout(1500);
for (let i = 0; i < FIRST_UPDATES; i++) {
  report(1);
  await page.waitForTimeout(REPORT_MILLISECONDS);
}
const work = await threadWork(page, UPDATES, async () => {
  report(1);
  await page.waitForTimeout(REPORT_MILLISECONDS);
});
console.table([
  { what: `update of ${2 * R * Q} lines × ${POINTS} points: script`, ...summary(work.script) },
  { what: 'the page’s thread in all, painting included', ...summary(work.all) },
]);

const chart = await page.getByTestId('run-chart').boundingBox();
if (!chart) throw new Error('no chart');
const frames = await frameTimes(page, 2500, async () => {
  for (let i = 0; i < 240; i++) {
    const share = 0.5 + 0.45 * Math.sin(i / 12);
    await page.mouse.move(chart.x + share * chart.width, chart.y + 0.3 * chart.height);
  }
});
const still = await frameTimes(page, 1500, async () => undefined);
console.table([
  { what: 'frames while the pointer moves over the curves', ...summary(frames), frames: frames.length },
  { what: 'frames while nothing happens', ...summary(still), frames: still.length },
]);

await live.close();

/** Tells the page of `count` more samples of both runs. */
function report(count: number): void {
  for (const job of live.jobs) {
    const newSamples = samples(sent, count, job.flowIndex);
    const progress = {
      t: newSamples.t.at(-1) ?? 0,
      loss: 1,
      acceptedSteps: sent,
      rejectedSteps: 0,
      newSamples,
    };
    live.report(job, progress, 1000);
  }
  sent += count;
}

/** Samples that do not stand still anywhere. */
function samples(from: number, count: number, phase: number): RunSamples {
  const rows = Array.from({ length: count }, (_, i) => from + i);
  const wave = (row: number, k: number): number => Math.sin(row / 40 + k + phase);
  const wide = (width: number, scale: number): Float64Array =>
    Float64Array.from(rows.flatMap((row) => Array.from({ length: width }, (_, k) => scale * wave(row, k))));
  return {
    t: Float64Array.from(rows, (row) => 10 ** (row / PER_DECADE - 1)),
    loss: Float64Array.from(rows, (row) => 1 + wave(row, 0) / 2),
    gradientNorm: Float64Array.from(rows, (row) => 1.1 + wave(row, 1)),
    singularValues: wide(Math.min(R, Q), 0.9).map(Math.abs),
    overlap: wide(R * Q, 0.4),
  };
}
