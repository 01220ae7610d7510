import type { Span } from './syntax';

/**
 * A piece of a formula's text. `number` is a literal as written, `name` a word (letters, digits, underscores), `symbol`
 * one of + − * / ^ ( ) and the comma, `unknown` a character no formula contains, `end` the place after the last piece.
 */
export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'unknown' | 'end';
  readonly text: string;
  readonly span: Span;
}

const SPACE = /[ \t\r\n]*/y;

/** In the order they are tried. All are linear in the text. */
const PATTERNS: readonly { readonly kind: Token['kind']; readonly pattern: RegExp }[] = [
  { kind: 'number', pattern: /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y },
  { kind: 'name', pattern: /[A-Za-z][A-Za-z0-9_]*/y },
  { kind: 'symbol', pattern: /[-+*/^(),]/y },
  { kind: 'unknown', pattern: /[^]/uy },
];

/** The pieces of a text, ending with one `end` token. Never fails: what is not part of the language is `unknown`. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = matchEnd(SPACE, text, 0);
  while (position < text.length) {
    const token = nextToken(text, position);
    tokens.push(token);
    position = matchEnd(SPACE, text, token.span.end);
  }
  tokens.push({ kind: 'end', text: '', span: { start: text.length, end: text.length } });
  return tokens;
}

function nextToken(text: string, start: number): Token {
  for (const { kind, pattern } of PATTERNS) {
    const end = matchEnd(pattern, text, start);
    if (end > start) return { kind, text: text.slice(start, end), span: { start, end } };
  }
  throw new Error(`no token at character ${start}`);
}

/** Where the match of a sticky pattern at `start` ends; `start` itself when there is none. */
function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Whether a token is this symbol. */
export function isSymbol(token: Token, text: string): boolean {
  return token.kind === 'symbol' && token.text === text;
}
