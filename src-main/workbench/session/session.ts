import { ensureFolder } from '@main/files/atomic-write';
import { WorkbenchError } from '@shared/contract/errors';
import { FIGURE_FORMATS, type FigureExport, type FigurePreview } from '@shared/contract/figure-export';
import type { Job, RunJob, SweepJob } from '@shared/contract/job';
import type {
  ExampleSummary,
  FolderListing,
  PackedProject,
  ProjectSize,
  ProjectState,
  RecentProject,
} from '@shared/contract/project-state';
import type { RunListing } from '@shared/contract/run-listing';
import type { SweepEstimate, SweepRuns } from '@shared/contract/sweep';
import type { ViewState } from '@shared/contract/view-state';
import {
  PATH_PURPOSES,
  type PickedPath,
  type Workbench,
  type WorkbenchDescription,
  type WorkbenchEvent,
} from '@shared/contract/workbench';
import { parseAnalysis, parseMarks } from '@shared/model/analysis-schema';
import { parseExperiment } from '@shared/model/experiment-schema';
import { parseFigure } from '@shared/model/figure-schema';
import type { RunRecord } from '@shared/model/run';
import { parseSweep } from '@shared/model/sweep-schema';
import { parseTarget } from '@shared/model/target-schema';
import { ENGINE_VERSION } from '@shared/numerics/engine-version';
import { mostSolverProcesses } from '@main/solver-pool/pool-size';
import { listExamples } from '../examples/examples';
import type { HostUi } from '../host-ui';
import { hasEnded } from '../jobs/queue-context';
import { ExperimentRuns } from '../runs/experiment-runs';
import { recomputeRun } from '../runs/recompute-run';
import { runId } from '../runs/run-id';
import type { MergedRuns } from '../project/merge-runs';
import { withPackedExtension } from '../project/project-layout';
import type { SweepPoints } from '../sweeps/sweep-points';
import type { ViewStore } from '../settings/view-store';
import type { WorkbenchServicesOptions } from '../workbench-services-options';
import { flag, listOf, nullable, oneOf, readInput, text, wholeNumber } from './arguments';
import { toWorkbenchError } from './call-errors';
import { CurrentProject } from './current-project';
import { exportFigure, previewFigure, type FigureSetting } from './figure-calls';
import { listFolder } from './folder-listing';
import { Packing } from './packing';
import { PathPolicy } from './path-policy';
import { ProjectCalls, type ProjectSetting } from './project-calls';
import { SweepCalls } from './sweep-calls';

/** One window, page or command at the workbench. */
export interface Session extends Workbench {
  /** Tells the page that the system, or a second start, asked to open this project. */
  requestOpen(path: string): void;
  /** Cancels the session's jobs, closes its project and gives the lock back. */
  dispose(): Promise<void>;
  /** The runs of a sweep, for the command line. */
  sweepPoints(sweepId: string): Promise<SweepPoints>;
  /** Queues what is missing of some runs of a sweep (see `someOfSweep`); those that failed before are tried again. */
  startSomeOfSweep(sweepId: string, some: SweepPoints): Promise<SweepJob>;
  /** Copies the sealed runs of the project in `folder` into the open one, each verified. */
  takeRunsOf(folder: string): Promise<MergedRuns>;
}

/** What a session works with. */
export interface SessionOptions extends Omit<WorkbenchServicesOptions, 'fileSystem'>, ProjectSetting {
  readonly views: ViewStore;
  readonly ui: HostUi;
  /** Resolves when the pool has the size the user has set. */
  readonly poolIsSized: () => Promise<void>;
  readonly onDispose: (farewell: Promise<void>) => void;
}

const FIGURE_REQUEST = { figure: parseFigure } as const;

/**
 * The workbench for one page or command. Every argument is checked here, whatever its type says, because it may have
 * come over a connection; every error leaves as WorkbenchError.
 */
