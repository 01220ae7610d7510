import * as v from 'valibot';
import { count, documentId, finiteNumber, title } from './field-schema';
import { mustBe, parseWithSchema } from './parse-with-schema';
import type { AxisValues, SweepAxis, SweepSpec } from './sweep';

const axisValuesSchema: v.GenericSchema<unknown, AxisValues> = v.variant('kind', [
  v.strictObject({ kind: v.literal('list'), values: v.array(finiteNumber) }),
  v.strictObject({ kind: v.literal('linear'), from: finiteNumber, to: finiteNumber, count }),
  v.strictObject({ kind: v.literal('logarithmic'), from: finiteNumber, to: finiteNumber, count }),
  v.strictObject({ kind: v.literal('powers-of-two'), from: finiteNumber, to: finiteNumber }),
]);

const fieldPath = v.pipe(
  v.string(),
  mustBe<string>('the path of a number below "experiment" or "target"', (path) =>
    /^(experiment|target)(\.[A-Za-z0-9]{1,40}){1,12}$/.test(path),
  ),
);

const axisSchema: v.GenericSchema<unknown, SweepAxis> = v.strictObject({
  field: fieldPath,
  values: axisValuesSchema,
});

const sweepSchema: v.GenericSchema<unknown, SweepSpec> = v.strictObject({
  id: documentId,
  name: title,
  experimentId: documentId,
  axes: v.array(axisSchema),
  targetIds: v.array(documentId),
  seeds: v.nullable(v.strictObject({ first: count, count })),
  keep: v.picklist(['trajectory', 'summary']),
});

/**
 * Reads an untrusted value as a sweep. Checks the shape only, so that a half-edited sweep can be kept; its meaning is
 * checked by `planSweep`. Unknown fields are refused. Throws InvalidInputError.
 */
export function parseSweep(value: unknown): SweepSpec {
  return parseWithSchema(sweepSchema, value, 'sweep');
}
