import { Command, Option } from 'commander';
import type { Installation } from '@main/launch/installation';
import { INTERRUPTED, stopRequested } from '@main/launch/stop-signal';
import { userPath } from '@main/launch/user-path';
import { InvalidInputError } from '@shared/model/input-problem';
import { parseProcesses } from '../processes-option';
import { withSession } from '../with-session';
import { analyseProject } from './analyse-project';
import type { AnalysisOptions } from './analysis-choice';
import { formatAnalysis } from './format-analysis';
import { createWorkSteps, Interrupted } from './work-steps';

interface AnalyseOptions extends AnalysisOptions {
  readonly bands?: string;
  readonly processes?: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  grassflow analyse study.grassflow
  grassflow analyse study.grassflow --sweep scaling --where "d>=1e4 flow:planted" --by flow,d
  grassflow analyse study.grassflow --analysis comparison --json
  grassflow analyse study.grassflow --quantity lambda1 --rescale "t/d^(k-1)" --bands lambda1.csv

A filter is written as in Compare: comparisons (d>=1e4), field:text, trapped, success, unfinished, starred, tag:x, words;
a minus in front excludes. A rescaling may use t, d, q, r, k, s and a, an exponent that is fitted (docs/statistics.md).
--rescale and --bands need the curves of the runs: those kept as summaries are computed again, without being stored.

Exit code: 0 all worked out, 1 the curves of a run could not be had, 2 wrong usage or input or no run left, 130 cancelled.`;

/** `grassflow analyse`: rates, escape times, scaling laws, collapses and bands of the runs of a project. */
export function analyseCommand(installation: Installation): Command {
  return new Command('analyse')
    .description('rates, escape times and scaling laws of the runs of a project, with intervals')
    .argument('<project>', 'project folder')
    .option('--sweep <id>', 'sweep whose runs are looked at, repeatable; all runs when absent', collect)
    .option('--where <filter>', 'only runs that pass this filter')
    .option(
      '--by <fields>',
      'fields that make conditions, separated by commas, or none; target, flow and d where runs differ when absent',
      parseFields,
    )
    .option(
      '--analysis <id>',
      'saved analysis of the project to begin with: its sweeps, filter, grouping and cards',
    )
    .option('--quantity <id>', 'quantity of curves: loss, lambda1, lambda2, …, gradientNorm')
    .option(
      '--rescale [formula]',
      "score the collapse of curves under this formula, or under the analysis's own",
    )
    .option('--bands <file.csv>', 'write the bands of the curves of each condition')
    .addOption(new Option('--centre <centre>', 'middle of bands').choices(['median', 'mean']))
    .addOption(
      new Option('--band <band>', 'band around it').choices([
        'iqr',
        'p5-p95',
        'sd',
        'sem',
        'bootstrap-95',
        'none',
      ]),
    )
    .option('--processes <number>', 'solver processes for curves that are computed again', parseProcesses)
    .option('--json', 'print the results as JSON')
    .addHelpText('after', EXAMPLES)
    .action((project: string, options: AnalyseOptions) => analyse(installation, project, options));
}

function collect(value: string, former: readonly string[] = []): readonly string[] {
  return [...former, value];
}

function parseFields(text: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 1 && names[0] === 'none' ? [] : names;
}

async function analyse(installation: Installation, project: string, options: AnalyseOptions): Promise<void> {
  const { bands, centre, band, processes, json } = options;
  if (bands === undefined && (centre !== undefined || band !== undefined)) {
    const field = centre === undefined ? '--band' : '--centre';
    throw new InvalidInputError([
      { field, cause: 'no bands are asked for', remedy: 'Name a file for them with --bands' },
    ]);
  }
  const steps = createWorkSteps(process.stderr, stopRequested());
  const bandsFile = bands === undefined ? null : userPath(bands);
  try {
    const { report, failed } = await withSession(
      installation,
      (session) => analyseProject(session, userPath(project), options, bandsFile, steps),
      processes,
    );
    steps.end();
    console.log(json === true ? JSON.stringify(report, null, 2) : formatAnalysis(report));
    if (failed) process.exitCode = 1;
  } catch (error) {
    steps.end();
    if (!(error instanceof Interrupted)) throw error;
    console.error('Stopped: nothing was written.');
    process.exitCode = INTERRUPTED;
  }
}
