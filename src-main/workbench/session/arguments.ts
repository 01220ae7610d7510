import { WorkbenchError } from '@shared/contract/errors';

/** Reads one field of a call's input. @throws WorkbenchError `protocol` */
type FieldReader<Value> = (value: unknown, field: string) => Value;

/**
 * The input of a call, checked: a plain object with exactly these fields. Built anew, so that nothing else of an
 * untrusted object survives.
 * @throws WorkbenchError `protocol`
 */
export function readInput<Fields extends Readonly<Record<string, FieldReader<unknown>>>>(
  input: unknown,
  fields: Fields,
): { readonly [Name in keyof Fields]: ReturnType<Fields[Name]> } {
  if (!isPlainObject(input)) throw malformed('input', 'an object');
  const unknownField = Object.keys(input).find((name) => !Object.hasOwn(fields, name));
  if (unknownField !== undefined)
    throw new WorkbenchError('protocol', `The field "${unknownField}" is not known`);
  const entries = Object.entries(fields).map(([name, read]) => [
    name,
    read(Object.hasOwn(input, name) ? input[name] : undefined, name),
  ]);
  return Object.fromEntries(entries) as { readonly [Name in keyof Fields]: ReturnType<Fields[Name]> };
}

/** A string. */
export const text: FieldReader<string> = (value, field) => {
  if (typeof value !== 'string') throw malformed(field, 'a text');
  return value;
};

/** True or false. */
export const flag: FieldReader<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw malformed(field, 'true or false');
  return value;
};

/** A whole number from 0. */
export const wholeNumber: FieldReader<number> = (value, field) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw malformed(field, 'a whole number, 0 or more');
  }
  return value;
};

/** Null, or what `read` reads. */
export function nullable<Value>(read: FieldReader<Value>): FieldReader<Value | null> {
  return (value, field) => (value === null ? null : read(value, field));
}

/** One of the given words. */
export function oneOf<Word extends string>(...words: readonly Word[]): FieldReader<Word> {
  return (value, field) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw malformed(field, `one of ${words.join(', ')}`);
    return found;
  };
}

/** A list of what `read` reads. */
export function listOf<Value>(read: FieldReader<Value>): FieldReader<readonly Value[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw malformed(field, 'a list');
    return value.map((entry, i) => read(entry, `${field}[${i}]`));
  };
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function malformed(field: string, expected: string): WorkbenchError {
  return new WorkbenchError('protocol', `The field "${field}" must be ${expected}`);
}
