import type { MathText, TextRun } from './figure-spec';
import type { FigureStyle } from './figure-style';

/**
 * Height of a line in font sizes. Every token is padded to it, so that sub- and superscripts sit where they should
 * whatever else the line holds; ECharts has no baseline shift.
 */
export const RICH_LINE = 1.3;

/** How far the script of a script is moved, in its font size. */
const NESTED_SHIFT = 0.3;

function placeName({ shift, nested }: TextRun): string {
  if (shift === 'none') return 'line';
  return nested === undefined ? shift : `${shift}${nested === 'sub' ? 'Lower' : 'Raised'}`;
}

function tokenName(run: TextRun): string {
  return run.italic === true ? `${placeName(run)}Italic` : placeName(run);
}

/** Characters that text faces lack and the face of mathematical symbols has. */
const SYMBOLS = '′ℂℕℝ↦∇∈∏∘∝∫∼≃≡≪≫⊗⊤⊥⋯⟨⟩';
const STRETCHES = new RegExp(`[${SYMBOLS}]+|[^${SYMBOLS}]+`, 'gu');

/** Small figures and signs that names are typed with and most faces lack, and what they are the scripts of. */
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾';
const SCRIPTED = '0123456789+−=()';
const SCRIPTS = new RegExp(`[${SUBSCRIPTS}]+|[${SUPERSCRIPTS}]+|[^${SUBSCRIPTS}${SUPERSCRIPTS}]+`, 'gu');

/** A label in ECharts' rich text notation, for use with `richStyles`. */
export function richText(label: MathText): string {
  return label.flatMap(withScriptsSet).map(tokens).join('');
}

/** A run with the scripts in its text set as scripts: h₃ like h with subscript 3. */
function withScriptsSet(run: TextRun): readonly TextRun[] {
  const stretches = run.text.match(SCRIPTS) ?? [];
  return stretches.map((text) => {
    const typed = [SUBSCRIPTS, SUPERSCRIPTS].find((characters) => characters.includes(text[0] ?? ' '));
    if (typed === undefined) return { ...run, text };
    const kind = typed === SUBSCRIPTS ? 'sub' : 'super';
    const signs = Array.from(text, (character) => SCRIPTED[typed.indexOf(character)] ?? '').join('');
    return run.shift === 'none'
      ? { text: signs, shift: kind }
      : { text: signs, shift: run.shift, nested: kind };
  });
}

/** A run as tokens: its symbols are set in a face of their own. */
function tokens(run: TextRun): string {
  const stretches = run.text.match(STRETCHES) ?? [];
  return stretches
    .map(
      (text) => `{${SYMBOLS.includes(text[0] ?? ' ') ? `${placeName(run)}Symbol` : tokenName(run)}|${text}}`,
    )
    .join('');
}

/** One token style of ECharts' rich text. */
export interface RichStyle {
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly fontStyle: 'normal' | 'italic';
  readonly color: string;
  /** Top, right, bottom, left. */
  readonly padding: [number, number, number, number];
}

/** Token styles for labels of this font size and colour. */
export function richStyles(fontSize: number, color: string, style: FigureStyle): Record<string, RichStyle> {
  const shifted = style.text.shifted;
  const spare = RICH_LINE * fontSize - shifted;
  const base = ((RICH_LINE - 1) / 2) * fontSize;
  const token = (
    size: number,
    above: number,
    below: number,
  ): Omit<RichStyle, 'fontStyle' | 'fontFamily'> => ({
    fontSize: size,
    color,
    padding: [above, 0, below, 0],
  });
  /** A shifted token whose top is `above` below the top of the line. */
  const script = (above: number) => token(shifted, above, spare - above);
  const shift = Math.min(spare / 2, NESTED_SHIFT * shifted);
  const places = {
    line: token(fontSize, base, base),
    super: script(0),
    superLower: script(shift),
    // Above a superscript there is no room: its own one stays beside it.
    superRaised: script(0),
    sub: script(spare),
    subLower: script(spare),
    subRaised: script(spare - shift),
  };
  const { fontFamily, symbolFamily = fontFamily } = style;
  return Object.fromEntries(
    Object.entries(places).flatMap(([name, place]): [string, RichStyle][] => [
      [name, { ...place, fontFamily, fontStyle: 'normal' }],
      [`${name}Italic`, { ...place, fontFamily, fontStyle: 'italic' }],
      [`${name}Symbol`, { ...place, fontFamily: symbolFamily, fontStyle: 'normal' }],
    ]),
  );
}

/** Names of the styles in a text in rich notation. */
const TOKEN = /\{(\w+)\|/g;

/** Of `richStyles`, those that these texts in rich notation use: a chart works out every style for every label. */
export function richStylesOf(
  texts: readonly string[],
  fontSize: number,
  color: string,
  style: FigureStyle,
): Record<string, RichStyle> {
  const used = new Set(texts.flatMap((text) => Array.from(text.matchAll(TOKEN), ([, name]) => name)));
  return Object.fromEntries(
    Object.entries(richStyles(fontSize, color, style)).filter(([name]) => used.has(name)),
  );
}
