import type { AxisValues } from '@shared/model/sweep';
import { formatInput } from '@shared/number-text/format-number';
import { parseNumber } from '@shared/number-text/parse-number';
import { axisValues } from '@shared/numerics/sweep/axis-values';
import { parseNumbers } from '../fields/parse-numbers';

/** What the text of an axis means, or what is wrong with it and what to write instead. */
export type ParsedAxis =
  | { readonly kind: 'values'; readonly values: AxisValues }
  | { readonly kind: 'problem'; readonly cause: string; readonly remedy: string };

/** The forms an axis is written in, as examples. */
export const AXIS_FORMS = '100, 1000, 10^4 · lin(0, 1, 11) · log(1e2, 1e4, 9) · pow2(6, 12)';

const REMEDY = `Write values such as ${AXIS_FORMS}; with decimal commas, separate by semicolons`;

const CALL = /^(lin|linear|log|logarithmic|pow2|2\^)\s*\(([^()]*)\)$/i;
const EXPONENT_RANGE = /^2\s*\^\s*\(?\s*(-?\d+)\s*(?:\.\.|…|to)\s*(-?\d+)\s*\)?$/i;

/**
 * Reads the values of an axis as people write them: a list (`64, 128, 2^8`), `lin(from, to, count)`, `log(from, to, count)`,
 * `pow2(from, to)` or `2^(6..12)` for powers of two. Numbers as in number fields. Values are separated by commas; where there
 * are semicolons or blanks between them, a comma is a decimal comma.
 */
export function parseAxis(text: string): ParsedAxis {
  const trimmed = text.trim();
  if (trimmed === '') return problem('the axis has no values');
  const range = EXPONENT_RANGE.exec(trimmed);
  if (range) return checked({ kind: 'powers-of-two', from: Number(range[1]), to: Number(range[2]) });
  const call = CALL.exec(trimmed);
  if (call) return parseCall((call[1] ?? '').toLowerCase(), call[2] ?? '');
  const values = parseList(trimmed);
  return Array.isArray(values) ? checked({ kind: 'list', values }) : values;
}

/** The text of an axis; reading it back gives the same values. */
export function formatAxis(values: AxisValues): string {
  switch (values.kind) {
    case 'list':
      return values.values.map(formatInput).join(', ');
    case 'linear':
      return `lin(${formatInput(values.from)}, ${formatInput(values.to)}, ${values.count})`;
    case 'logarithmic':
      return `log(${formatInput(values.from)}, ${formatInput(values.to)}, ${values.count})`;
    case 'powers-of-two':
      return `pow2(${values.from}, ${values.to})`;
  }
}

function parseCall(name: string, inside: string): ParsedAxis {
  const numbers = parseList(inside);
  if (!Array.isArray(numbers)) return numbers;
  const [from, to, count] = numbers;
  if (name === 'pow2' || name === '2^') {
    if (from === undefined || to === undefined || numbers.length !== 2) {
      return problem(`${name}( ) takes the first and the last exponent`);
    }
    return checked({ kind: 'powers-of-two', from, to });
  }
  if (from === undefined || to === undefined || count === undefined || numbers.length !== 3) {
    return problem(`${name}( ) takes the first value, the last value and their number`);
  }
  return checked({ kind: name.startsWith('lin') ? 'linear' : 'logarithmic', from, to, count });
}

/** Semicolons, or blanks that do not follow a comma, leave the comma to decimals. */
const OTHER_SEPARATOR = /;|[^,;\s]\s+[^,;\s]/;

function parseList(text: string): number[] | Extract<ParsedAxis, { kind: 'problem' }> {
  if (OTHER_SEPARATOR.test(text)) {
    const parsed = parseNumbers(text);
    return parsed.kind === 'values' ? [...parsed.values] : problem(parsed.cause);
  }
  const numbers: number[] = [];
  for (const part of text.split(',').filter((one) => one.trim() !== '')) {
    // The rest of a number whose decimal comma was taken for a separator.
    if (/^0\d/.test(part)) return problem(`“${part}” could be decimals after a comma`);
    const parsed = parseNumber(part);
    if (parsed.kind === 'problem') return problem(parsed.cause);
    numbers.push(parsed.value);
  }
  return numbers;
}

function checked(values: AxisValues): ParsedAxis {
  try {
    axisValues(values);
    return { kind: 'values', values };
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}

function problem(cause: string): Extract<ParsedAxis, { kind: 'problem' }> {
  return { kind: 'problem', cause, remedy: REMEDY };
}
