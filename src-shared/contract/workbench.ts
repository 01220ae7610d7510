import type { ExperimentSpec } from '../model/experiment';
import type { AnalysisDocument, FigureDocument, RunMarks } from '../model/project';
import type { RunRecord } from '../model/run';
import type { SweepSpec } from '../model/sweep';
import type { TargetSpec } from '../model/target';
import type { FigureExport, FigureFormat, FigurePreview, FigureRequest } from './figure-export';
import type { Job, JobProgress, RunJob, SweepJob } from './job';
import type {
  ExampleSummary,
  FolderListing,
  PackedProject,
  ProjectSize,
  ProjectState,
  RecentProject,
} from './project-state';
import type { RunListing } from './run-listing';
import type { SweepEstimate, SweepRuns } from './sweep';
import type { ViewState } from './view-state';

/** Which host serves the workbench and what it can do. */
export interface WorkbenchDescription {
  readonly host: 'electron' | 'web' | 'cli';
  readonly version: string;
  readonly engineVersion: string;
  /** True when `pickPath` shows a native dialog; otherwise the page lists folders itself. */
  readonly nativeDialogs: boolean;
  /** Folder proposed for new projects. */
  readonly projectsFolder: string;
  /** Largest number of runs computed at once, each in a solver process of its own. */
  readonly solverProcesses: number;
  /** Largest number the user may choose: the cores of the machine. */
  readonly mostSolverProcesses: number;
}

/**
 * What a path is wanted for: a project folder or a packed project to open, a new project or a packed one to write, a folder
 * for exported files.
 */
export const PATH_PURPOSES = ['open', 'open-packed', 'save-as', 'pack', 'export'] as const;
export type PathPurpose = (typeof PATH_PURPOSES)[number];

/** Answer of a path dialog. */
export type PickedPath = { readonly kind: 'picked'; readonly path: string } | { readonly kind: 'cancelled' };

/** The kind of document a project holds besides its head. */
export type DocumentKind = 'target' | 'experiment' | 'sweep' | 'analysis' | 'figure';

/**
 * Every call the page or the command line can make. One session, one open project. Arguments and results are plain
 * data and typed arrays; a call that fails rejects with WorkbenchError.
 */
export interface WorkbenchCalls {
  describe(): Promise<WorkbenchDescription>;

  listRecentProjects(): Promise<readonly RecentProject[]>;
  forgetRecentProject(input: { readonly path: string }): Promise<void>;
  listExamples(): Promise<readonly ExampleSummary[]>;
  /** Folders under `path`; the default folder when null. For hosts without native dialogs. */
  listFolder(input: { readonly path: string | null }): Promise<FolderListing>;
  /** A native dialog; rejects with `unsupported` where the host has none. */
  pickPath(input: { readonly purpose: PathPurpose; readonly suggested: string }): Promise<PickedPath>;

  /** The session's project, reopened from the last session if it still exists; null on first start. */
  restoreProject(): Promise<ProjectState | null>;
  createProject(input: { readonly path: string; readonly name: string }): Promise<ProjectState>;
  /** Opens a project folder. A packed project is unpacked first, beside it or into the folder for new projects. */
  openProject(input: { readonly path: string }): Promise<ProjectState>;
  /** Copies an example into the user's data folder and opens the copy. */
  openExample(input: { readonly exampleId: string }): Promise<ProjectState>;
  /** Copies the open project, runs included, to `path` and goes on with the copy. */
  saveProjectAs(input: { readonly path: string }): Promise<ProjectState>;
  /**
   * Writes the open project, runs included, as one file to mail; one that is there already is replaced. Null when
   * `cancelPacking` stopped it: then nothing was written.
   */
  packProject(input: { readonly path: string }): Promise<PackedProject | null>;
  /** Stops the packing that is under way; without one it does nothing. */
  cancelPacking(): Promise<void>;
  /** What the open project takes on disk. */
  measureProject(): Promise<ProjectSize>;
  /**
   * Deletes every sealed run of the open project, and the ended jobs with them; definitions and marks stay, so that the same
   * runs can be computed again. Refused while a job has not ended.
   */
  dropRuns(): Promise<ProjectState>;
  closeProject(): Promise<void>;

  /** How the open project's window was left; empty the first time. */
  readView(): Promise<ViewState>;
  /** Keeps how the open project's window looks, over restarts. */
  saveView(input: ViewState): Promise<void>;

  /** Stores a document (new or changed) at once; answers the project's state after it. */
  saveTarget(input: TargetSpec): Promise<ProjectState>;
  saveExperiment(input: ExperimentSpec): Promise<ProjectState>;
  saveSweep(input: SweepSpec): Promise<ProjectState>;
  saveAnalysis(input: AnalysisDocument): Promise<ProjectState>;
  saveMarks(input: RunMarks): Promise<ProjectState>;
  saveFigure(input: FigureDocument): Promise<ProjectState>;
  /** Changes what the project is called and asks, not its folder. */
  saveHead(input: { readonly name: string; readonly question: string }): Promise<ProjectState>;
  deleteDocument(input: { readonly kind: DocumentKind; readonly id: string }): Promise<ProjectState>;

