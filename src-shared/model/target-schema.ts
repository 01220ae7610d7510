import * as v from 'valibot';
import { documentId, title } from './field-schema';
import { linkSchema } from './link-schema';
import { parseWithSchema } from './parse-with-schema';
import type { TargetSpec } from './target';

const targetSchema: v.GenericSchema<unknown, TargetSpec> = v.strictObject({
  id: documentId,
  name: title,
  link: linkSchema,
});

/** Reads an untrusted value as a target. Unknown fields are refused. Throws InvalidInputError. */
export function parseTarget(value: unknown): TargetSpec {
  return parseWithSchema(targetSchema, value, 'target');
}
