/** Plain data with the keys of every object in code-point order. */
function sortKeys(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`${value} cannot be written as JSON`);
  }
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  // fromEntries defines own properties, so that a key "__proto__" stays an ordinary key.
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

/**
 * JSON in which equal data have equal text: keys sorted, no spaces, shortest round-trip numbers, −0 as 0.
 * @throws RangeError for NaN and ±Infinity.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value));
}

/**
 * The same order of keys as a file for people and version control: two spaces, a line feed at the end.
 * @throws RangeError for NaN and ±Infinity.
 */
export function documentJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), null, 2)}\n`;
}
