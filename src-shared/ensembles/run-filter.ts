import type { RunRow } from '../contract/run-listing';
import { parseNumber } from '../number-text/parse-number';
import type { FieldValue, RunContext, RunField } from './run-fields';

/** One condition of a filter: what was typed, and whether a run meets it. */
export interface FilterClause {
  readonly text: string;
  meets(run: RunRow, context: RunContext): boolean;
}

/** A piece of a filter that means nothing: why, and what to write instead. */
export interface FilterProblem {
  readonly text: string;
  readonly cause: string;
  readonly remedy: string;
}

/** A filter over runs: a run passes when it meets every clause. */
export interface RunFilter {
  readonly clauses: readonly FilterClause[];
  readonly problems: readonly FilterProblem[];
}

/** A comparison, a word with a field, or a bare word; texts with blanks in quotes. */
const TOKEN =
  /-?[A-Za-zεμ]\w*\s*(?:>=|<=|!=|=|>|<|≥|≤|≠)\s*"[^"]*"|-?[A-Za-zεμ]\w*\s*(?:>=|<=|!=|=|>|<|≥|≤|≠)\s*\S+|-?[A-Za-z]\w*:"[^"]*"|-?"[^"]*"|\S+/g;
const COMPARISON = /^([A-Za-zεμ]\w*)\s*(>=|<=|!=|=|>|<|≥|≤|≠)\s*(.*)$/;
const NAMED = /^([A-Za-z]\w*):(.*)$/;

const OTHER_NAMES: Readonly<Record<string, string>> = {
  dimension: 'd',
  width: 'q',
  ε: 'epsilon',
  eps: 'epsilon',
  μ: 'mu',
  tags: 'tag',
};

const ENDINGS: readonly string[] = ['success', 'trapped', 'unfinished'];

/** The pieces of a filter as they were typed: one per chip. */
export function filterTokens(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/**
 * Reads a filter: `d>=1e4 flow:planted trapped loss<0.1 tag:x`. A comparison takes numbers as number fields do; `field:text`
 * looks for a text in a field; `trapped`, `success`, `unfinished` and `starred` stand by themselves; any other word is
 * looked for in all text fields; a minus in front excludes. Pieces that mean nothing are problems and filter nothing.
 */
export function parseFilter(text: string, fields: readonly RunField[]): RunFilter {
  const clauses: FilterClause[] = [];
  const problems: FilterProblem[] = [];
  for (const token of filterTokens(text)) {
    const negated = token.length > 1 && token.startsWith('-');
    const read = readClause(negated ? token.slice(1) : token, fields);
    if (typeof read !== 'function') problems.push({ text: token, ...read });
    else clauses.push({ text: token, meets: negated ? (run, context) => !read(run, context) : read });
  }
  return { clauses, problems };
}

/** Whether a run passes a filter. */
export function passes({ clauses }: RunFilter, run: RunRow, context: RunContext): boolean {
  return clauses.every((clause) => clause.meets(run, context));
}

type Meets = FilterClause['meets'];
type Fault = Omit<FilterProblem, 'text'>;

function readClause(token: string, fields: readonly RunField[]): Meets | Fault {
  const comparison = COMPARISON.exec(token);
  if (comparison) {
    const [, name = '', operator = '', value = ''] = comparison;
    return readComparison(name, operator, unquoted(value), fields);
  }
  const named = NAMED.exec(token);
  if (named) {
    const [, name = '', value = ''] = named;
    const field = findField(name, fields);
    if (field === undefined) return unknownField(name, fields);
    const text = unquoted(value);
    // A tag is a name, not a piece of text.
    if (field.id === 'tag') return (run, context) => context.tags(run.runId).includes(text);
    return contains([field], text);
  }
  const word = unquoted(token).toLowerCase();
  if (word === 'starred') return (run, context) => context.isStarred(run.runId);
  if (ENDINGS.includes(word)) return (run, context) => context.ending(run.runId) === word;
  return contains(
    fields.filter(({ kind }) => kind === 'text'),
    word,
  );
}

function readComparison(
  name: string,
  operator: string,
  text: string,
  fields: readonly RunField[],
): Meets | Fault {
  const field = findField(name, fields);
  if (field === undefined) return unknownField(name, fields);
  if (field.kind === 'text') {
    if (operator === '=') return (run, context) => sameText(field.value(run, context), text);
    if (operator === '!=' || operator === '≠') {
      return (run, context) => !sameText(field.value(run, context), text);
    }
    return { cause: `${name} is a text and has no order`, remedy: `Write ${name}:${text}` };
  }
  const parsed = parseNumber(text);
  if (parsed.kind === 'problem') return { cause: parsed.cause, remedy: parsed.remedy };
  const compare = COMPARE[operator] ?? (() => false);
  return (run, context) => {
    const value = field.value(run, context);
    return typeof value === 'number' && compare(value, parsed.value);
  };
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>=': (a, b) => a >= b,
  '≥': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '≤': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '≠': (a, b) => a !== b,
};

function findField(name: string, fields: readonly RunField[]): RunField | undefined {
  const word = name.toLowerCase();
  const id = Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : word;
  return fields.find((field) => field.id === id);
}

function unknownField(name: string, fields: readonly RunField[]): Fault {
  const known = fields.map(({ id }) => id).join(', ');
  return { cause: `“${name}” is no field of a run`, remedy: `Fields are ${known}` };
}

function contains(fields: readonly RunField[], text: string): Meets {
  const word = text.toLowerCase();
  return (run, context) =>
    fields.some((field) => {
      const value = field.value(run, context);
      return value !== null && String(value).toLowerCase().includes(word);
    });
}

function sameText(value: FieldValue, text: string): boolean {
  return value !== null && String(value).toLowerCase() === text.toLowerCase();
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
