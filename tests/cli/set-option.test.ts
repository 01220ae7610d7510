import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySetting, parseSetting } from '@main/cli/set-option';

describe('--set', () => {
  it('reads path and value', () => {
    expect(parseSetting('start.seed=7')).toEqual({ path: ['start', 'seed'], value: 7 });
    expect(parseSetting('flows[1].metric=canonical')).toEqual({
      path: ['flows', '1', 'metric'],
      value: 'canonical',
    });
    expect(parseSetting('name=a = b')).toEqual({ path: ['name'], value: 'a = b' });
    expect(parseSetting('start={"kind":"haar","seed":1}')).toMatchObject({
      value: { kind: 'haar', seed: 1 },
    });
  });

  it.each(['', '=3', 'seed', 'a..b=1', '__proto__.x=1', 'a[x]=1', 'a b=1'])('refuses %s', (text) => {
    expect(() => parseSetting(text)).toThrow('path=value');
  });

  it('changes the one field and leaves the document it was given', () => {
    const document = {
      start: { kind: 'haar', seed: 1 },
      flows: [{ kind: 'planted' }, { kind: 'two-timescale' }],
    };
    const before = structuredClone(document);
    expect(applySetting(document, parseSetting('start.seed=2'))).toEqual({
      ...before,
      start: { kind: 'haar', seed: 2 },
    });
    expect(applySetting(document, parseSetting('flows[1].kind=planted'))).toEqual({
      ...before,
      flows: [{ kind: 'planted' }, { kind: 'planted' }],
    });
    expect(document).toEqual(before);
  });

  it('refuses a field that is not there, and says which are', () => {
    const document = { start: { kind: 'haar', seed: 1 } };
    expect(() => applySetting(document, parseSetting('start.sed=2'))).toThrow('kind, seed');
    expect(() => applySetting(document, parseSetting('start.seed.x=2'))).toThrow('no field "x"');
    expect(() => applySetting(document, parseSetting('constructor.name=2'))).toThrow(
      'no field "constructor"',
    );
  });

  it('reads back any number it is given', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseSetting(`horizon=${JSON.stringify(value)}`).value).toBe(
          value === 0 ? JSON.parse(JSON.stringify(value)) : value,
        );
      }),
    );
  });
});
