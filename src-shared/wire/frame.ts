import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import { declaredSizesFit } from './frame-scan';
import { isPlainData } from './plain-data';

// MessagePack extension numbers: part of the protocol between page and host.
const FLOAT64_ARRAY = 1;
const UINT8_ARRAY = 2;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: FLOAT64_ARRAY,
  // Raw bytes in host order, which is little-endian on every platform the engines run on.
  encode: (value) =>
    value instanceof Float64Array ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null,
  decode: (bytes) => {
    if (bytes.length % Float64Array.BYTES_PER_ELEMENT !== 0)
      throw new RangeError('A Float64Array is cut off');
    return new Float64Array(copyOf(bytes).buffer);
  },
});
extensionCodec.register({
  type: UINT8_ARRAY,
  encode: (value) => (value instanceof Uint8Array ? value : null),
  decode: copyOf,
});

/** The bytes in a buffer of their own: a view into a frame is not aligned for doubles and keeps the frame alive. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy;
}

/**
 * A message as one binary frame (MessagePack with extension types for typed arrays). Numbers travel as doubles, so
 * that NaN, ±Infinity and −0 arrive as they are; a property that is undefined is left out. Throws TypeError for
 * anything but plain data.
 */
export function encodeFrame(message: unknown): Uint8Array<ArrayBuffer> {
  if (!isPlainData(message)) throw new TypeError('The message holds something that is not plain data.');
  return encode(message, { extensionCodec, forceIntegerToFloat: true, ignoreUndefined: true });
}

/** The message of a frame. Throws for bytes that are not exactly one message of plain data. */
export function decodeFrame(frame: Uint8Array): unknown {
  if (!declaredSizesFit(frame)) throw new RangeError('The frame is not one whole message.');
  const message = decode(frame, { extensionCodec });
  if (!isPlainData(message)) throw new TypeError('The frame holds something that is not plain data.');
  return message;
}
