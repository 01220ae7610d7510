import type { MathText, TextRun } from './figure-spec';
import { LABEL_OPERATORS, LABEL_SYMBOLS } from './label-symbols';
import { upright } from './math-text';

/** A label that cannot be set, and where: `at` counts characters from 0. */
export class LabelError extends Error {
  override readonly name = 'LabelError';
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * A label written by the user as runs of text: prose, with TeX between dollar signs. Of TeX it knows letters, digits, Greek,
 * common symbols and operators, \mathrm, \text, \frac, \sqrt, \mathbb R, C and N, and sub- and superscripts that may be nested
 * once, such as d^{s_k-1}. Throws LabelError for anything else.
 */
export function parseLabel(text: string): MathText {
  const runs: TextRun[] = [];
  for (let at = 0; at < text.length;) {
    const open = text.indexOf('$', at);
    const prose = text.slice(at, open < 0 ? undefined : open);
    if (/[{}]/.test(prose)) throw new LabelError(at + prose.search(/[{}]/), 'Braces cannot be drawn here');
    if (prose !== '') runs.push(upright(prose));
    if (open < 0) break;
    const close = text.indexOf('$', open + 1);
    if (close < 0) throw new LabelError(open, 'This dollar sign has no partner');
    runs.push(...new MathParser(text.slice(0, close), open + 1).parse());
    at = close + 1;
  }
  return merged(runs);
}

/** The label of a text that may hold TeX; as it stands where it cannot be read. */
export function labelOf(text: string): MathText {
  try {
    return parseLabel(text);
  } catch (error) {
    if (error instanceof LabelError) return [upright(text.replaceAll(/[{}]/g, ''))];
    throw error;
  }
}

/** A label as the user would write it: `parseLabel` of it gives the label again, but for spaces around signs. */
export function labelText(label: MathText): string {
  const parts: { readonly math: boolean; readonly text: string }[] = [];
  for (let i = 0; i < label.length;) {
    const run = label[i];
    if (run === undefined) break;
    if (run.shift === 'none') {
      parts.push({ math: run.italic === true, text: run.text });
      i++;
      continue;
    }
    const end = label.findIndex((other, j) => j > i && other.shift !== run.shift);
    const script = label.slice(i, end < 0 ? label.length : end);
    parts.push({
      math: true,
      text: `${run.shift === 'sub' ? '_' : '^'}{${script.map(scriptPart).join('')}}`,
    });
    i += script.length;
  }
  const text = parts.map(({ math, text: part }) => (math ? `$${part}$` : part)).join('');
  // Scripts of one thing stand in one formula with it.
  return text.replaceAll('$$', '');
}

function scriptPart({ text, italic, nested }: TextRun): string {
  const inner = italic === true || !/\p{L}/u.test(text) ? text : `\\mathrm{${text}}`;
  return nested === undefined ? inner : `${nested === 'sub' ? '_' : '^'}{${inner}}`;
}

type Shift = Pick<TextRun, 'shift' | 'nested'>;

const BASE: Shift = { shift: 'none' };
const DOUBLE_STRUCK: Readonly<Record<string, string>> = { R: 'ℝ', C: 'ℂ', N: 'ℕ' };
const RELATIONS = new Set(['=', '<', '>']);

/** Reads the mathematics between two dollar signs; positions are those of the whole label. */
class MathParser {
  private readonly text: string;
  private at: number;

  constructor(text: string, from: number) {
    this.text = text;
    this.at = from;
  }

  parse(): TextRun[] {
    const runs = this.sequence(BASE, null);
    if (runs.length === 0) throw new LabelError(this.at - 1, 'There is nothing between the dollar signs');
    return runs;
  }