  /** Queues one job per flow of the experiment. With `reuse`, flows whose run is sealed already are done at once. */
  startExperiment(input: {
    readonly experimentId: string;
    readonly reuse: boolean;
  }): Promise<readonly RunJob[]>;
  /** Queues what is missing of a sweep; with `rerunFailed` the runs that failed before as well. */
  startSweep(input: { readonly sweepId: string; readonly rerunFailed: boolean }): Promise<SweepJob>;
  /** What a sweep, saved or not, would cost. Tries a few of its runs out; a new call ends an earlier one. */
  estimateSweep(input: SweepSpec): Promise<SweepEstimate>;
  /** Every run of a sweep and how it stands. */
  readSweep(input: { readonly sweepId: string }): Promise<SweepRuns>;
  cancelJob(input: { readonly jobId: string }): Promise<void>;
  /** A paused job keeps its solver's work; `resumeJob` also takes a sweep up again that is blocked or was interrupted. */
  pauseJob(input: { readonly jobId: string }): Promise<void>;
  resumeJob(input: { readonly jobId: string }): Promise<void>;
  /** Lets a paused run go on to its next sample. */
  stepJob(input: { readonly jobId: string }): Promise<void>;
  /** Puts a waiting or running sweep before another one; last with null. */
  moveJob(input: { readonly jobId: string; readonly before: string | null }): Promise<void>;
  /** Takes an ended job out of the list. */
  dismissJob(input: { readonly jobId: string }): Promise<void>;
  /** In the order of the queue. Sweeps that were under way when the project was last open are among them, paused. */
  listJobs(): Promise<readonly Job[]>;
  /** Sets how many solver processes work at once, 1 … `mostSolverProcesses`; kept across starts. */
  setSolverProcesses(input: { readonly count: number }): Promise<WorkbenchDescription>;

  /** Ids of the sealed runs of an experiment's flows, in their order; null where there is none. */
  findRuns(input: { readonly experimentId: string }): Promise<readonly (string | null)[]>;
  /** What sealed runs say of themselves, from cursor `after` (0 at first) on, `limit` at most. */
  listRuns(input: { readonly after: number; readonly limit: number }): Promise<RunListing>;
  /** A sealed run with its curves; one kept as a summary is computed again, without being stored. */
  readRun(input: { readonly runId: string }): Promise<RunRecord>;

  /** The figure as the SVG text that an export would write, and its checks. */
  previewFigure(input: FigureRequest): Promise<FigurePreview>;
  /**
   * Writes the figure into `folder` as `<name>.<format>`. Rejects with `exists`, before anything is written, where a file
   * is there already and `replace` is false.
   */
  exportFigure(
    input: FigureRequest & {
      readonly folder: string;
      readonly name: string;
      readonly formats: readonly FigureFormat[];
      readonly replace: boolean;
    },
  ): Promise<FigureExport>;

  /** Shows a file of the project or of an export in the system's file manager. */
  revealPath(input: { readonly path: string }): Promise<void>;
}

/** What the workbench tells a session without being asked. */
export type WorkbenchEvent =
  | { readonly type: 'project-changed'; readonly project: ProjectState }
  /** A job is new or has changed; sweeps at most four times a second. */
  | { readonly type: 'job-changed'; readonly job: Job }
  /** The order of the queue changed, or a job was dismissed. */
  | { readonly type: 'queue-changed'; readonly jobIds: readonly string[] }
  /** Runs were sealed: `listRuns` has more than `after`; at most four times a second. */
  | { readonly type: 'runs-changed'; readonly after: number }
  | { readonly type: 'job-progress'; readonly progress: JobProgress }
  /** So many of all files are in the packed project; at most four times a second. */
  | { readonly type: 'packing-progress'; readonly packed: number; readonly files: number }
  /** The operating system or a second start asked to open this project. */
  | { readonly type: 'open-requested'; readonly path: string };

/** The workbench as a session sees it, whatever connection lies between. */
export interface Workbench extends WorkbenchCalls {
  /** Calls `listener` for every event until the returned function is called. */
  onEvent(listener: (event: WorkbenchEvent) => void): () => void;
}

/** Names of all calls: what a connection lets through, and nothing else. */
export const WORKBENCH_CALLS = [
  'describe',
  'listRecentProjects',
  'forgetRecentProject',
  'listExamples',
  'listFolder',
  'pickPath',
  'restoreProject',
  'createProject',
  'openProject',
  'openExample',
  'saveProjectAs',
  'packProject',
  'cancelPacking',
  'measureProject',
  'dropRuns',
  'closeProject',
  'readView',
  'saveView',
  'saveTarget',
  'saveExperiment',
  'saveSweep',
  'saveAnalysis',
  'saveMarks',
  'saveFigure',
  'saveHead',
  'deleteDocument',
  'startExperiment',
  'startSweep',
  'estimateSweep',
  'readSweep',
  'cancelJob',
  'pauseJob',
  'resumeJob',
  'stepJob',
  'moveJob',
  'dismissJob',
  'listJobs',
  'setSolverProcesses',
  'findRuns',
  'listRuns',
  'readRun',
  'previewFigure',
  'exportFigure',
  'revealPath',
] as const satisfies readonly (keyof WorkbenchCalls)[];
