import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharingParts } from '@renderer/stores/share-parts';

const data = fc.jsonValue();

describe('parts that say the same', () => {
  it('are taken from the former data, and nothing is changed by that', () => {
    fc.assert(
      fc.property(data, data, (former, next) => {
        const before = JSON.stringify([former, next]);
        expect(sharingParts(former, next)).toEqual(next);
        expect(JSON.stringify([former, next])).toBe(before);
      }),
    );
  });

  it('are the former data itself when all is the same', () => {
    fc.assert(
      fc.property(data, (former) => {
        const copy = structuredClone(former);
        expect(Object.is(sharingParts(former, copy), former)).toBe(true);
      }),
    );
  });

  it('stay, whatever changes beside them', () => {
    const former = {
      targets: [
        { id: 'a', terms: [1, 2] },
        { id: 'b', terms: [3] },
      ],
      name: 'x',
    };
    const next = structuredClone(former);
    next.targets[1] = { id: 'b', terms: [4] };
    const shared = sharingParts(former, next);
    expect(shared.targets[0]).toBe(former.targets[0]);
    expect(shared.targets[1]).not.toBe(former.targets[1]);
    expect(sharingParts<unknown>({ a: [1] }, { a: { 0: 1 } })).toEqual({ a: { 0: 1 } });
  });
});
