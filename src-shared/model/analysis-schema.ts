import * as v from 'valibot';
import { documentId, title } from './field-schema';
import { mustBe, parseWithSchema } from './parse-with-schema';
import type { AnalysisDocument, RunMarks } from './project';

const shortText = v.pipe(
  v.string(),
  mustBe<string>('a text of at most 500 characters', (text) => text.length <= 500),
);

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
