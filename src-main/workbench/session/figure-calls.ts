import { WorkbenchError } from '@shared/contract/errors';
import type {
  FigureExport,
  FigureFormat,
  FigurePreview,
  FigureRequest,
} from '@shared/contract/figure-export';
import type { RunRecord } from '@shared/model/run';
import type { FigureInput } from '../figure-export/export-figure';
import type { FigureOrigin } from '../figure-export/figure-metadata';
import type { DrawnExperiment } from '../figure-export/figure-stages';
import type { OpenProject } from '../project/project';
import { isSafeFileName } from '../project/project-layout';
import type { ExperimentRuns } from '../runs/experiment-runs';
import { runId } from '../runs/run-id';

/** What stays the same for every figure of a session. */
export interface FigureSetting extends Pick<FigureInput, 'fontsFolder'>, Pick<FigureOrigin, 'version'> {
  readonly experiments: ExperimentRuns;
}

/** Loaded on first use: typesetting and rasterising bring large native libraries. */
const loadExporter = () => import('../figure-export/export-figure');

/**
 * The figure as the SVG text that an export would write, and its checks.
 * @throws WorkbenchError `invalid-input` before it has run
 */
export async function previewFigure(
  project: OpenProject,
  request: FigureRequest,
  setting: FigureSetting,
): Promise<FigurePreview> {
  const input = await figureInput(project, request, setting);
  return (await loadExporter()).previewFigure(input);
}

/**
 * Writes the figure as `<folder>/<name>.<format>`; the folder is made if it is missing.
 * @throws WorkbenchError `invalid-input` before it has run or for a name that is none, `exists`; StorageError
 */
export async function exportFigure(
  project: OpenProject,
  request: FigureRequest & {
    folder: string;
    name: string;
    formats: readonly FigureFormat[];
    replace: boolean;
  },
  setting: FigureSetting,
): Promise<FigureExport> {
  const { folder, name, formats, replace } = request;
  if (!isSafeFileName(name)) {
    throw invalid(
      'name',
      `"${name}" cannot be a file name`,
      'Use letters, digits, spaces, hyphens and underscores',
    );
  }
  if (formats.length === 0) throw invalid('formats', 'no file format is chosen', 'Choose at least one');
  const input = await figureInput(project, request, setting);
  return (await loadExporter()).exportFigure({ ...input, folder, name, formats, replace });
}

async function figureInput(
  project: OpenProject,
  { figure }: FigureRequest,
  setting: FigureSetting,
): Promise<FigureInput> {
  const named = figure.panels.flatMap(({ source }) => (source.kind === 'stage' ? [source.experimentId] : []));
  const experiments: DrawnExperiment[] = [];
  for (const id of new Set(named)) experiments.push(await drawnExperiment(project, id, setting.experiments));
  const { version, fontsFolder } = setting;
  const { versionControl, documents } = project.state();
  const origin = { version, project: documents.head.id, commit: versionControl?.commit ?? null };
  return { document: figure, experiments, origin, fontsFolder };
}

/** An experiment with its sealed runs. @throws WorkbenchError `invalid-input` unless all its flows have run */
async function drawnExperiment(
  project: OpenProject,
  experimentId: string,
  experiments: ExperimentRuns,
): Promise<DrawnExperiment> {
  const { experiment, target } = project.experimentWithTarget(experimentId);
  const runs: RunRecord[] = [];
  for (const spec of await experiments.resolve(experiment, target)) {
    const id = runId(spec);
    if (!project.runs.has(id, 'trajectory')) {
      throw invalid('experimentId', `"${experiment.name}" has not run as it stands now`, 'Press Run first');
    }
    runs.push(await project.readRun(id));
  }
  return { experiment, target, runs };
}

function invalid(field: string, cause: string, remedy: string): WorkbenchError {
  return new WorkbenchError('invalid-input', `The figure cannot be drawn: ${cause}`, `${remedy}.`, [
    { field, cause, remedy },
  ]);
}
