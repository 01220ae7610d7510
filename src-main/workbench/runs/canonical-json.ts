/**
 * JSON in which equal data have equal text: keys sorted, no spaces, shortest round-trip numbers, −0 as 0; undefined as in
 * JSON.stringify. Written directly: every run that is sealed or found passes here.
 * @throws RangeError for NaN and ±Infinity.
 */
export function canonicalJson(value: unknown): string {
  // Joined at the end: a string that grows piece by piece holds on to all of its pieces.
  const pieces: string[] = [];
  if (!write(value, '', pieces)) throw new TypeError(`${typeof value} cannot be written as JSON`);
  return pieces.join('');
}

/** Adds `before` and the text of a value; adds nothing and answers false for what JSON.stringify leaves out. */
function write(value: unknown, before: string, pieces: string[]): boolean {
  switch (typeof value) {
    case 'number':
      pieces.push(before, String(finite(value)));
      return true;
    case 'string':
      pieces.push(before, JSON.stringify(value));
      return true;
    case 'boolean':
      pieces.push(before, value ? 'true' : 'false');
      return true;
    case 'object':
      pieces.push(before);
      if (value === null) pieces.push('null');
      else if (Array.isArray(value)) writeArray(value, pieces);
      else writeObject(value as Record<string, unknown>, pieces);
      return true;
    default:
      return false;
  }
}

function writeArray(items: readonly unknown[], pieces: string[]): void {
  let separator = '[';
  for (const item of items) {
    if (!write(item, separator, pieces)) pieces.push(separator, 'null');
    separator = ',';
  }
  pieces.push(separator === '[' ? '[]' : ']');
}

function writeObject(object: Readonly<Record<string, unknown>>, pieces: string[]): void {
  let separator = '{';
  for (const key of Object.keys(object).sort()) {
    if (write(object[key], `${separator}${JSON.stringify(key)}:`, pieces)) separator = ',';
  }
  pieces.push(separator === '{' ? '{}' : '}');
}

/** Plain data with the keys of every object in code-point order. */
function sortKeys(value: unknown): unknown {
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  // fromEntries defines own properties, so that a key "__proto__" stays an ordinary key.
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as JSON`);
  return value;
}

/**
 * Sorted keys (whole numbers first) as a file for people and version control: two spaces, a line feed at the end.
 * @throws RangeError for NaN and ±Infinity.
 */
export function documentJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), null, 2)}\n`;
}
