import type { MathText, TextRun } from './figure-spec';

/** Upright text. */
export function upright(text: string): TextRun {
  return { text, shift: 'none' };
}

/** The letter of a variable. */
export function variable(text: string): TextRun {
  return { text, shift: 'none', italic: true };
}

/** A subscript. */
export function subscript(text: string): TextRun {
  return { text, shift: 'sub' };
}

/** A superscript. */
export function superscript(text: string): TextRun {
  return { text, shift: 'super' };
}

/** The label as plain text, shifts lost: λ with subscript 1 gives "λ1". Names series and columns. */
export function plainText(label: MathText): string {
  return label.map((run) => run.text).join('');
}

/** An integer with a true minus sign. */
function integer(value: number): string {
  return value < 0 ? `−${-value}` : String(value);
}

/** 10^exponent as a label. */
export function powerOfTen(exponent: number): MathText {
  return [upright('10'), superscript(integer(exponent))];
}

/**
 * A positive number with three digits: plain between 0.01 and 9999, otherwise a · 10^k with two digits. For dwell times
 * in ribbons.
 */
export function shortNumber(value: number): MathText {
  if (value >= 0.01 && value < 9999.5) {
    const digits = value >= 999.5 ? 4 : 3;
    return [upright(String(Number(value.toPrecision(digits))))];
  }
  const [mantissa, exponent] = value.toExponential(1).split('e');
  return [upright(`${mantissa ?? ''}·10`), superscript(integer(Number(exponent)))];
}

/** Whether a number is short enough to be written plainly at a tick. */
export function isPlainNumber(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e5);
}

/** The number at a tick: plain where that is short, otherwise a · 10^k. */
export function tickNumber(value: number): MathText {
  if (!isPlainNumber(value)) return scientific(value);
  return [upright(String(Number(value.toPrecision(6))).replace('-', '−'))];
}

/** A number as a · 10^k, or 10^k where a = 1. */
export function powerNumber(value: number): MathText {
  const label = scientific(value);
  const [mantissa, ...exponent] = label;
  return mantissa?.text === '1·10' ? [upright('10'), ...exponent] : label;
}

function scientific(value: number): MathText {
  const [mantissa = '', exponent] = String(Number(value.toPrecision(6)).toExponential()).split('e');
  return [upright(`${mantissa.replace('-', '−')}·10`), superscript(integer(Number(exponent)))];
}
