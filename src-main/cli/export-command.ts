import { Command, InvalidArgumentError, Option } from 'commander';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { FIGURE_FORMATS, type FigureExport, type FigureFormat } from '@shared/contract/figure-export';
import type { ProjectState } from '@shared/contract/project-state';
import { InvalidInputError } from '@shared/model/input-problem';
import { sideBySideFigure } from '@shared/figure/new-figure';
import { VENUES } from '@shared/figure/venues';
import { VENUE_IDS, type FigureDocument, type VenueId } from '@shared/model/figure';
import { openProject } from './open-project';
import { withSession } from './with-session';

interface ExportOptions {
  readonly experiment?: string;
  readonly figure?: string;
  readonly venue?: VenueId;
  readonly formats: readonly FigureFormat[];
  readonly out: string;
  readonly name?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  grassflow export study.grassflow --venue neurips --formats pdf,csv --out figures
  grassflow export study.grassflow --figure figure-1 --out figures
  grassflow export study.grassflow --experiment ladder --name figure-1

Widths: ${VENUE_IDS.map((id) => `${id} ${VENUES[id].width.toFixed(2)} in`).join(', ')}.
The runs must be finished (grassflow run).
Exit code: 0 written and all checks passed, 1 a check or a file failed, 2 wrong usage or input.`;

/** `grassflow export`: writes a figure of a project, or the side-by-side figure of an experiment, and its numbers. */
export function exportCommand(installation: Installation): Command {
  return new Command('export')
    .description('write the figure of an experiment, and its numbers, for a venue')
    .argument('<project>', 'project folder')
    .option('--figure <id>', 'figure of the project to write')
    .option('--experiment <id>', 'experiment to draw side by side; the only one when absent')
    .addOption(
      new Option('--venue <venue>', "width and style; the figure's own, or neurips, when absent").choices(
        VENUE_IDS,
      ),
    )
    .option(
      '--formats <list>',
      `formats, separated by commas: ${FIGURE_FORMATS.join(', ')}`,
      parseFormats,
      FIGURE_FORMATS,
    )
    .option('--out <folder>', 'folder to write into', '.')
    .option('--name <name>', 'file name without its ending; the id of the figure or experiment when absent')
    .option('--json', 'print the list of files and checks as JSON')
    .addHelpText('after', EXAMPLES)
    .action((project: string, options: ExportOptions) => exportFigure(installation, project, options));
}

function parseFormats(text: string): readonly FigureFormat[] {
  return text.split(',').map((part) => {
    const format = FIGURE_FORMATS.find((candidate) => candidate === part.trim());
    if (format === undefined) throw new InvalidArgumentError(`Allowed are ${FIGURE_FORMATS.join(', ')}.`);
    return format;
  });
}

async function exportFigure(
  installation: Installation,
  folder: string,
  options: ExportOptions,
): Promise<void> {
  const result = await withSession(installation, async (session) => {
    const project = await openProject(session, userPath(folder));
    const figure = chooseFigure(project, options);
    return session.exportFigure({
      figure,
      folder: userPath(options.out),
      name: options.name ?? figure.id,
      formats: options.formats,
      // Whoever names files on a command line means them.
      replace: true,
    });
  });
  console.log(options.json === true ? JSON.stringify(result, null, 2) : formatExport(result));
  if (result.failures.length > 0 || result.checks.some(({ passed }) => !passed)) process.exitCode = 1;
}

/** A figure of the project, or the side-by-side figure of an experiment; for the venue asked for. */
function chooseFigure(project: ProjectState, options: ExportOptions): FigureDocument {
  if (options.figure === undefined) {
    const id = chooseExperiment(project, options.experiment);
    const experiment = project.documents.experiments.find((one) => one.id === id);
    if (experiment !== undefined) return sideBySideFigure(experiment, id, options.venue ?? 'neurips');
  }
  const { figures } = project.documents;
  const figure = figures.find(({ id }) => id === options.figure);
  if (figure !== undefined) {
    return options.venue === undefined ? figure : { ...figure, venue: { kind: 'preset', id: options.venue } };
  }
  throw new InvalidInputError([
    {
      field: '--figure',
      cause: `there is no "${options.figure ?? ''}"`,
      remedy:
        figures.length === 0 ? 'Use --experiment' : `Choose one of ${figures.map(({ id }) => id).join(', ')}`,
    },
  ]);
}

function chooseExperiment(project: ProjectState, wanted: string | undefined): string {
  const ids = project.documents.experiments.map(({ id }) => id);
  const chosen = wanted ?? (ids.length === 1 ? ids[0] : undefined);
  if (chosen !== undefined && ids.includes(chosen)) return chosen;
  throw new InvalidInputError([
    {
      field: '--experiment',
      cause: wanted === undefined ? `the project has ${ids.length} experiments` : `there is no "${wanted}"`,
      remedy: ids.length === 0 ? 'Add an experiment in the window' : `Choose one of ${ids.join(', ')}`,
    },
  ]);
}

function formatExport({ files, failures, checks }: FigureExport): string {
  return [
    ...files.map(({ path, bytes }) => `${path} (${bytes} bytes)`),
    ...failures.map(({ path, message, remedy }) => `FAILED ${path}: ${message}. ${remedy}`),
    ...checks.map(({ label, passed, found, fix }) =>
      passed ? `ok     ${label}: ${found}` : `FAILED ${label}: ${found}. ${fix}`,
    ),
  ].join('\n');
}
