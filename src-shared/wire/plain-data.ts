/** Deepest nesting of data that travels over a connection; the contract's own data stays far below. */
export const MAX_DATA_DEPTH = 32;

/** True for an object literal (or one without a prototype), as opposed to an array, typed array or class instance. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * True if a value is nothing but data that means the same on every connection: null, undefined, booleans, numbers,
 * strings, plain objects, arrays without gaps or undefined, Float64Array and Uint8Array, at most MAX_DATA_DEPTH deep,
 * without a key `__proto__` that a careless copy would turn into a prototype.
 */
export function isPlainData(value: unknown, depth = 0): boolean {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
    case 'number':
    case 'string':
      return true;
    case 'object':
      break;
    default:
      return false;
  }
  if (value === null || value instanceof Float64Array || value instanceof Uint8Array) return true;
  if (depth >= MAX_DATA_DEPTH) return false;
  if (Array.isArray(value)) {
    return !value.includes(undefined) && value.every((item) => isPlainData(item, depth + 1));
  }
  if (!isPlainObject(value)) return false;
  return Object.keys(value).every((key) => key !== '__proto__' && isPlainData(value[key], depth + 1));
}
