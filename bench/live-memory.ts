/**
 * Whether a page that watches long runs for a working day stays as small as it was: two live runs that report ten times a
 * second for eight hours, the time between the reports left out. The page is the built one in a real browser, behind it a
 * workbench that plays the part of the runs. Samples come ever more seldom, as they do on a logarithmic axis.
 */
import { resolve } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { startWebHost } from '../src-main/web/web-host';
import type { RunJob } from '../src-shared/contract/job';
import { ENGINE_VERSION } from '../src-shared/numerics/engine-version';
import type { RunSamples } from '../src-shared/model/run';
import { provideChromium } from '../tests/browser/provide-chromium';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { EXPERIMENT, projectState } from '../tests/renderer/study';
import { launchBrowser } from '../tests/stories/hosts/launch-browser';
import { runView } from '../tests/stories/run-view';
import { fakeWorkbench } from '../tests/wire/fake-workbench';

const HOURS = 8;
const REPORTS_A_SECOND = 10;
const REPORTS = HOURS * 3600 * REPORTS_A_SECOND;
/** Samples of a run at its end; the solver thins them out to about so many. */
const SAMPLES = 2000;
/** Reports sent before the page is waited for. */
const BATCH = 500;
/** Measurements, evenly over the day; the first when the page has settled. */
const LOOKS = 8;

const experiment = { ...EXPERIMENT, horizon: 1e15 };
const state = projectState();
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
  listExamples: () => [],
  restoreProject: () => ({ ...state, documents: { ...state.documents, experiments: [experiment] } }),
  readView: () => ({ place: 'run' }),
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
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(host.url);
await runView(page).run.click();
const devtools = await page.context().newCDPSession(page);

const rows: Record<string, number>[] = [];
let sent = 0;
for (let report = 0; report < REPORTS; report++) {
  for (const { id, flowIndex } of jobs) emit(id, flowIndex, report);
  if (report % BATCH === BATCH - 1) await painted(page);
  if (report % (REPORTS / LOOKS) === REPORTS / LOOKS - 1) {
    rows.push({ hours: ((report + 1) * HOURS) / REPORTS, samples: sent, ...(await sizeOf(devtools)) });
  }
}
console.table(rows);
await browser.close();
await host.close();

/** Tells the page how far a run is, with the samples that are new: as many in every factor of time. */
function emit(jobId: string, flowIndex: number, report: number): void {
  const known = samplesAt(report);
  const newSamples = samples(known, samplesAt(report + 1) - known);
  if (flowIndex === 0) sent = samplesAt(report + 1);
  workbench.emit({
    type: 'job-progress',
    progress: {
      jobId,
      experimentId: experiment.id,
      flowIndex,
      millisecondsLeft: ((REPORTS - report) * 1000) / REPORTS_A_SECOND,
      progress: { t: timeAt(known), loss: 1, acceptedSteps: 10 * report, rejectedSteps: report, newSamples },
    },
  });
}

function samplesAt(report: number): number {
  return Math.floor((SAMPLES * Math.log1p(report)) / Math.log1p(REPORTS));
}

function timeAt(sample: number): number {
  return 10 ** ((17 * sample) / SAMPLES - 2);
}

/** Samples of one student direction, which does not stand still. */
function samples(from: number, count: number): RunSamples {
  const rows = Array.from({ length: count }, (_, i) => from + i);
  const wave = (row: number): number => 0.5 + 0.4 * Math.sin(row / 40);
  return {
    t: Float64Array.from(rows, timeAt),
    loss: Float64Array.from(rows, wave),
    gradientNorm: Float64Array.from(rows, wave),
    singularValues: Float64Array.from(rows, wave),
    overlap: Float64Array.from(rows, wave),
  };
}

/** Waits until the page has taken what it was sent and has drawn. */
async function painted(of: Page): Promise<void> {
  await of.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  );
}

/** What the page takes after everything that can go has gone. */
async function sizeOf(session: CDPSession): Promise<Record<string, number>> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { 'heap in MB': Math.round(usedSize / 1e5) / 10, nodes, listeners: jsEventListeners };
}
