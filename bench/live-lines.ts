/**
 * What a live run costs the page: forty lines of 600 points each, all of which grow with every report, and the cursor on
 * them at pointer speed; and whether its memory grows while a run goes on for long. The page is the built one in a real browser, behind it a workbench that plays the part of two
 * runs with four teacher and five student directions.
 */
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { startWebHost } from '@main/web/web-host';
import type { RunJob } from '@shared/contract/job';
import { ENGINE_VERSION } from '@shared/numerics/engine-version';
import type { RunSamples } from '@shared/model/run';
import { provideChromium } from '../tests/browser/provide-chromium';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { EXPERIMENT, projectState, TARGET } from '../tests/renderer/study';
import { launchBrowser } from '../tests/stories/hosts/launch-browser';
import { fakeWorkbench } from '../tests/wire/fake-workbench';
import { frameTimes, summary, watchPage } from './page-clock';

const R = 4;
const Q = 5;
const POINTS = 600;
const UPDATES = 30;
const PER_DECADE = 40;
const REPORTS = 1200;

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
const state = projectState();
const project = { ...state, documents: { ...state.documents, targets: [target], experiments: [experiment] } };
const jobs = experiment.flows.map((_, flowIndex): RunJob => ({
  kind: 'run',
  id: `job${flowIndex}`,
  experimentId: experiment.id,
  flowIndex,
  runId: `run${flowIndex}`,
  status: 'running',
  failure: null,
  startedAt: Date.now(),
  endedAt: null,
}));
const workbench = fakeWorkbench({
  describe: () => ({
    host: 'web',
    version: '0',
    engineVersion: ENGINE_VERSION,
    nativeDialogs: false,
    projectsFolder: '/',
    solverProcesses: 1,
    mostSolverProcesses: 1,
  }),
  listJobs: () => [],
  restoreProject: () => project,
  readView: () => ({ place: 'run', 'run.overlaps': 'overlap-entries' }),
  saveView: () => null,
  findRuns: () => experiment.flows.map(() => null),
  startExperiment: () => jobs,
  listRuns: () => ({ runs: [], links: [], next: 0 }),
});

process.env[CHROMIUM_VARIABLE] = provideChromium();
const host = await startWebHost({
  services: { openSession: () => ({ ...workbench, dispose: () => Promise.resolve() }) },
  rendererFolder: resolve(import.meta.dirname, '../out/renderer'),
  port: 0,
});
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1920, height: 1200 } });
await page.goto(host.url);
await page
  .getByRole('group', { name: 'Transport' })
  .getByRole('button', { name: 'Run', exact: true })
  .click();
await watchPage(page);

let sent = 0;
report(POINTS - UPDATES);
await page.waitForTimeout(1500);
const readClock = await threadClock(page);
const updates: { script: number; all: number }[] = [];
for (let i = 0; i < UPDATES; i++) {
  const before = await readClock();
  report(1);
  await page.waitForTimeout(400);
  const after = await readClock();
  updates.push({ script: after.script - before.script, all: after.all - before.all });
}
console.table([
  {
    what: `update of ${2 * R * Q} lines × ${POINTS} points: script`,
    ...summary(updates.map(({ script }) => script)),
  },
  { what: 'the page’s thread in all, painting included', ...summary(updates.map(({ all }) => all)) },
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

// A run of hours reports all the time, and on log time has ever fewer samples.
const readHeap = await heapSize(page);
const heap = [{ reports: 0, megabytes: await readHeap() }];
for (let reports = 1; reports <= REPORTS; reports++) {
  report(reports % 300 === 0 ? 1 : 0);
  await page.waitForTimeout(40);
  if (reports % (REPORTS / 4) === 0) heap.push({ reports, megabytes: await readHeap() });
}
console.log('Heap of the page while a run goes on, after collecting garbage:');
console.table(heap);
await browser.close();
await host.close();

/** Tells the page of `count` more samples of both runs. */
function report(count: number): void {
  for (const { id, flowIndex } of jobs) {
    const newSamples = samples(sent, count, flowIndex);
    workbench.emit({
      type: 'job-progress',
      progress: {
        jobId: id,
        experimentId: experiment.id,
        flowIndex,
        millisecondsLeft: 1000,
        progress: {
          t: newSamples.t.at(-1) ?? 0,
          loss: 1,
          acceptedSteps: sent,
          rejectedSteps: 0,
          newSamples,
        },
      },
    });
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

/** Reads for how many milliseconds the page's thread has worked, on its own clock: other work of the machine does not count. */
async function threadClock(at: Page): Promise<() => Promise<{ all: number; script: number }>> {
  const session = await at.context().newCDPSession(at);
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await session.send('Performance.enable');
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const seconds = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return { all: 1000 * seconds('TaskDuration'), script: 1000 * seconds('ScriptDuration') };
  };
}

/** Reads how many megabytes the page's script holds once garbage is collected. */
async function heapSize(at: Page): Promise<() => Promise<number>> {
  const session = await at.context().newCDPSession(at);
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return Number((usedSize / 1e6).toFixed(2));
  };
}
