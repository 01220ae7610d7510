import * as v from 'valibot';
import { flowSchema, startSchema, thresholdsSchema } from './experiment-schema';
import { count, finiteNumber, nonNegativeNumber } from './field-schema';
import { hermiteTermSchema } from './link-schema';
import { mustBe, parseWithSchema } from './parse-with-schema';
import type { FlowEvent, Plateau, RunMeta, RunSpec, RunStatistics } from './run';

const runSpecSchema: v.GenericSchema<unknown, RunSpec> = v.strictObject({
  link: v.strictObject({ r: count, terms: v.array(hermiteTermSchema) }),
  flow: flowSchema,
  dimension: count,
  studentWidth: count,
  start: startSchema,
  generator: v.string(),
  relativeTolerance: finiteNumber,
  absoluteTolerance: finiteNumber,
  horizon: finiteNumber,
  thresholds: thresholdsSchema,
  samplesPerDecade: count,
  firstSampleTime: finiteNumber,
});

const statisticsSchema: v.GenericSchema<unknown, RunStatistics> = v.strictObject({
  acceptedSteps: count,
  rejectedSteps: count,
  derivativeEvaluations: count,
  factorisations: count,
  roundingLimitedSteps: count,
  summedError: nonNegativeNumber,
  overshoot: nonNegativeNumber,
});

const plateauChange = { t: nonNegativeNumber, loss: finiteNumber };

const eventSchema: v.GenericSchema<unknown, FlowEvent> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('overlap-crossing'),
    t: nonNegativeNumber,
    index: count,
    level: finiteNumber,
    direction: v.picklist(['up', 'down']),
  }),
  v.strictObject({ kind: v.literal('plateau-entered'), ...plateauChange }),
  v.strictObject({ kind: v.literal('plateau-left'), ...plateauChange }),
  v.strictObject({ kind: v.literal('settled'), ...plateauChange }),
]);

const plateauSchema: v.GenericSchema<unknown, Plateau> = v.strictObject({
  from: nonNegativeNumber,
  to: nonNegativeNumber,
  loss: finiteNumber,
  rank: count,
  sampleTime: nonNegativeNumber,
  overlap: v.array(finiteNumber),
  open: v.boolean(),
});

const runMetaSchema: v.GenericSchema<unknown, RunMeta> = v.strictObject({
  schema: v.literal(1),
  runId: v.pipe(
    v.string(),
    // The id is also a file name: nothing but the digits of a hash may pass.
    mustBe<string>('a hash of 8 to 128 hexadecimal digits', (id) => /^[0-9a-f]{8,128}$/.test(id)),
  ),
  engineVersion: v.string(),
  spec: runSpecSchema,
  stopReason: v.picklist([
    'horizon',
    'stationary',
    'cancelled',
    'step-budget',
    'step-too-small',
    'not-finite',
  ]),
  reached: nonNegativeNumber,
  statistics: statisticsSchema,
  events: v.array(eventSchema),
  plateaus: v.array(plateauSchema),
  initialLoss: finiteNumber,
  finalLoss: finiteNumber,
  finalSingularValues: v.array(finiteNumber),
  finalOverlap: v.array(finiteNumber),
  startRank: count,
  warnings: v.array(v.string()),
});

/**
 * Reads an untrusted value (the `meta.json` of a run file) as what a run says about itself. Unknown fields are refused.
 * Throws InvalidInputError.
 */
export function parseRunMeta(value: unknown): RunMeta {
  return parseWithSchema(runMetaSchema, value, 'meta.json');
}
