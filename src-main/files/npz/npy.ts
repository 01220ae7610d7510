/** An array of doubles with its shape; row-major. */
export interface NpzArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** An array as it lies in a file: its shape and the bytes of its doubles, little-endian. */
export interface StoredArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0] as const;
/** Bytes before the header text: magic, version, length of the header. */
const PREAMBLE = 10;
/** NumPy aligns the data to this many bytes. */
const ALIGNMENT = 64;

/** Number of entries of an array of this shape. */
function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * The array as the bytes of a `.npy` file, format 1.0, dtype '<f8', C order (numpy.lib.format).
 * @throws RangeError when the shape does not fit the values.
 */
export function encodeNpy(array: NpzArray): Uint8Array {
  if (sizeOf(array.shape) !== array.values.length) {
    throw new RangeError(`${array.values.length} values do not fill the shape (${array.shape.join(', ')})`);
  }
  const shape = array.shape.length === 1 ? `(${array.shape[0]},)` : `(${array.shape.join(', ')})`;
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`;
  const unpadded = PREAMBLE + dictionary.length + 1;
  const header = dictionary + ' '.repeat((ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT) + '\n';
  const bytes = new Uint8Array(PREAMBLE + header.length + array.values.byteLength);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), PREAMBLE);
  const { buffer, byteOffset, byteLength } = array.values;
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength), PREAMBLE + header.length);
  return bytes;
}

/**
 * The array in the bytes of a `.npy` file as `encodeNpy` writes it, not copied.
 * @throws Error saying what is wrong with the bytes.
 */
export function readNpy(bytes: Uint8Array): StoredArray {
  if (bytes.length < PREAMBLE || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new Error('it is not a NumPy array of format 1.0');
  }
  const start = PREAMBLE + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
  if (start > bytes.length) throw new Error('the header is cut off');
  const header = new TextDecoder('latin1').decode(bytes.subarray(PREAMBLE, start));
  const found = /^\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \(([\d, ]*)\), \} *\n$/.exec(
    header,
  );
  if (found === null) throw new Error('the header is not understood');
  const [, dtype, fortran, lengths] = found;
  if (dtype !== '<f8') throw new Error(`the numbers are of type ${dtype}, not <f8`);
  if (fortran !== 'False') throw new Error('the array is in Fortran order');
  const shape = (lengths ?? '').split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  if (!shape.every(Number.isSafeInteger) || sizeOf(shape) * 8 !== bytes.length - start) {
    throw new Error(`the shape (${shape.join(', ')}) does not fit ${bytes.length - start} bytes of numbers`);
  }
  return { shape, data: bytes.subarray(start) };
}

/** The numbers of a stored array, copied. */
export function numbersOf({ data }: StoredArray): Float64Array {
  // A view of doubles would need an offset that is a multiple of eight; slice of a Buffer would not copy.
  return new Float64Array(new Uint8Array(data).buffer);
}
