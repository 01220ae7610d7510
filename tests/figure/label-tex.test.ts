import fc from 'fast-check';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { figureFonts, missingCharacters } from '@main/workbench/figure-export/figure-fonts';
import { LABEL_OPERATORS, LABEL_SYMBOLS } from '@shared/figure/label-symbols';
import { LabelError, labelOf, labelText, parseLabel } from '@shared/figure/label-tex';
import { plainText } from '@shared/figure/math-text';
import { richText } from '@shared/figure/rich-text';
import { SYMBOL_FAMILY } from '@shared/figure/venues';

const plain = (text: string): string => plainText(parseLabel(text));

/** Runs in short: `^x` and `_x` for scripts, `^_x` for a subscript in a superscript, `/x/` for italics. */
function short(text: string): string {
  return parseLabel(text)
    .map(({ text: shown, shift, nested, italic }) => {
      const place =
        { none: '', sub: '_', super: '^' }[shift] + (nested ? { sub: '_', super: '^' }[nested] : '');
      return `${place}${italic ? `/${shown}/` : shown}`;
    })
    .join('|');
}

describe('a label with TeX', () => {
  it('sets prose upright and letters between dollar signs in italics', () => {
    expect(short('time $t$ until escape')).toBe('time |/t/| until escape');
    expect(short('no mathematics')).toBe('no mathematics');
  });

  it.each([
    ['$\\lambda_1^2$', '/λ/|_1|^2'],
    ['$d^{s-1}$', '/d/|^/s/|^−1'],
    ['$d^{s_k-1}$', '/d/|^/s/|^_/k/|^−1'],
    ['$M_{i^2}$', '/M/|_/i/|_^2'],
    ['$10^{-3}$', '10|^−3'],
    ['$\\log d$', 'log |/d/'],
    ['$t/\\varepsilon$', '/t/|/|/ε/'],
    ['$\\mathrm{loss}\\,L$', 'loss |/L/'],
    ['$\\frac{1}{2}$', '1/2'],
    ['$\\frac{a+b}{2d}$', '(|/a/| + |/b/|)/(2|/d/|)'],
    ['$\\sqrt{d}$', '√|/d/'],
    ['$\\|M\\|_2$', '‖|/M/|‖|_2'],
    ['$W \\in \\mathbb{R}^{d \\times q}$', '/W/| ∈ ℝ|^/d/|^×|^/q/'],
    ["$f'$", '/f/|′'],
    ['$-x$', '−|/x/'],
  ])('%s', (text, expected) => {
    expect(short(text)).toBe(expected);
  });

  it.each([
    ['$\\unknown$', 1, /\\unknown is not known/],
    ['$x^{y$', 4, /closing brace/],
    ['$x}$', 2, /closes nothing/],
    ['cost $5', 5, /no partner/],
    ['$$', 0, /nothing between/],
    ['$x^$', 2, /something is missing/],
    ['$x^{a^{b^c}}$', 8, /nested once/],
    ['$\\mathrm x$', 1, /in braces/],
    ['a {b}', 2, /Braces/],
    ['$\\toString$', 1, /not known/],
  ])('%s is refused, at the place and in words', (text, at, message) => {
    try {
      parseLabel(text);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof LabelError)) throw error;
      expect(error.at).toBe(at);
      expect(error.message).toMatch(message);
    }
  });

  it.each([
    'time $t$',
    '$\\lambda_1^2 = 1/2$',
    '$d^{s_k-1}$',
    '‖grad $L$‖',
    '$|M_{ij}|$',
    'a$_{\\mathrm{max}}$',
  ])('%s is written again as it was read', (text) => {
    expect(parseLabel(labelText(parseLabel(text)))).toEqual(parseLabel(text));
  });

  it('never throws anything else, holds no braces, and is drawn as typed where it cannot be read', () => {
    const piece = fc.constantFrom(
      '$',
      '{',
      '}',
      '^',
      '_',
      '\\frac',
      '\\lambda',
      '\\x',
      'a',
      '1',
      ' ',
      '-',
      '=',
      '\\',
      '|',
      '~',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        for (const { text } of labelOf(pieces.join(''))) expect(text).not.toMatch(/[{}]/);
      }),
      { numRuns: 3000 },
    );
  });

  it('knows only characters that are in the shipped faces', () => {
    const faces = figureFonts(resolve(import.meta.dirname, '../../resources/fonts'));
    const symbols = faces.find(({ family }) => family === SYMBOL_FAMILY);
    if (symbols === undefined) throw new Error('no face of symbols');
    const texts = [
      ...Object.values(LABEL_SYMBOLS),
      ...[...'ℝℂℕ−′√'].map((text) => ({ text, kind: 'plain' })),
    ];
    for (const face of faces.filter(({ family }) => family !== SYMBOL_FAMILY)) {
      for (const { text, kind } of texts) {
        if (face.italic !== (kind === 'variable')) continue;
        const set = richText([{ text, shift: 'none' }]).startsWith('{lineSymbol|') ? symbols : face;
        expect(missingCharacters(text, set), text).toEqual([]);
      }
    }
  });

  it('keeps the names of operators', () => {
    for (const name of LABEL_OPERATORS) expect(plain(`$\\${name} x$`)).toBe(`${name} x`);
  });
});
