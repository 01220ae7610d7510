import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { startWebHost } from '../src-main/web/web-host';
import type { RunJob } from '../src-shared/contract/job';
import type { ViewState } from '../src-shared/contract/view-state';
import type { ExperimentSpec } from '../src-shared/model/experiment';
import type { RunProgress } from '../src-shared/model/run';
import type { TargetSpec } from '../src-shared/model/target';
import { ENGINE_VERSION } from '../src-shared/numerics/engine-version';
import { provideChromium } from '../tests/browser/provide-chromium';
import { CHROMIUM_VARIABLE } from '../tests/browser/find-chromium';
import { projectState } from '../tests/renderer/study';
import { launchBrowser } from '../tests/stories/hosts/launch-browser';
import { runView } from '../tests/stories/run-view';
import { fakeWorkbench } from '../tests/wire/fake-workbench';

/** The built page in a real browser, watching runs that this script plays the part of. */
export interface LivePage {
  readonly page: Page;
  readonly jobs: readonly RunJob[];
  /** Tells the page how far a run is, with the samples that are new. */
  report(job: RunJob, progress: RunProgress, millisecondsLeft: number): void;
  close(): Promise<void>;
}

/** Opens the page on an experiment on `target`, with its runs just started and the window as `view` left it. */
export async function openLivePage(
  target: TargetSpec,
  experiment: ExperimentSpec,
  view: ViewState,
  size: { readonly width: number; readonly height: number },
): Promise<LivePage> {
  const state = projectState();
  const documents = { ...state.documents, targets: [target], experiments: [experiment] };
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
    restoreProject: () => ({ ...state, documents }),
    readView: () => ({ ...view, place: 'run' }),
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
  const page = await browser.newPage({ viewport: size });
  await page.goto(host.url);
  await runView(page).run.click();
  return {
    page,
    jobs,
    report({ id, experimentId, flowIndex }, progress, millisecondsLeft) {
      workbench.emit({
        type: 'job-progress',
        progress: { jobId: id, experimentId, flowIndex, millisecondsLeft, progress },
      });
    },
    async close() {
      await browser.close();
      await host.close();
    },
  };
}
