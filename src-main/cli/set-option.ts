import { type InputProblem, InvalidInputError } from '@shared/model/input-problem';

/** One `--set path=value`: the keys that lead to the field, and its new value. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Reads `start.seed=7`, `flows[0].kind=planted` or `target.link.parameters.s=3`. The value is JSON where it parses as
 * such, else text. Throws InvalidInputError.
 */
export function parseSetting(text: string): Setting {
  const sign = text.indexOf('=');
  const path = text
    .slice(0, Math.max(0, sign))
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.');
  if (sign < 1 || path.some((key) => !/^[A-Za-z0-9]+$/.test(key))) {
    throw refusal(`--set ${text}`, 'is not of the form path=value', 'Write for example --set start.seed=7');
  }
  return { path, value: parseValue(text.slice(sign + 1)) };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * The document with one field changed; the field must be there, so that a misspelt one is refused rather than ignored.
 * Throws InvalidInputError.
 */
export function applySetting(document: unknown, setting: Setting): unknown {
  return replaceAt(document, setting.path, setting.value, setting.path.join('.'));
}

function replaceAt(node: unknown, path: readonly string[], value: unknown, name: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) {
    const known = typeof node === 'object' && node !== null ? Object.keys(node).join(', ') : 'none';
    throw refusal(`--set ${name}`, `there is no field "${key}"`, `Fields there: ${known}`);
  }
  if (Array.isArray(node)) {
    return node.map((item: unknown, index) =>
      String(index) === key ? replaceAt(item, rest, value, name) : item,
    );
  }
  const fields = node as Readonly<Record<string, unknown>>;
  return { ...fields, [key]: replaceAt(fields[key], rest, value, name) };
}

function refusal(field: string, cause: string, remedy: string): InvalidInputError {
  const problem: InputProblem = { field, cause, remedy };
  return new InvalidInputError([problem]);
}
