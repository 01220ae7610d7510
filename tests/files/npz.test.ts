import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamagedNpzError, decodeNpz, encodeNpz, type NpzMembers } from '@main/files/npz/npz';
import type { NpzArray } from '@main/files/npz/npy';

const doubles = fc.oneof(
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, Number.MIN_VALUE, Number.MAX_VALUE),
);

const arrays: fc.Arbitrary<NpzArray> = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })
  .chain((shape) => {
    const length = shape.reduce((product, n) => product * n, 1);
    return fc
      .array(doubles, { minLength: length, maxLength: length })
      .map((values) => ({ shape, values: new Float64Array(values) }));
  });

const names = fc.stringMatching(/^[a-z][a-z_]{0,11}$/);

const someMembers: fc.Arbitrary<NpzMembers> = fc
  .uniqueArray(fc.tuple(names, fc.oneof(arrays, fc.uint8Array({ maxLength: 40 }))), {
    selector: ([name]) => name,
  })
  .map((entries) => new Map(entries));

/** Bytes and shape: -0 and the sign of NaN count. */
function exact(member: NpzArray | Uint8Array | undefined): unknown {
  if (member === undefined || member instanceof Uint8Array)
    return member && Buffer.from(member).toString('hex');
  const { buffer, byteOffset, byteLength } = member.values;
  return { shape: member.shape, bytes: Buffer.from(buffer, byteOffset, byteLength).toString('hex') };
}

const sample = (): Uint8Array =>
  encodeNpz(
    new Map<string, NpzArray | Uint8Array>([
      ['meta.json', new TextEncoder().encode('{}')],
      ['t', { shape: [3], values: new Float64Array([0, 1, 2]) }],
    ]),
  );

describe('npz', () => {
  it('gives every bit back, in order', () => {
    fc.assert(
      fc.property(someMembers, (members) => {
        const decoded = decodeNpz(encodeNpz(members));
        expect([...decoded.keys()]).toEqual([...members.keys()]);
        for (const [name, member] of members) expect(exact(decoded.get(name))).toEqual(exact(member));
      }),
    );
  });

  it.each(['__proto__', '../t', 'a/b', '', '0'])('has no member called %j', (name) => {
    expect(() => encodeNpz(new Map([[name, new Uint8Array()]]))).toThrow(RangeError);
  });

  it('reads a Buffer that is a view into a larger one, as files come', () => {
    const file = Buffer.concat([Buffer.from('xyz'), sample()]).subarray(3);
    expect(decodeNpz(file).get('t')).toEqual({ shape: [3], values: new Float64Array([0, 1, 2]) });
  });

  it('gives equal bytes for equal members, whatever array buffer they are views of', () => {
    const buffer = new Float64Array([9, 0, 1, 2, 9]).subarray(1, 4);
    const again = encodeNpz(
      new Map<string, NpzArray | Uint8Array>([
        ['meta.json', new TextEncoder().encode('{}')],
        ['t', { shape: [3], values: buffer }],
      ]),
    );
    expect(Buffer.compare(sample(), again)).toBe(0);
  });

  it('writes the header NumPy writes (numpy 2: np.save of arange(3.) and of zeros((2, 0)))', () => {
    const text = Buffer.from(sample()).toString('latin1');
    const header = "\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }";
    const start = text.indexOf(header);
    expect(start).toBeGreaterThan(0);
    expect(text.slice(start + header.length, start + 128)).toMatch(/^ +\n$/);
    const empty = encodeNpz(new Map([['e', { shape: [2, 0], values: new Float64Array(0) }]]));
    expect(Buffer.from(empty).toString('latin1')).toContain("'shape': (2, 0), }");
  });

  it('dates every member 1980-01-01 in the file', () => {
    const bytes = Buffer.from(sample());
    // Local header: time at 10, date at 12; 1980-01-01 is 0x0021.
    expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([0, 0x21]);
  });

  it('refuses every file cut short', () => {
    const bytes = sample();
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeNpz(bytes.subarray(0, length))).toThrow(DamagedNpzError);
    }
  });

  it('refuses any change of a byte of its content, or reads the same content', () => {
    const bytes = sample();
    const original = decodeNpz(bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        let decoded: ReturnType<typeof decodeNpz>;
        try {
          decoded = decodeNpz(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedNpzError);
          return;
        }
        // Bytes that carry no content (dates, attributes) may change without harm.
        expect([...decoded].map(([name, member]) => [name, exact(member)])).toEqual(
          [...original].map(([name, member]) => [name, exact(member)]),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('says what is wrong', () => {
    const bytes = sample();
    expect(() => decodeNpz(new Uint8Array(0))).toThrow('cut off or not an npz file');
    const wrong = bytes.slice();
    const at = Buffer.from(bytes).indexOf('{}');
    wrong[at] = 91;
    expect(() => decodeNpz(wrong)).toThrow('"meta.json" does not match its checksum');
  });

  it('refuses to write what could not be read again', () => {
    expect(() => encodeNpz(new Map([['a', { shape: [2], values: new Float64Array(3) }]]))).toThrow(
      RangeError,
    );
    expect(() => encodeNpz(new Map([['a.npy', new Uint8Array(1)]]))).toThrow(RangeError);
  });
});