  /** Everything up to `end`, which is not consumed; up to the end of the text for null. */
  private sequence(shift: Shift, end: '}' | null): TextRun[] {
    const runs: TextRun[] = [];
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) {
        if (end === null) return runs;
        throw new LabelError(this.at - 1, 'A closing brace } is missing');
      }
      if (character === '}') {
        if (end === '}') return runs;
        throw new LabelError(this.at, 'This brace } closes nothing');
      }
      runs.push(...this.atom(shift, runs.length > 0));
    }
  }

  /** One letter, number, symbol, command, group or script. `after` tells whether something stands before it. */
  private atom(shift: Shift, after: boolean): TextRun[] {
    const start = this.at;
    const character = this.text[this.at++] ?? '';
    if (/\s|~/.test(character)) return [];
    if (character === '{') return this.group(shift);
    if (character === '^') return this.script(shift, 'super', start);
    if (character === '_') return this.script(shift, 'sub', start);
    if (character === '\\') return this.command(shift, start);
    if (character === "'") return [run('′', shift)];
    if (/\p{L}/u.test(character)) return [run(character, shift, true)];
    if (RELATIONS.has(character)) return [spaced(character, shift)];
    if (character === '-') return [binary('−', shift, after)];
    if (character === '+') return [binary('+', shift, after)];
    if (character === '*') return [binary('·', shift, after)];
    return [run(character, shift)];
  }

  /** What stands before the closing brace; the opening one was read. */
  private group(shift: Shift): TextRun[] {
    const runs = this.sequence(shift, '}');
    this.at++;
    return runs;
  }

  /** A single token or a group, as TeX takes an argument. */
  private argument(shift: Shift, command: string, start: number): TextRun[] {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    if (this.text[this.at] === undefined || this.text[this.at] === '}') {
      throw new LabelError(start, `After ${command} something is missing`);
    }
    return this.atom(shift, false);
  }

  private script({ shift, nested }: Shift, kind: 'sub' | 'super', start: number): TextRun[] {
    if (nested !== undefined) throw new LabelError(start, 'Scripts can be nested once only');
    const inner: Shift = shift === 'none' ? { shift: kind } : { shift, nested: kind };
    return this.argument(inner, kind === 'sub' ? '_' : '^', start);
  }

  private command(shift: Shift, start: number): TextRun[] {
    const [name = ''] = /^([A-Za-z]+|.)/s.exec(this.text.slice(this.at)) ?? [];
    this.at += name.length;
    if (LABEL_OPERATORS.has(name)) return [run(`${name} `, shift)];
    switch (name) {
      case ',':
      case ';':
      case ':':
      case ' ':
      case 'quad':
        return [run(' ', shift)];
      case '!':
      case 'left':
      case 'right':
      case 'big':
      case 'bigl':
      case 'bigr':
        return [];
      case 'mathrm':
      case 'text':
      case 'operatorname':
        return [run(this.verbatim(name, start), shift)];
      case 'mathbb':
        return [run(this.doubleStruck(start), shift)];
      case 'frac':
      case 'tfrac': {
        const numerator = this.argument(shift, `\\${name}`, start);
        const denominator = this.argument(shift, `\\${name}`, start);
        return [...inParentheses(numerator, shift), run('/', shift), ...inParentheses(denominator, shift)];
      }
      case 'sqrt':
        return [run('√', shift), ...inParentheses(this.argument(shift, '\\sqrt', start), shift)];
    }
    const symbol = LABEL_SYMBOLS[name];
    if (symbol === undefined || !Object.hasOwn(LABEL_SYMBOLS, name)) {
      throw new LabelError(start, `\\${name} is not known in labels`);
    }
    if (symbol.kind === 'relation') return [spaced(symbol.text, shift)];
    if (symbol.kind === 'operator' && symbol.text !== '·') return [spaced(symbol.text, shift)];
    return [run(symbol.text, shift, symbol.kind === 'variable')];
  }

  /** The text of a group as it stands. */
  private verbatim(name: string, start: number): string {
    const [whole = '', inner = ''] = /^\s*\{([^{}]*)\}/.exec(this.text.slice(this.at)) ?? [];
    if (whole === '') throw new LabelError(start, `\\${name} needs its text in braces`);
    this.at += whole.length;
    return inner;
  }

  private doubleStruck(start: number): string {
    const [whole = '', letter = ''] = /^\s*\{?\s*([RCN])\s*\}?/.exec(this.text.slice(this.at)) ?? [];
    if (whole === '') throw new LabelError(start, 'Of \\mathbb only R, C and N are known');
    this.at += whole.length;
    return DOUBLE_STRUCK[letter] ?? letter;
  }
}

function run(text: string, { shift, nested }: Shift, italic = false): TextRun {
  return { text, shift, ...(nested === undefined ? {} : { nested }), ...(italic ? { italic } : {}) };
}

/** A relation has room around it on the line, none in a script. */
function spaced(text: string, shift: Shift): TextRun {
  return run(shift.shift === 'none' ? ` ${text} ` : text, shift);
}

/** A sign between two things has room around it on the line; one before a thing belongs to it. */
function binary(text: string, shift: Shift, after: boolean): TextRun {
  return after ? spaced(text, shift) : run(text, shift);
}

/** Numerators, denominators and radicands of more than one thing. */
function inParentheses(runs: readonly TextRun[], shift: Shift): TextRun[] {
  const isOne = runs.length <= 1 || runs.every(({ text }) => /^[0-9.]+$/.test(text));
  return isOne ? [...runs] : [run('(', shift), ...runs, run(')', shift)];
}

/** Neighbours set alike as one run; no space at the ends of the label or twice in a row. */
function merged(runs: readonly TextRun[]): TextRun[] {
  const all: TextRun[] = [];
  for (const next of runs) {
    const last = all.at(-1);
    const alike =
      last !== undefined &&
      last.shift === next.shift &&
      last.nested === next.nested &&
      (last.italic ?? false) === (next.italic ?? false);
    if (alike) all[all.length - 1] = { ...last, text: last.text + next.text };
    else all.push(next);
  }
  return all.map((part) => ({ ...part, text: part.text.replaceAll(/ {2,}/g, ' ') }));
}
