import * as v from 'valibot';
import type { AnalysisCards } from './analysis-cards';
import { documentId, finiteNumber, nonNegativeNumber, title } from './field-schema';
import { MAX_DIRECTIONS } from './link';
import { mustBe, parseWithSchema } from './parse-with-schema';
import type { AnalysisDocument, RunMarks } from './project';

const shortText = v.pipe(
  v.string(),
  mustBe<string>('a text of at most 500 characters', (text) => text.length <= 500),
);

function fractionBelow(most: number) {
  return v.pipe(
    v.number(),
    mustBe<number>(`a number above 0 and below ${most}`, (x) => x > 0 && x < most),
  );
}

function wholeNumber(least: number, most: number) {
  return v.pipe(
    v.number(),
    mustBe<number>(
      `a whole number from ${least} to ${most}`,
      (x) => Number.isInteger(x) && x >= least && x <= most,
    ),
  );
}

const range = v.pipe(
  v.strictTuple([finiteNumber, finiteNumber]),
  mustBe<[number, number]>('two numbers, the smaller one first', ([low, high]) => low < high),
);

/** More trajectories would not be told apart. */
const MOST_TRAJECTORIES = 40;

const cardsSchema: v.GenericSchema<unknown, AnalysisCards> = v.strictObject({
  scaling: v.strictObject({
    time: v.union([v.literal('last'), wholeNumber(1, MAX_DIRECTIONS)]),
    against: shortText,
    model: v.picklist(['auto', 'power', 'logarithmic']),
    estimator: v.picklist(['median', 'mean']),
    interval: v.picklist(['bootstrap', 'likelihood']),
    level: fractionBelow(1),
    range: v.nullable(range),
    trapped: v.picklist(['left-out', 'censored']),
  }),
  successFraction: fractionBelow(1),
  sameLoss: nonNegativeNumber,
  plateauRate: v.nullable(fractionBelow(1e6)),
  landscape: v.strictObject({
    scale: v.pipe(
      v.number(),
      mustBe<number>('a number above 0, at most 1', (x) => x > 0 && x <= 1),
    ),
    trajectories: wholeNumber(0, MOST_TRAJECTORIES),
  }),
});

const analysisSchema: v.GenericSchema<unknown, AnalysisDocument> = v.strictObject({
  id: documentId,
  name: title,
  sweepIds: v.array(documentId),
  filter: shortText,
  groupBy: v.array(shortText),
  band: v.picklist(['none', 'iqr', 'p5-p95', 'sd', 'sem', 'bootstrap-95']),
  centre: v.picklist(['median', 'mean']),
  quantity: shortText,
  abscissa: shortText,
  facetBy: v.nullable(shortText),
  cards: v.exactOptional(cardsSchema),
});

/** Reads an untrusted value as an analysis. Unknown fields are refused. Throws InvalidInputError. */
export function parseAnalysis(value: unknown): AnalysisDocument {
  return parseWithSchema(analysisSchema, value, 'analysis');
}

const runIds = v.array(
  v.pipe(
    v.string(),
    mustBe<string>('an id of a run', (id) => /^[0-9a-f]{8,128}$/.test(id)),
  ),
);

const marksSchema: v.GenericSchema<unknown, RunMarks> = v.strictObject({
  starred: runIds,
  tags: v.array(v.strictObject({ tag: title, runIds })),
});

/** Marks of a project in which nothing was marked. */
export const NO_MARKS: RunMarks = { starred: [], tags: [] };

/** Reads an untrusted value as the marks of a project. Unknown fields are refused. Throws InvalidInputError. */
export function parseMarks(value: unknown): RunMarks {
  return parseWithSchema(marksSchema, value, 'marks');
}