export class WorkbenchSession implements Session {
  readonly #options: SessionOptions;
  readonly #listeners = new Set<(event: WorkbenchEvent) => void>();
  readonly #current: CurrentProject;
  readonly #projects: ProjectCalls;
  readonly #experiments: ExperimentRuns;
  readonly #sweeps: SweepCalls;
  readonly #packing = new Packing((event) => this.#emit(event));
  readonly #writtenFiles = new Set<string>();
  #farewell: Promise<void> | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#current = new CurrentProject(options.solverPool, (event) => this.#emit(event));
    this.#projects = new ProjectCalls(this.#current, options);
    this.#experiments = new ExperimentRuns(options.solverPool);
    this.#sweeps = new SweepCalls(this.#current, options.solverPool);
  }

  onEvent(listener: (event: WorkbenchEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  requestOpen(path: string): void {
    this.#emit({ type: 'open-requested', path });
  }

  dispose(): Promise<void> {
    if (this.#farewell === null) {
      this.#listeners.clear();
      this.#sweeps.close();
      this.#packing.cancel();
      this.#farewell = this.#projects.end();
      this.#options.onDispose(this.#farewell);
    }
    return this.#farewell;
  }

  sweepPoints(sweepId: string): Promise<SweepPoints> {
    return this.#answer(() => this.#sweeps.points(sweepId));
  }

  startSomeOfSweep(sweepId: string, some: SweepPoints): Promise<SweepJob> {
    return this.#answer(() => this.#sweeps.startSome(sweepId, some));
  }

  takeRunsOf(folder: string): Promise<MergedRuns> {
    return this.#answer(() => this.#current.project().takeRunsOf(folder));
  }

  describe(): Promise<WorkbenchDescription> {
    return this.#answer(async () => {
      await this.#options.poolIsSized();
      return this.#description();
    });
  }

  setSolverProcesses(input: unknown): Promise<WorkbenchDescription> {
    return this.#answer(async () => {
      const { count } = readInput(input, { count: wholeNumber });
      const most = mostSolverProcesses();
      if (count < 1 || count > most) {
        const cause = `must be from 1 to ${most}, not ${count}`;
        const remedy = 'Choose a number of processes this machine has cores for';
        throw new WorkbenchError('invalid-input', `The number of solver processes ${cause}`, `${remedy}.`, [
          { field: 'count', cause, remedy },
        ]);
      }
      await this.#options.settings.setSolverProcesses(count);
      this.#options.solverPool.resize(count);
      return this.#description();
    });
  }

  listRecentProjects(): Promise<readonly RecentProject[]> {
    return this.#answer(() => this.#options.settings.recentProjects());
  }

  forgetRecentProject(input: unknown): Promise<void> {
    return this.#answer(() => this.#options.settings.forget(readInput(input, { path: text }).path));
  }

  listExamples(): Promise<readonly ExampleSummary[]> {
    return this.#answer(() => listExamples(this.#options.examplesFolder));
  }

  listFolder(input: unknown): Promise<FolderListing> {
    return this.#answer(async () => {
      const { path } = readInput(input, { path: nullable(text) });
      const { paths, projectsFolder, fileSystem } = this.#options;
      if (path === null) await ensureFolder(projectsFolder, fileSystem);
      return listFolder(await paths.admit(path ?? projectsFolder), paths);
    });
  }

  pickPath(input: unknown): Promise<PickedPath> {
    return this.#answer(async () => {
      const question = readInput(input, { purpose: oneOf(...PATH_PURPOSES), suggested: text });
      const { pickPath } = this.#options.ui;
      if (pickPath === null)
        throw unsupported('show a file dialog', 'Type the path, or choose it in the list.');
      return pickPath(question);
    });
  }

  restoreProject(): Promise<ProjectState | null> {
    return this.#answer(() => this.#projects.restore());
  }

  createProject(input: unknown): Promise<ProjectState> {
    return this.#answer(() => {
      const { path, name } = readInput(input, { path: text, name: text });
      return this.#projects.create(path, name);
    });
  }

  openProject(input: unknown): Promise<ProjectState> {
    return this.#answer(() => this.#projects.open(readInput(input, { path: text }).path));
  }

  openExample(input: unknown): Promise<ProjectState> {
    return this.#answer(() => this.#projects.openExample(readInput(input, { exampleId: text }).exampleId));
  }

  saveProjectAs(input: unknown): Promise<ProjectState> {
    return this.#answer(() => this.#projects.saveAs(readInput(input, { path: text }).path));
  }

  packProject(input: unknown): Promise<PackedProject | null> {
    return this.#answer(async () => {
      const { path } = readInput(input, { path: text });
      const admitted = await this.#options.paths.admit(withPackedExtension(path));
      const packed = await this.#packing.run(this.#current.project(), admitted);
      if (packed !== null) this.#writtenFiles.add(packed.path);
      return packed;
    });
  }

  cancelPacking(): Promise<void> {
    return this.#answer(async () => this.#packing.cancel());
  }

  measureProject(): Promise<ProjectSize> {
    return this.#answer(() => this.#current.project().measure());
  }

  dropRuns(): Promise<ProjectState> {
    return this.#answer(async () => {
      const jobs = this.#current.jobs();
      if (!jobs.list().every(hasEnded)) throw jobsUnderWay();
      const state = await this.#current.project().dropRuns();
      for (const { id } of jobs.list()) jobs.dismiss(id);
      return state;
    });
  }

  closeProject(): Promise<void> {
    return this.#answer(() => this.#projects.close());
  }

  readView(): Promise<ViewState> {
    return this.#answer(() => this.#options.views.read(this.#current.project().path));
  }

  saveView(input: unknown): Promise<void> {
    return this.#answer(() => this.#options.views.write(this.#current.project().path, input));
  }

  saveTarget(input: unknown): Promise<ProjectState> {
    return this.#answer(() => {
      const document = parseTarget(input);
      return this.#current.project().saveDocument('target', document);
    });
  }

  saveExperiment(input: unknown): Promise<ProjectState> {
    return this.#answer(() => {
      const document = parseExperiment(input);
      return this.#current.project().saveDocument('experiment', document);
    });
  }

  saveSweep(input: unknown): Promise<ProjectState> {
    return this.#answer(() => {
      const document = parseSweep(input);
      return this.#current.project().saveDocument('sweep', document);
    });
  }

  saveAnalysis(input: unknown): Promise<ProjectState> {
    return this.#answer(() => {
      const document = parseAnalysis(input);
      return this.#current.project().saveDocument('analysis', document);
    });
  }

  saveMarks(input: unknown): Promise<ProjectState> {
    return this.#answer(() => {
      const marks = parseMarks(input);
      return this.#current.project().saveMarks(marks);
    });
  }

  saveFigure(input: unknown): Promise<ProjectState> {
    return this.#answer(() => {
      const document = parseFigure(input);
      return this.#current.project().saveDocument('figure', document);
    });
  }

  saveHead(input: unknown): Promise<ProjectState> {
    return this.#answer(async () => {
      const { name, question } = readInput(input, { name: text, question: text });
      return this.#projects.remember(await this.#current.project().saveHead({ name, question }));
    });
  }

  deleteDocument(input: unknown): Promise<ProjectState> {
    return this.#answer(() => {
      const { kind, id } = readInput(input, {
        kind: oneOf('target', 'experiment', 'sweep', 'analysis', 'figure'),
        id: text,
      });
      if (kind === 'sweep' && this.#current.jobs().isUnderWay(id)) throw sweepUnderWay();
      return this.#current.project().deleteDocument(kind, id);
    });
  }

  startExperiment(input: unknown): Promise<readonly RunJob[]> {
    return this.#answer(async () => {
      const { experimentId, reuse } = readInput(input, { experimentId: text, reuse: flag });
      this.#current.project().assertWritable();
      const { experiment, target } = this.#current.project().experimentWithTarget(experimentId);
      const specs = await this.#experiments.resolve(experiment, target);
      return this.#current.jobs().startRuns(experimentId, specs, reuse);
    });
  }

  startSweep(input: unknown): Promise<SweepJob> {
    return this.#answer(async () => {
      const { sweepId, rerunFailed } = readInput(input, { sweepId: text, rerunFailed: flag });
      return this.#sweeps.start(sweepId, rerunFailed);
    });
  }

  estimateSweep(input: unknown): Promise<SweepEstimate> {
    return this.#answer(() => this.#sweeps.estimate(parseSweep(input)));
  }

  readSweep(input: unknown): Promise<SweepRuns> {
    return this.#answer(async () => {
      const { sweepId } = readInput(input, { sweepId: text });
      return this.#sweeps.read(sweepId);
    });
  }

  cancelJob(input: unknown): Promise<void> {
    return this.#answer(async () => {
      const { jobId } = readInput(input, { jobId: text });
      this.#current.jobs().cancel(jobId);
    });
  }

  pauseJob(input: unknown): Promise<void> {
    return this.#answer(async () => {
      const { jobId } = readInput(input, { jobId: text });
      this.#current.jobs().pause(jobId);
    });
  }

  resumeJob(input: unknown): Promise<void> {
    return this.#answer(async () => {
      const { jobId } = readInput(input, { jobId: text });
      this.#current.jobs().resume(jobId);
    });
  }

  stepJob(input: unknown): Promise<void> {
    return this.#answer(async () => {
      const { jobId } = readInput(input, { jobId: text });
      this.#current.jobs().step(jobId);
    });
  }

  moveJob(input: unknown): Promise<void> {
    return this.#answer(async () => {
      const { jobId, before } = readInput(input, { jobId: text, before: nullable(text) });
      this.#current.jobs().move(jobId, before);
    });
  }

  dismissJob(input: unknown): Promise<void> {
    return this.#answer(async () => {
      const { jobId } = readInput(input, { jobId: text });
      this.#current.jobs().dismiss(jobId);
    });
  }

  listJobs(): Promise<readonly Job[]> {
    return this.#answer(async () => (this.#current.state() === null ? [] : this.#current.jobs().list()));
  }

  findRuns(input: unknown): Promise<readonly (string | null)[]> {
    return this.#answer(async () => {
      const { experimentId } = readInput(input, { experimentId: text });
      const project = this.#current.project();
      const { experiment, target } = project.experimentWithTarget(experimentId);
      const ids = (await this.#experiments.resolve(experiment, target)).map((spec) => runId(spec));
      return ids.map((id) => (project.runs.has(id, 'summary') ? id : null));
    });
  }

  listRuns(input: unknown): Promise<RunListing> {
    return this.#answer(async () => {
      const { after, limit } = readInput(input, { after: wholeNumber, limit: wholeNumber });
      return this.#current.project().runs.list(after, limit);
    });
  }

  readRun(input: unknown): Promise<RunRecord> {
    return this.#answer(() => {
      const { runId } = readInput(input, { runId: text });
      const project = this.#current.project();
      const summary = project.runs.kept(runId) === 'summary' ? project.runs.meta(runId) : null;
      return summary === null ? project.readRun(runId) : recomputeRun(this.#options.solverPool, summary);
    });
  }

  previewFigure(input: unknown): Promise<FigurePreview> {
    return this.#answer(() => {
      const request = readInput(input, FIGURE_REQUEST);
      return previewFigure(this.#current.project(), request, this.#figureSetting());
    });
  }

  exportFigure(input: unknown): Promise<FigureExport> {
    return this.#answer(async () => {
      const request = readInput(input, {
        ...FIGURE_REQUEST,
        folder: text,
        name: text,
        formats: listOf(oneOf(...FIGURE_FORMATS)),
        replace: flag,
      });
      const folder = await this.#options.paths.admit(request.folder);
      const located = { ...request, folder };
      const exported = await exportFigure(this.#current.project(), located, this.#figureSetting());
      for (const file of exported.files) this.#writtenFiles.add(file.path);
      return exported;
    });
  }

  revealPath(input: unknown): Promise<void> {
    return this.#answer(async () => {
      const { path } = readInput(input, { path: text });
      const { revealPath } = this.#options.ui;
      if (revealPath === null) throw unsupported('show a file manager', 'The path is the one displayed.');
      const admitted = await this.#options.paths.admit(path);
      const isOwn = new PathPolicy([this.#current.project().path]);
      if (!this.#writtenFiles.has(admitted) && !(await isOwn.admits(admitted))) {
        throw new WorkbenchError('invalid-input', `${path} is no file of this project or of an export`);
      }
      await revealPath(admitted);
    });
  }

  #figureSetting(): FigureSetting {
    const { version, fontsFolder } = this.#options;
    return { version, fontsFolder, experiments: this.#experiments };
  }

  #description(): WorkbenchDescription {
    const { host, version, projectsFolder, solverPool, ui } = this.#options;
    return {
      host,
      version,
      engineVersion: ENGINE_VERSION,
      nativeDialogs: ui.pickPath !== null,
      projectsFolder,
      solverProcesses: solverPool.size,
      mostSolverProcesses: mostSolverProcesses(),
    };
  }

  /** Answers a call: whatever goes wrong becomes a WorkbenchError. */
  async #answer<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      if (this.#farewell !== null) throw new WorkbenchError('connection-lost', 'The session has ended');
      return await call();
    } catch (error) {
      throw toWorkbenchError(error);
    }
  }

  #emit(event: WorkbenchEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // A page that cannot be told must not stop what it would have been told about.
        console.error('An event could not be delivered:', error);
      }
    }
  }
}

function sweepUnderWay(): WorkbenchError {
  return new WorkbenchError('invalid-input', 'The sweep is under way', 'Cancel its job first.', [
    { field: 'id', cause: 'names a sweep that is under way', remedy: 'Cancel its job first' },
  ]);
}

function jobsUnderWay(): WorkbenchError {
  return new WorkbenchError(
    'invalid-input',
    'Runs are under way',
    'Wait for them or cancel them first, paused sweeps too.',
  );
}

function unsupported(what: string, remedy: string): WorkbenchError {
  return new WorkbenchError('unsupported', `This host cannot ${what}`, remedy);
}
