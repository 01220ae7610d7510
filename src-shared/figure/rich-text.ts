import type { MathText, TextRun } from './figure-spec';
import type { FigureStyle } from './figure-style';

/**
 * Height of a line in font sizes. Every token is padded to it, so that sub- and superscripts sit where they should
 * whatever else the line holds; ECharts has no baseline shift.
 */
const LINE = 1.3;

function tokenName(run: TextRun): string {
  if (run.shift !== 'none') return run.italic === true ? `${run.shift}Italic` : run.shift;
  return run.italic === true ? 'italic' : 'upright';
}

/** A label in ECharts' rich text notation, for use with `richStyles`. */
export function richText(label: MathText): string {
  return label.map((run) => `{${tokenName(run)}|${run.text}}`).join('');
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
  const spare = LINE * fontSize - shifted;
  const base = ((LINE - 1) / 2) * fontSize;
  const token = (
    size: number,
    fontStyle: RichStyle['fontStyle'],
    above: number,
    below: number,
  ): RichStyle => ({
    fontFamily: style.fontFamily,
    fontSize: size,
    fontStyle,
    color,
    padding: [above, 0, below, 0],
  });
  return {
    upright: token(fontSize, 'normal', base, base),
    italic: token(fontSize, 'italic', base, base),
    super: token(shifted, 'normal', 0, spare),
    superItalic: token(shifted, 'italic', 0, spare),
    sub: token(shifted, 'normal', spare, 0),
    subItalic: token(shifted, 'italic', spare, 0),
  };
}
