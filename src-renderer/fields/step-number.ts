import { formatInput } from '@shared/number-text/format-number';
import { parseNumber } from '@shared/number-text/parse-number';

const PLAIN = /^([+-]?)(\d+)(?:([.,])(\d+))?(?:[eE]([+-]?\d+))?$/;
const POWER = /^(.*\^\s*)([+-]?\d+)$/;

/**
 * The text after one press of an arrow key: its last digit one up or down (`0.25` → `0.26`, `1e-3` → `2e-3`,
 * `2^10` → `2^11`), in the notation it was written in. Going down, a last digit that would become zero moves on to the
 * next finer one (`1e-3` → `9e-4`), so that a positive quantity stays positive; whole numbers do reach 0.
 * Null when the text is not a number.
 */
export function stepLastDigit(text: string, direction: 1 | -1): string | null {
  const trimmed = text.trim().replaceAll('−', '-');
  const power = POWER.exec(trimmed);
  if (power && parseNumber(trimmed).kind === 'value') {
    return `${power[1] ?? ''}${Number(power[2]) + direction}`;
  }
  const plain = PLAIN.exec(trimmed);
  if (!plain) {
    const parsed = parseNumber(trimmed);
    return parsed.kind === 'value' ? stepLastDigit(formatInput(parsed.value), direction) : null;
  }

  const [, sign = '', whole = '', separator = '.', fraction = '', exponent] = plain;
  let places = fraction.length;
  let digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  if (digits === 1n && direction === -1 && (places > 0 || exponent !== undefined)) {
    if (places === 0) return `9e${Number(exponent) - 1}`;
    digits = 10n;
    places += 1;
  }
  digits += BigInt(direction);
  return withPoint(digits, places, separator) + (exponent === undefined ? '' : `e${Number(exponent)}`);
}

/** The text after Shift and an arrow key: ten times as much or as little. Null when the text is not a number. */
export function stepDecade(text: string, direction: 1 | -1): string | null {
  const trimmed = text.trim().replaceAll('−', '-');
  const power = /^10\s*\^\s*([+-]?\d+)$/.exec(trimmed);
  if (power) return `10^${Number(power[1]) + direction}`;
  const parsed = parseNumber(trimmed);
  if (parsed.kind !== 'value') return null;
  // Through the decimal exponent, not by multiplying: 3e-3 / 10 must give 3e-4, not 2.9999999999999997e-4.
  const [mantissa = '0', exponent = '0'] = parsed.value.toExponential().split('e');
  return formatInput(Number(`${mantissa}e${Number(exponent) + direction}`));
}

function withPoint(digits: bigint, places: number, separator: string): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  if (places === 0) return sign + text;
  return `${sign}${text.slice(0, -places)}${separator}${text.slice(-places)}`;
}
