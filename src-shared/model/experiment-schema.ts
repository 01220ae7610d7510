import * as v from 'valibot';
import type { EventThresholds, ExperimentSpec, FlowSpec, InitialLink, Ridge, StartSpec } from './experiment';
import { count, documentId, finiteNumber, nonNegativeNumber, title } from './field-schema';
import { hermiteTermSchema } from './link-schema';
import { parseWithSchema } from './parse-with-schema';

const metric = v.picklist(['embedded', 'canonical']);
const terms = v.array(hermiteTermSchema);

/** Shape of a ridge penalty. */
const ridgeSchema: v.GenericSchema<unknown, Ridge> = v.strictObject({
  kappa: v.array(nonNegativeNumber),
  mu: nonNegativeNumber,
});

/** Shape of the student link at the start of the joint flow. */
const initialLinkSchema: v.GenericSchema<unknown, InitialLink> = v.variant('kind', [
  v.strictObject({ kind: v.literal('zero') }),
  v.strictObject({ kind: v.literal('teacher') }),
  v.strictObject({ kind: v.literal('fitted') }),
  v.strictObject({ kind: v.literal('terms'), terms }),
]);

/** Shape of a flow; whether its links fit r and q is checked by `resolveRuns`. */
export const flowSchema: v.GenericSchema<unknown, FlowSpec> = v.variant('kind', [
  v.strictObject({ kind: v.literal('two-timescale'), ridge: v.exactOptional(ridgeSchema) }),
  v.strictObject({
    kind: v.literal('planted'),
    metric,
    student: v.exactOptional(v.strictObject({ terms })),
  }),
  v.strictObject({ kind: v.literal('joint'), metric, epsilon: finiteNumber, initialLink: initialLinkSchema }),
]);

/** Shape of a start; its size and norm are checked by `resolveRuns`, which knows the link. */
export const startSchema: v.GenericSchema<unknown, StartSpec> = v.variant('kind', [
  v.strictObject({ kind: v.literal('haar'), seed: count }),
  v.strictObject({ kind: v.literal('explicit'), overlap: v.array(v.array(finiteNumber)) }),
]);

/** Shape of the event thresholds. */
export const thresholdsSchema: v.GenericSchema<unknown, EventThresholds> = v.strictObject({
  overlapLevels: v.array(finiteNumber),
  plateauRate: nonNegativeNumber,
  settledFraction: nonNegativeNumber,
});

const experimentSchema: v.GenericSchema<unknown, ExperimentSpec> = v.strictObject({
  id: documentId,
  name: title,
  targetId: documentId,
  dimension: finiteNumber,
  studentWidth: v.nullable(finiteNumber),
  start: startSchema,
  flows: v.array(flowSchema),
  relativeTolerance: finiteNumber,
  horizon: finiteNumber,
  thresholds: thresholdsSchema,
});

/**
 * Reads an untrusted value as an experiment. Checks the shape only, so that a half-edited experiment can be kept; its
 * meaning is checked by `resolveRuns`. Unknown fields are refused. Throws InvalidInputError.
 */
export function parseExperiment(value: unknown): ExperimentSpec {
  return parseWithSchema(experimentSchema, value, 'experiment');
}
