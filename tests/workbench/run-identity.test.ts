import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, documentJson } from '@main/workbench/runs/canonical-json';
import { runId } from '@main/workbench/runs/run-id';
import { EXAMPLE_SPEC } from './example-run';

/** The same data with the keys of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('canonical JSON', () => {
  it('depends on the data only, not on the order of keys, and is read back as the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(JSON.parse(documentJson(value))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('orders keys, keeps "__proto__" a key, and writes −0 as 0', () => {
    const untrusted: unknown = JSON.parse('{"b":-0,"a":[{"d":1e21,"c":0.1}],"__proto__":{"x":1}}');
    expect(canonicalJson(untrusted)).toBe('{"__proto__":{"x":1},"a":[{"c":0.1,"d":1e+21}],"b":0}');
    expect(documentJson({ b: 1, a: [] })).toBe('{\n  "a": [],\n  "b": 1\n}\n');
  });

  it('leaves out what is undefined, as JSON does, and refuses what is nothing else', () => {
    expect(canonicalJson({ b: undefined, a: [undefined, null] })).toBe('{"a":[null,null]}');
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d', (value) => {
    expect(() => canonicalJson({ a: [value] })).toThrow(RangeError);
  });
});

describe('runId', () => {
  it('is pinned: a change of it would orphan every run on every disk', () => {
    // Computed with Python: hashlib.sha256 of json.dumps(…, sort_keys=True, separators=(',', ':')), 1e-09 as 1e-9.
    expect(runId(EXAMPLE_SPEC, '1')).toBe('ff8016911b06365e8e76f61bfca707535636819a4c33ae7b5e68977af20c9462');
  });

  it('does not depend on the order of keys but on every number and on the engine', () => {
    const id = runId(EXAMPLE_SPEC, '1');
    expect(runId(reversed(EXAMPLE_SPEC) as typeof EXAMPLE_SPEC, '1')).toBe(id);
    const others = [
      runId(EXAMPLE_SPEC, '2'),
      runId({ ...EXAMPLE_SPEC, start: { kind: 'haar', seed: 8 } }, '1'),
      runId({ ...EXAMPLE_SPEC, relativeTolerance: 1e-9 * (1 + Number.EPSILON) }, '1'),
      runId({ ...EXAMPLE_SPEC, flow: { kind: 'planted', metric: 'canonical' } }, '1'),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });
});
