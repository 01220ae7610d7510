/**
 * A number as written, cut so that it has at most `room` characters: digits are left out of the middle, never the power of
 * ten behind them (`0.57735…`, `-5.94…e-10`), nor the size of a long whole number (`1.23…e8`). What has room stays as it
 * is; at least one digit is always shown.
 */
export function abridge(text: string, room: number): string {
  if (text.length <= room) return text;
  const [, mantissa = text, power = ''] = /^(.*?)(e[+-]?\d+)?$/i.exec(text) ?? [];
  const least = mantissa.startsWith('-') ? 2 : 1;
  const digits = Math.max(least, room - power.length - 1);
  if (digits >= mantissa.length) return text;
  const whole = mantissa.split('.')[0]?.length ?? 0;
  if (digits < whole && power === '' && Number.isFinite(Number(text))) {
    return abridge(Number(text).toExponential().replace('e+', 'e'), room);
  }
  return `${mantissa.slice(0, digits)}…${power}`;
}
