/**
 * Whether a page that watches long runs for a working day stays as small as it was: two live runs that report ten times a
 * second for eight hours, the time between the reports left out. The page is the built one in a real browser, behind it a
 * workbench that plays the part of the runs. Samples come ever more seldom, as they do on a logarithmic axis.
 */
import type { CDPSession, Page } from 'playwright';
import type { RunSamples } from '../src-shared/model/run';
import { EXPERIMENT, TARGET } from '../tests/renderer/study';
import { openLivePage } from './live-page';

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
const {
  page,
  jobs,
  report: tell,
  close,
} = await openLivePage(TARGET, experiment, {}, { width: 1280, height: 800 });
const devtools = await page.context().newCDPSession(page);

const rows: Record<string, number>[] = [];
let sent = 0;
for (let report = 0; report < REPORTS; report++) {
  emit(report);
  if (report % BATCH === BATCH - 1) await painted(page);
  if (report % (REPORTS / LOOKS) === REPORTS / LOOKS - 1) {
    rows.push({ hours: ((report + 1) * HOURS) / REPORTS, samples: sent, ...(await sizeOf(devtools)) });
  }
}
console.table(rows);
await close();

/** Tells the page how far the runs are, with the samples that are new: as many in every factor of time. */
function emit(report: number): void {
  const known = samplesAt(report);
  sent = samplesAt(report + 1);
  const newSamples = samples(known, sent - known);
  const progress = {
    t: timeAt(known),
    loss: 1,
    acceptedSteps: 10 * report,
    rejectedSteps: report,
    newSamples,
  };
  for (const job of jobs) tell(job, progress, ((REPORTS - report) * 1000) / REPORTS_A_SECOND);
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
