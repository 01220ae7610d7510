const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** A number as a field shows it: exact, and short (`1e-9`, `1e12`, `64`, `0.25`). Reading it back gives the same number. */
export function formatInput(value: number): string {
  const magnitude = Math.abs(value);
  const plain = String(value).replace('e+', 'e');
  if (magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e5)) return plain;
  const exponential = value.toExponential().replace('e+', 'e');
  return exponential.length < plain.length ? exponential : plain;
}

/** A measured value with `digits` significant digits, typographically: `0.4137`, `1.056 × 10³`, `3.2 × 10⁻⁷`. */
export function formatMeasured(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  if (exponent >= -3 && exponent < digits + 1) {
    const fixed = exponent >= digits ? value.toFixed(0) : value.toPrecision(digits);
    return fixed.replace('-', '−');
  }
  const mantissa = value.toExponential(digits - 1).split('e')[0] ?? '';
  return `${mantissa.replace('-', '−')} × 10${superscript(exponent)}`;
}

/** A power of ten as text: `10⁶`. */
export function formatDecade(exponent: number): string {
  return `10${superscript(exponent)}`;
}

function superscript(exponent: number): string {
  return [...String(exponent)].map((character) => SUPERSCRIPTS[character] ?? character).join('');
}

/** A number with thin spaces between thousands: 10 000. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** A duration in words short enough for a status line: `0.4 s`, `12 s`, `3 min`, `2.1 h`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** A size in bytes with a unit: `812 B`, `24 kB`, `1.3 MB`, `150 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  // What would be rounded to 1000 of a unit is 1.0 of the next.
  const exponent = Math.min(Math.floor(Math.log10((bytes * 1000) / 999.5) / 3), BYTE_UNITS.length);
  const value = bytes / 1000 ** exponent;
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${BYTE_UNITS[exponent - 1]}`;
}
