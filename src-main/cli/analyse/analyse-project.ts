import type { Session } from '@main/workbench/session/session';
import { summariseConditions } from '@shared/ensembles/condition-summary';
import { fitScalingOf } from '@shared/ensembles/fit-scaling';
import { byLandscape, type LandscapeRuns } from '@shared/ensembles/landscape-runs';
import type { LeftOutRuns } from '@shared/ensembles/left-out';
import { fittedFormula } from '@shared/ensembles/rescaled-time';
import { runFields, type RunContext, type RunField } from '@shared/ensembles/run-fields';
import { passes } from '@shared/ensembles/run-filter';
import { groupRuns, groupStyles, type RunGroup } from '@shared/ensembles/run-groups';
import { scalingQuestions } from '@shared/ensembles/scaling-questions';
import { InvalidInputError } from '@shared/model/input-problem';
import type { RunEnding } from '@shared/numerics/statistics/outcome-rates';
import { openProject } from '../open-project';
import {
  chooseAnalysis,
  chosenSweeps,
  savedAnalysis,
  type AnalysisChoice,
  type AnalysisOptions,
} from './analysis-choice';
import {
  reportCondition,
  reportFamily,
  reportScaling,
  type AnalysisReport,
  type ScalingReport,
} from './analysis-report';
import { checkBandsFile, writeBands } from './bands-file';
import { readSealedRuns, runsOfSweeps, type SealedRuns } from './chosen-runs';
import { judgeLandscapes } from './judge-landscapes';
import { projectContext } from './project-context';
import { readCurves } from './read-curves';
import { conditionsOfCurves, rescaleConditions } from './rescaled-conditions';
import type { WorkSteps } from './work-steps';

/** What came out, and whether curves that were needed could not be had. */
export interface AnalysedProject {
  readonly report: AnalysisReport;
  readonly failed: boolean;
}

/**
 * Opens a project and works out what is asked of its runs; writes `bandsFile` where one is named. Throws InvalidInputError where
 * the question means nothing or no run is left; rejects with Interrupted.
 */
export async function analyseProject(
  session: Session,
  path: string,
  options: AnalysisOptions,
  bandsFile: string | null,
  steps: WorkSteps,
): Promise<AnalysedProject> {
  if (bandsFile !== null) await checkBandsFile(bandsFile);
  const { documents } = await openProject(session, path);
  const saved = savedAnalysis(options, documents);
  const sweeps = chosenSweeps(options, saved, documents);
  const sealed = await readSealedRuns(session);
  if (sealed.rows.length === 0)
    throw nothingLeft(path, 'no run of it is sealed', 'Compute some with grassflow run');
  const linkOf = (linkId: string) => sealed.links.get(linkId);
  const endings = new Map<string, RunEnding>();
  const context = projectContext(documents, sealed.links, endings);

  const directions = sealed.rows.reduce((most, row) => Math.max(most, row.finalSingularValues.length), 0);
  const fields = runFields(directions);
  const choice = chooseAnalysis(options, saved, fields, directions, sealed.rows, context);
  const { cards, filter, groupBy } = choice;

  const inSweeps = await runsOfSweeps(session, sweeps, sealed);
  const unjudged = await judgeLandscapes(
    byLandscape(inSweeps.rows, linkOf, context),
    cards.successFraction,
    endings,
    steps,
  );
  const runs = inSweeps.rows.filter((run) => passes(filter, run, context));
  const filtered = inSweeps.rows.filter((run) => !passes(filter, run, context));
  if (runs.length === 0) {
    const cause = `none of ${inSweeps.rows.length} sealed runs is left`;
    throw nothingLeft(filtered.length > 0 ? '--where' : '--sweep', cause, 'Ask for more, or compute more');
  }

  const groups = groupRuns(runs, groupBy, groupStyles(sealed.rows, groupBy, context), context);
  const conditions = summariseConditions(groups, groupBy, cards.scaling.trapped, context);
  const landscapes = byLandscape(runs, linkOf, context);
  const against = fields.find(({ id }) => id === cards.scaling.against) ?? null;
  const scaling = await fitScalings(landscapes, cards, against, context, steps);
  const curved =
    bandsFile === null && choice.rescaling === null
      ? null
      : await lookAtCurves(session, groups, choice, bandsFile, linkOf, steps);
  const report: AnalysisReport = {
    project: path,
    name: documents.head.name,
    question: {
      analysis: saved?.id ?? null,
      sweeps,
      where: choice.document.filter,
      by: groupBy.map(({ id }) => id),
    },
    sealed: sealed.rows.length,
    runs: runs.length,
    leftOut: [
      ...inSweeps.missing,
      ...outside(sealed, inSweeps.rows, 'in none of these sweeps'),
      ...outside({ rows: filtered }, [], 'they do not pass the filter'),
      ...unjudged,
    ],
    conditions: conditions.map((one) => reportCondition(one, groupBy)),
    scaling,
    ...curved?.report,
  };
  return { report, failed: curved?.failed ?? false };
}

async function fitScalings(
  landscapes: readonly LandscapeRuns[],
  { scaling: choice }: AnalysisChoice['cards'],
  against: RunField | null,
  context: RunContext,
  steps: WorkSteps,
): Promise<readonly ScalingReport[]> {
  const questions = scalingQuestions({ landscapes, choice, against, context });
  const reports: ScalingReport[] = [];
  for (const { landscape, question } of questions) {
    await steps.next('fitting scaling laws', reports.length, questions.length);
    const answer = fitScalingOf(question, choice);
    reports.push(reportScaling(landscape, answer, against?.label ?? choice.against));
  }
  return reports;
}

async function lookAtCurves(
  session: Session,
  groups: readonly RunGroup[],
  choice: AnalysisChoice,
  bandsFile: string | null,
  linkOf: Parameters<typeof rescaleConditions>[4],
  steps: WorkSteps,
): Promise<{
  readonly report: Pick<AnalysisReport, 'collapse' | 'bands' | 'withoutCurves'>;
  readonly failed: boolean;
}> {
  const { quantity, rescaling, groupBy } = choice;
  const runs = groups.flatMap((group) => group.runs);
  const { curves, without, failed } = await readCurves(session, runs, quantity, steps);
  const original = conditionsOfCurves(groups, curves);
  const rescaled =
    rescaling && (await rescaleConditions(original, groupBy, rescaling, quantity.id, linkOf, steps));
  const conditions = rescaled?.conditions ?? original;
  const bands =
    bandsFile === null
      ? null
      : await writeBands(bandsFile, conditions, choice, rescaling?.text ?? 't', steps);
  return {
    report: {
      ...(rescaling &&
        rescaled && {
          collapse: {
            quantity: quantity.id,
            formula: rescaling.text,
            fittedFormula: fittedFormula(rescaling),
            families: rescaled.families.map(reportFamily),
            leftOut: rescaled.leftOut,
          },
        }),
      ...(bands && { bands }),
      withoutCurves: [...without, ...failed],
    },
    failed: failed.length > 0,
  };
}

/** The runs among `all` that are not in `some`, with the reason; nothing where there are none. */
function outside(
  all: Pick<SealedRuns, 'rows'>,
  some: SealedRuns['rows'],
  why: string,
): readonly LeftOutRuns[] {
  const known = new Set(some.map(({ runId }) => runId));
  const runIds = all.rows.filter(({ runId }) => !known.has(runId)).map(({ runId }) => runId);
  return runIds.length === 0 ? [] : [{ why, runIds }];
}

function nothingLeft(field: string, cause: string, remedy: string): InvalidInputError {
  return new InvalidInputError([{ field, cause, remedy }]);
}
