/**
 * Structured data as text and back, for the one connection of a browser's debugger that carries text only. It keeps
 * what structured clone keeps of data: NaN, ±Infinity, −0, undefined, typed arrays. It refuses what cannot be cloned.
 */
type Encoded =
  | null
  | boolean
  | number
  | string
  | { readonly undefined: true }
  | { readonly number: string }
  | { readonly list: readonly Encoded[] }
  | { readonly object: readonly (readonly [string, Encoded])[] }
  | { readonly bytes: string; readonly type: ArrayName };

const ARRAYS = { Uint8Array, Float32Array, Float64Array, Int32Array, Uint32Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** The value as text. Throws TypeError for a function, symbol or an object that is no data. */
export function encodeClone(value: unknown): string {
  return JSON.stringify(encode(value));
}

/** The value of a text made by `encodeClone`. */
export function decodeClone(text: string): unknown {
  return decode(JSON.parse(text) as Encoded);
}

function encode(value: unknown): Encoded {
  if (value === undefined) return { undefined: true };
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { number: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (Array.isArray(value)) return { list: value.map(encode) };
  if (ArrayBuffer.isView(value)) {
    const type = Object.prototype.toString.call(value).slice('[object '.length, -1) as ArrayName;
    if (!(type in ARRAYS)) throw new TypeError(`The stand-in does not carry a ${type}`);
    return { bytes: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)), type };
  }
  if (typeof value !== 'object' || Object.prototype.toString.call(value) !== '[object Object]') {
    throw new TypeError('An object could not be cloned.');
  }
  return { object: Object.entries(value).map(([key, item]) => [key, encode(item)] as const) };
}

function decode(encoded: Encoded): unknown {
  if (encoded === null || typeof encoded !== 'object') return encoded;
  if ('undefined' in encoded) return undefined;
  if ('number' in encoded) return Number(encoded.number);
  if ('list' in encoded) return encoded.list.map(decode);
  if ('object' in encoded)
    return Object.fromEntries(encoded.object.map(([key, item]) => [key, decode(item)]));
  return new ARRAYS[encoded.type](fromBase64(encoded.bytes).buffer);
}

/** Longest piece that may be spread into the arguments of a call. */
const PIECE = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += PIECE) {
    text += String.fromCharCode(...bytes.subarray(start, start + PIECE));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
