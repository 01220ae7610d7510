/** A number found in a document. */
export interface NumericField {
  /** Keys and positions from the document down, joined by dots. */
  readonly path: string;
  readonly value: number;
}

/** Every number in a plain document, in the order of its fields: what a sweep can turn into an axis. */
export function numericFields(document: unknown, path = ''): readonly NumericField[] {
  if (typeof document === 'number') return [{ path, value: document }];
  if (document === null || typeof document !== 'object') return [];
  return Object.entries(document).flatMap(([key, value]) =>
    numericFields(value, path === '' ? key : `${path}.${key}`),
  );
}

/**
 * The document with another number at `path`. The experiment's `studentWidth` may be null where a number can stand; any
 * other path must lead to a number. Throws RangeError when it does not.
 */
export function withNumericField<Document>(document: Document, path: string, value: number): Document {
  const [key, ...rest] = path.split('.');
  if (
    document === null ||
    typeof document !== 'object' ||
    key === undefined ||
    !Object.hasOwn(document, key)
  ) {
    throw new RangeError(`there is no number at "${path}"`);
  }
  const present = (document as Record<string, unknown>)[key];
  if (rest.length === 0 && typeof present !== 'number' && !(key === 'studentWidth' && present === null)) {
    throw new RangeError(`there is no number at "${path}"`);
  }
  const next = rest.length === 0 ? value : withNumericField(present, rest.join('.'), value);
  if (Array.isArray(document)) {
    const entries: readonly unknown[] = document;
    return entries.map((entry, i) => (String(i) === key ? next : entry)) as Document;
  }
  return { ...document, [key]: next };
}
