import type { RunRow } from '@shared/contract/run-listing';
import { bandsFor, bandKind } from '@shared/ensembles/condition-bands';
import { firstAnalysis } from '@shared/ensembles/first-analysis';
import { quantities, type Quantity } from '@shared/ensembles/quantities';
import { readRescaling } from '@shared/ensembles/rescaled-time';
import type { RunContext, RunField } from '@shared/ensembles/run-fields';
import { parseFilter, type RunFilter } from '@shared/ensembles/run-filter';
import { DEFAULT_CARDS, type AnalysisCards } from '@shared/model/analysis-cards';
import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import type { AnalysisDocument, ProjectDocuments } from '@shared/model/project';
import type { BandKind } from '@shared/numerics/statistics/band';
import type { Rescaling } from '@shared/numerics/statistics/rescaling';

/** What of an analysis can be said on the command line. */
export interface AnalysisOptions {
  readonly sweep?: readonly string[];
  readonly where?: string;
  readonly by?: readonly string[];
  readonly analysis?: string;
  readonly quantity?: string;
  /** A formula; true for that of the analysis. */
  readonly rescale?: string | true;
  readonly centre?: AnalysisDocument['centre'];
  readonly band?: AnalysisDocument['band'];
}

/** What is asked of the runs of a project. */
export interface AnalysisChoice {
  readonly document: AnalysisDocument;
  readonly cards: AnalysisCards;
  readonly filter: RunFilter;
  readonly groupBy: readonly RunField[];
  readonly quantity: Quantity;
  /** Null where nothing is rescaled. */
  readonly rescaling: Rescaling | null;
  readonly bandKind: BandKind;
}

/** The saved analysis that is named; null where none is. Throws InvalidInputError where there is no such analysis. */
export function savedAnalysis(
  { analysis }: AnalysisOptions,
  { analyses }: Pick<ProjectDocuments, 'analyses'>,
): AnalysisDocument | null {
  if (analysis === undefined) return null;
  const found = analyses.find(({ id }) => id === analysis);
  if (found) return found;
  const ids = analyses.map(({ id }) => id).join(', ');
  const remedy = ids === '' ? 'Save one in the window, or leave it out' : `Choose one of ${ids}`;
  throw new InvalidInputError([{ field: '--analysis', cause: `there is no "${analysis}"`, remedy }]);
}

/** The sweeps that are asked about; none for all runs. Throws InvalidInputError for one that is not there. */
export function chosenSweeps(
  { sweep }: AnalysisOptions,
  saved: AnalysisDocument | null,
  { sweeps }: Pick<ProjectDocuments, 'sweeps'>,
): readonly string[] {
  const named = sweep ?? saved?.sweepIds ?? [];
  const field = sweep ? '--sweep' : `analysis ${saved?.id ?? ''}, sweepIds`;
  const ids = sweeps.map(({ id }) => id);
  const remedy =
    ids.length === 0 ? 'Leave it out: the project has no sweeps' : `Choose from ${ids.join(', ')}`;
  const problems = named
    .filter((id) => !ids.includes(id))
    .map((id): InputProblem => ({ field, cause: `there is no sweep "${id}"`, remedy }));
  if (problems.length > 0) throw new InvalidInputError(problems);
  return [...new Set(named)];
}

/**
 * What is asked: the saved analysis, or the one that the window begins with for `runs` of up to `directions` singular values,
 * changed by the options. Throws InvalidInputError with everything that is wrong.
 */
export function chooseAnalysis(
  options: AnalysisOptions,
  saved: AnalysisDocument | null,
  fields: readonly RunField[],
  directions: number,
  runs: readonly RunRow[],
  context: RunContext,
): AnalysisChoice {
  const document = changedDocument(options, saved ?? firstAnalysis(fields, runs, context));
  const problems: InputProblem[] = [];
  const origin = (option: string, given: unknown, part: string): string =>
    given === undefined ? `analysis ${document.id}, ${part}` : option;

  const filter = parseFilter(document.filter, fields);
  const where = origin('--where', options.where, 'filter');
  for (const { text, cause, remedy } of filter.problems) {
    problems.push({ field: `${where} ${text}`, cause, remedy });
  }
  const by = origin('--by', options.by, 'groupBy');
  const groupBy = document.groupBy.flatMap((id): readonly RunField[] => {
    const field = fields.find((one) => one.id === id);
    if (field) return [field];
    const remedy = `Choose from ${fields.map((one) => one.id).join(', ')}`;
    problems.push({ field: by, cause: `there is no field "${id}"`, remedy });
    return [];
  });
  const all = quantities(directions);
  const quantity = all.find(({ id }) => id === document.quantity);
  if (quantity === undefined) {
    problems.push({
      field: origin('--quantity', options.quantity, 'quantity'),
      cause: `these runs have no "${document.quantity}"`,
      remedy: `Choose one of ${all.map(({ id }) => id).join(', ')}`,
    });
  }
  const rescaling = chosenRescaling(options, document, problems);
  if (!bandsFor(document.centre).includes(document.band)) {
    const cause = `${document.band} does not go with the ${document.centre}`;
    problems.push({
      field: '--band',
      cause,
      remedy: `Choose one of ${bandsFor(document.centre).join(', ')}`,
    });
  }
  if (quantity === undefined || problems.length > 0) throw new InvalidInputError(problems);
  const kind = bandKind(document.centre, document.band);
  const cards = document.cards ?? DEFAULT_CARDS;
  return { document, cards, filter, groupBy, quantity, rescaling, bandKind: kind };
}

/** Panels of the window are conditions here. */
function changedDocument(options: AnalysisOptions, base: AnalysisDocument): AnalysisDocument {
  const { facetBy } = base;
  const grouping = facetBy === null || base.groupBy.includes(facetBy) ? [] : [facetBy];
  const meanOnly = options.band === 'sd' || options.band === 'sem';
  const centre = options.centre ?? (meanOnly ? 'mean' : base.centre);
  const [first = 'none'] = bandsFor(centre);
  return {
    ...base,
    filter: options.where ?? base.filter,
    groupBy: options.by ?? [...grouping, ...base.groupBy],
    facetBy: null,
    quantity: options.quantity ?? base.quantity,
    abscissa: typeof options.rescale === 'string' ? options.rescale : base.abscissa,
    centre,
    band: options.band ?? (bandsFor(centre).includes(base.band) ? base.band : first),
  };
}

function chosenRescaling(
  { rescale }: AnalysisOptions,
  { abscissa }: AnalysisDocument,
  problems: InputProblem[],
): Rescaling | null {
  if (rescale === undefined) return null;
  const read = readRescaling(abscissa);
  if (read.kind === 'problem') {
    problems.push({ field: '--rescale', cause: read.cause, remedy: read.remedy });
    return null;
  }
  if (abscissa.trim() === 't') {
    problems.push({
      field: '--rescale',
      cause: 'the formula t leaves every curve where it is',
      remedy: 'Write a formula, for example --rescale "t/d^(k-1)"',
    });
  }
  return read.rescaling;
}
