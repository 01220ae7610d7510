import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '@shared/wire/frame';
import { declaredSizesFit } from '@shared/wire/frame-scan';

const doubles = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, NaN, Infinity, -Infinity, 2 ** 63));
const leaves = fc.oneof(
  doubles,
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: 'grapheme' }),
  fc.float64Array(),
  fc.uint8Array(),
);
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.array(tie('data')),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('data'),
      { noNullPrototype: true },
    ),
  ),
}));

describe('a frame', () => {
  it('brings back any plain data, bit by bit', () => {
    fc.assert(
      fc.property(data, (message) => {
        // toStrictEqual tells −0 from 0 and compares types and prototypes.
        expect(decodeFrame(encodeFrame(message))).toStrictEqual(message);
      }),
    );
  });

  it('brings back doubles wherever they lie in it', () => {
    for (let shift = 0; shift < 9; shift += 1) {
      const frame = encodeFrame(['x'.repeat(shift), Float64Array.of(NaN, -0, 1 / 3)]);
      const shifted = new Uint8Array(frame.length + shift).subarray(shift);
      shifted.set(frame);
      const [, array] = decodeFrame(shifted) as [string, Float64Array];
      expect(array).toStrictEqual(Float64Array.of(NaN, -0, 1 / 3));
      expect(array.buffer.byteLength).toBe(24);
    }
  });

  it('leaves out what is undefined', () => {
    expect(decodeFrame(encodeFrame({ ok: true, value: undefined }))).toStrictEqual({ ok: true });
  });

  it.each([
    ['a function', () => 1],
    ['a map', new Map()],
    ['a date', new Date(0)],
    ['a class instance', new (class Target {})()],
    ['a bigint', 1n],
    ['another typed array', new Int16Array(2)],
    ['an undefined element', [undefined]],
    ['a gap', Array(2)],
    ['an own key __proto__', JSON.parse('{"__proto__":1}')],
  ])('refuses to carry %s', (_name, value: unknown) => {
    expect(() => encodeFrame({ value })).toThrow(TypeError);
  });

  it('refuses a message that contains itself', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => encodeFrame(loop)).toThrow(TypeError);
  });
});

describe('a malformed frame', () => {
  const whole = encodeFrame({
    kind: 'call',
    list: [1, 'zwei', null, true],
    x: Float64Array.of(1, 2),
    b: new Uint8Array(300),
  });

  it('is refused wherever it is cut off', () => {
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decodeFrame(whole.subarray(0, length))).toThrow();
    }
  });

  it('is refused with bytes after its end', () => {
    expect(() => decodeFrame(Uint8Array.from([...whole, 0xc0]))).toThrow();
  });

  it.each([
    ['an empty one', []],
    ['a byte that is never used', [0xc1]],
    ['a key __proto__', [...encode(JSON.parse('{"__proto__":{"polluted":1}}'))]],
    ['a key that is no text', [0x81, 0xc0, 0x01]],
    ['half a double', [0xd6, 1, 0, 0, 0, 0]],
    ['an unknown extension', [0xd4, 99, 0]],
    ['a timestamp', [0xd6, 0xff, 0, 0, 0, 0]],
    ['a list nested too deeply', [...new Array<number>(50).fill(0x91), 0xc0]],
  ])('%s is refused', (_name, bytes) => {
    expect(() => decodeFrame(Uint8Array.from(bytes))).toThrow();
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('that announces more than it holds is refused before anything is allocated', () => {
    // 20,000 lists, each said to hold the next and 200,000 more: 32 GB if a decoder believed it.
    const announcement = [0xdd, 0x00, 0x03, 0x0d, 0x40];
    const bomb = new Uint8Array(1_000_000);
    for (let i = 0; i < 20_000; i += 1) bomb.set(announcement, i * announcement.length);
    expect(() => decodeFrame(bomb)).toThrow();
  });

  it('never yields anything but plain data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        let message: unknown;
        try {
          message = decodeFrame(bytes);
        } catch {
          return;
        }
        // What is accepted can be sent again.
        expect(() => encodeFrame(message)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the size check', () => {
  it('accepts whatever the encoder writes, with every width of length field', () => {
    const long = {
      s: 'x'.repeat(70_000),
      m: 'y'.repeat(300),
      list: new Array<number>(70_000).fill(1.5),
      i: -5,
    };
    const map = Object.fromEntries(Array.from({ length: 70_000 }, (_, i) => [`k${i}`, i]));
    for (const value of [
      long,
      map,
      { b: new Uint8Array(70_000) },
      [1, -1, 200, -200, 70_000, -70_000, 5e9, -5e9],
    ]) {
      expect(declaredSizesFit(encodeFrame(value))).toBe(true);
      // Also what the format allows and our encoder does not write: integers of all widths, binary.
      expect(declaredSizesFit(encode(value))).toBe(true);
    }
  });
});
