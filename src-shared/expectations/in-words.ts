import { formatDecade } from '../number-text/format-number';

/** Sizes between which a number is written without a power of ten. */
const PLAIN = { from: 1e-3, below: 1e9 } as const;

/** A number with at most `digits` significant digits, without trailing zeros: 0.0625, −3, 2.4 · 10⁻⁹. */
export function numberInWords(value: number, digits = 6): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= PLAIN.from && size < PLAIN.below) || !Number.isFinite(value)) {
    return String(Number(value.toPrecision(digits))).replace('-', '−');
  }
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  const power = formatDecade(Number(exponent));
  const shown = String(Number(mantissa)).replace('-', '−');
  return shown === '1' ? power : `${shown} · ${power}`;
}

/** A deviation or tolerance with two digits. */
export function deviationInWords(value: number): string {
  return numberInWords(value, 2);
}

/** "1 run", "12 runs". */
export function runsInWords(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}
