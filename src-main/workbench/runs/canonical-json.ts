/**
 * JSON in which equal data have equal text: keys sorted, no spaces, shortest round-trip numbers, −0 as 0; undefined as in
 * JSON.stringify. Written directly: every run that is sealed passes here.
 * @throws RangeError for NaN and ±Infinity.
 */
export function canonicalJson(value: unknown): string {
  const text = write(value);
  if (text === null) throw new TypeError(`${typeof value} cannot be written as JSON`);
  return text;
}

/** The text of a value; null for what JSON.stringify leaves out. */
function write(value: unknown): string | null {
  switch (typeof value) {
    case 'number':
      return String(finite(value));
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value) : writeObject(value as Record<string, unknown>);
    default:
      return null;
  }
}

function writeArray(items: readonly unknown[]): string {
  let text = '';
  for (const item of items) text += `${text === '' ? '[' : ','}${write(item) ?? 'null'}`;
  return text === '' ? '[]' : `${text}]`;
}

function writeObject(object: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const key of Object.keys(object).sort()) {
    const inner = write(object[key]);
    if (inner !== null) text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${inner}`;
  }
  return text === '' ? '{}' : `${text}}`;
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
