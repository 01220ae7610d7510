import { Command, InvalidArgumentError, Option } from 'commander';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import type { FigureExport, FigureFormat } from '@shared/contract/figure-export';
import type { ProjectState } from '@shared/contract/project-state';
import { InvalidInputError } from '@shared/model/input-problem';
import type { VenueId } from '@shared/model/project';
import { openProject } from './open-project';
import { withSession } from './with-session';

interface ExportOptions {
  readonly experiment?: string;
  readonly venue: VenueId;
  readonly formats: readonly FigureFormat[];
  readonly out: string;
  readonly name?: string;
  readonly json?: boolean;
}

const VENUES: readonly VenueId[] = ['icml-half', 'neurips', 'aps'];
const FORMATS: readonly FigureFormat[] = ['svg', 'pdf', 'png', 'csv', 'npz'];

const EXAMPLES = `
Examples:
  grassflow export study.grassflow --venue neurips --formats pdf,csv --out figures
  grassflow export study.grassflow --experiment ladder --name figure-1

Widths: icml-half 3.25 in, neurips 5.5 in, aps 3.375 in. The runs must be finished (grassflow run).
Exit code: 0 written and all checks passed, 1 a check failed, 2 wrong usage or input.`;

/** `grassflow export`: writes the side-by-side figure of an experiment and its numbers. */
export function exportCommand(installation: Installation): Command {
  return new Command('export')
    .description('write the figure of an experiment, and its numbers, for a venue')
    .argument('<project>', 'project folder')
    .option('--experiment <id>', 'experiment to draw; the only one when absent')
    .addOption(
      new Option('--venue <venue>', 'width and style of the figure').choices(VENUES).default('neurips'),
    )
    .option('--formats <list>', `formats, separated by commas: ${FORMATS.join(', ')}`, parseFormats, FORMATS)
    .option('--out <folder>', 'folder to write into', '.')
    .option('--name <name>', "file name without its ending; the experiment's id when absent")
    .option('--json', 'print the list of files and checks as JSON')
    .addHelpText('after', EXAMPLES)
    .action((project: string, options: ExportOptions) => exportFigure(installation, project, options));
}

function parseFormats(text: string): readonly FigureFormat[] {
  return text.split(',').map((part) => {
    const format = FORMATS.find((candidate) => candidate === part.trim());
    if (format === undefined) throw new InvalidArgumentError(`Allowed are ${FORMATS.join(', ')}.`);
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
    const experimentId = chooseExperiment(project, options.experiment);
    return session.exportFigure({
      experimentId,
      venue: options.venue,
      folder: userPath(options.out),
      name: options.name ?? experimentId,
      formats: options.formats,
    });
  });
  console.log(options.json === true ? JSON.stringify(result, null, 2) : formatExport(result));
  if (result.checks.some(({ passed }) => !passed)) process.exitCode = 1;
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

function formatExport({ files, checks }: FigureExport): string {
  return [
    ...files.map(({ path, bytes }) => `${path} (${bytes} bytes)`),
    ...checks.map(({ label, passed, found }) => `${passed ? 'ok    ' : 'FAILED'} ${label}: ${found}`),
  ].join('\n');
}
