import * as v from 'valibot';
import { InvalidInputError, type InputProblem } from './input-problem';

/**
 * Checks an untrusted value against a schema and returns it as plain, freshly built data (nothing of the input object,
 * its prototype included, survives except values the schema names). `document` names the whole value in messages.
 * Throws InvalidInputError with one problem per fault found.
 */
export function parseWithSchema<T>(schema: v.GenericSchema<unknown, T>, value: unknown, document: string): T {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new InvalidInputError(result.issues.map((issue) => toProblem(issue, document)));
}

/**
 * A schema action: the value must pass `test`. `expected` completes the remedy "Give …", for example
 * "a number above 0".
 */
export function mustBe<T>(expected: string, test: (value: T) => boolean): v.RawCheckAction<T> {
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    if (dataset.typed && !test(dataset.value)) addIssue({ expected });
  });
}

/** Path of a field as users read it, for example `link.terms[2].beta`. */
function fieldPath(issue: v.BaseIssue<unknown>, document: string): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    if (typeof key === 'number') path += `[${key}]`;
    else path += path === '' ? String(key) : `.${String(key)}`;
  }
  return path === '' ? document : path;
}

function toProblem(issue: v.BaseIssue<unknown>, document: string): InputProblem {
  const field = fieldPath(issue, document);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return {
      field,
      cause: 'is not a field Grassflow knows',
      remedy: 'Remove it or correct its spelling',
    };
  }
  const remedy = `Give ${expectedPhrase(issue)}`;
  if (issue.received === 'undefined') return { field, cause: 'is missing', remedy };
  return { field, cause: `is ${receivedPhrase(issue.received)}`, remedy };
}

const TYPE_PHRASES: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'a text in quotation marks',
  boolean: 'true or false',
  array: 'a list in square brackets',
  strict_object: 'an object in curly braces',
  record: 'an object in curly braces',
  null: 'null',
};

function expectedPhrase(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'validation') return issue.expected ?? 'a valid value';
  if (issue.type === 'strict_object' && issue.received === 'undefined' && issue.path) return 'it a value';
  const phrase = Object.hasOwn(TYPE_PHRASES, issue.type) ? TYPE_PHRASES[issue.type] : undefined;
  // Choices arrive as ("a" | "b"), a single literal as "a".
  return phrase ?? (issue.expected ?? 'a valid value').replace(/^\(|\)$/g, '').replaceAll(' | ', ' or ');
}

function receivedPhrase(received: string): string {
  if (received === 'Array') return 'a list';
  if (received === 'Object') return 'an object';
  return received;
}
