import * as v from 'valibot';
import { documentId, title } from './field-schema';
import { InvalidInputError } from './input-problem';
import { mustBe, parseWithSchema } from './parse-with-schema';
import { PROJECT_SCHEMA, type ProjectHead } from './project';

/** What an untrusted `project.json` is, before its fields are read. */
export type ProjectRecognition =
  /** Not written by Grassflow. */
  | { readonly kind: 'foreign' }
  /** Written by a newer Grassflow, with a schema this one does not know. */
  | { readonly kind: 'newer'; readonly schema: number }
  /** A schema this Grassflow reads. */
  | { readonly kind: 'readable' };

const markSchema = v.object({
  format: v.literal('grassflow-project'),
  schema: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

/** Tells a project head from foreign files and from heads of a newer schema; never throws. */
export function recogniseProjectHead(value: unknown): ProjectRecognition {
  const mark = v.safeParse(markSchema, value);
  if (!mark.success) return { kind: 'foreign' };
  const { schema } = mark.output;
  return schema > PROJECT_SCHEMA ? { kind: 'newer', schema } : { kind: 'readable' };
}

const projectHeadSchema: v.GenericSchema<unknown, ProjectHead> = v.strictObject({
  format: v.literal('grassflow-project'),
  schema: v.literal(PROJECT_SCHEMA),
  id: documentId,
  name: title,
  question: v.pipe(
    v.string(),
    mustBe<string>('a text of at most 10 000 characters', (text) => text.length <= 10_000),
  ),
});

/**
 * Reads an untrusted value as a project head. Throws InvalidInputError; the problem's field is `format` for a foreign
 * file and `schema` for a newer schema (use `recogniseProjectHead` to tell them apart without an exception).
 */
export function parseProjectHead(value: unknown): ProjectHead {
  const recognised = recogniseProjectHead(value);
  if (recognised.kind === 'foreign') {
    throw new InvalidInputError([
      {
        field: 'format',
        cause:
          'is not "grassflow-project" with a schema number: this file is not the head of a Grassflow project',
        remedy: 'Choose the project.json of a .grassflow folder',
      },
    ]);
  }
  if (recognised.kind === 'newer') {
    throw new InvalidInputError([
      {
        field: 'schema',
        cause: `is ${recognised.schema}, written by a newer Grassflow; this one reads up to ${PROJECT_SCHEMA}`,
        remedy: 'Open the project with a newer Grassflow',
      },
    ]);
  }
  return parseWithSchema(projectHeadSchema, value, 'project');
}
