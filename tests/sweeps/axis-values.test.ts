import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AxisValues } from '@shared/model/sweep';
import { axisValues, axisValuesOf, MOST_AXIS_VALUES } from '@shared/numerics/sweep/axis-values';
import { firstAxis, inForm } from '@renderer/sweep/axis-forms';
import { formatAxis, parseAxis } from '@renderer/sweep/axis-text';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const count = fc.integer({ min: 2, max: 40 });
const anyAxis: fc.Arbitrary<AxisValues> = fc.oneof(
  fc.record({ kind: fc.constant('list' as const), values: fc.uniqueArray(finite, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('linear' as const), from: finite, to: finite, count }),
  fc.record({ kind: fc.constant('logarithmic' as const), from: positive, to: positive, count }),
  fc.record({
    kind: fc.constant('powers-of-two' as const),
    from: fc.integer({ min: -20, max: 20 }),
    to: fc.integer({ min: -20, max: 20 }),
  }),
);

describe('the values of an axis', () => {
  it('have exact ends, and a logarithmic one holds the decades it means', () => {
    expect(axisValues({ kind: 'logarithmic', from: 1e2, to: 1e4, count: 9 })[4]).toBe(1000);
    expect(axisValues({ kind: 'logarithmic', from: 1, to: 1e12, count: 13 })).toEqual(
      Array.from({ length: 13 }, (_, k) => Number(`1e${k}`)),
    );
    expect(axisValues({ kind: 'linear', from: 0, to: 0.3, count: 4 })).toEqual([0, 0.1, 0.2, 0.3]);
    expect(axisValues({ kind: 'linear', from: -1, to: 1, count: 21 }).slice(10, 14)).toEqual([
      0, 0.1, 0.2, 0.3,
    ]);
    expect(axisValues({ kind: 'powers-of-two', from: 10, to: 6 })).toEqual([1024, 512, 256, 128, 64]);
  });

  it('are as many as asked, in order, evenly spaced', () => {
    fc.assert(
      fc.property(positive, positive, count, (from, to, n) => {
        fc.pre(Math.abs(Math.log(to / from)) > 1e-3);
        const values = axisValues({ kind: 'logarithmic', from, to, count: n });
        expect(values).toHaveLength(n);
        expect([values[0], values.at(-1)]).toEqual([from, to]);
        const step = Math.log(to / from) / (n - 1);
        values.forEach((value, i) => expect(Math.log(value / from)).toBeCloseTo(i * step, 9));
      }),
    );
  });

  it.each<AxisValues>([
    { kind: 'list', values: [] },
    { kind: 'list', values: [1, 2, 1] },
    { kind: 'logarithmic', from: 0, to: 1, count: 3 },
    { kind: 'linear', from: 0, to: 1, count: 0 },
    { kind: 'linear', from: 0, to: 1, count: MOST_AXIS_VALUES + 1 },
    { kind: 'linear', from: 1, to: 1, count: 3 },
    { kind: 'powers-of-two', from: 0.5, to: 3 },
    { kind: 'powers-of-two', from: 0, to: 1e9 },
    { kind: 'powers-of-two', from: 0, to: 2000 },
  ])('are refused with a reason: %j', (axis) => {
    expect(() => axisValues(axis)).toThrow(RangeError);
  });
});

describe('the values of an axis over numbers that count', () => {
  const over = (field: string, values: AxisValues) => axisValuesOf({ field, values });

  it('are whole between the ends, each once', () => {
    expect(over('experiment.dimension', { kind: 'logarithmic', from: 100, to: 10_000, count: 5 })).toEqual([
      100, 316, 1000, 3162, 10_000,
    ]);
    expect(over('experiment.studentWidth', { kind: 'logarithmic', from: 1, to: 8, count: 7 })).toEqual([
      1, 2, 3, 4, 6, 8,
    ]);
    expect(over('experiment.start.seed', { kind: 'linear', from: 1, to: 4, count: 3 })).toEqual([1, 3, 4]);
  });

  it('stay as they were written where they were, to be refused by name', () => {
    expect(over('experiment.dimension', { kind: 'list', values: [10.5, 100] })).toEqual([10.5, 100]);
    expect(over('experiment.dimension', { kind: 'linear', from: 10.5, to: 20, count: 3 })[0]).toBe(10.5);
  });

  it('are as spread over every other field', () => {
    fc.assert(
      fc.property(
        anyAxis,
        fc.constantFrom('experiment.horizon', 'target.link.terms.0.c'),
        (values, field) => {
          let present: readonly number[];
          try {
            present = axisValues(values);
          } catch {
            return;
          }
          expect(over(field, values)).toEqual(present);
        },
      ),
    );
  });
});

describe('the text of an axis', () => {
  it.each<[string, readonly number[]]>([
    ['64, 128, 2^8', [64, 128, 256]],
    ['64,128,256', [64, 128, 256]],
    ['64 128 256', [64, 128, 256]],
    ['1e2; 10^3', [100, 1000]],
    ['0,5; 1,5', [0.5, 1.5]],
    ['0,5 1,5', [0.5, 1.5]],
    ['0.1, 0.01', [0.1, 0.01]],
    ['−1, 1', [-1, 1]],
    ['lin(0, 1, 3)', [0, 0.5, 1]],
    ['lin(0; 0,5; 3)', [0, 0.25, 0.5]],
    ['log(1e2,1e4,3)', [100, 1000, 10_000]],
    ['LOG( 1, 100, 3 )', [1, 10, 100]],
    ['pow2(6, 8)', [64, 128, 256]],
    ['2^(6..8)', [64, 128, 256]],
    ['2^6…8', [64, 128, 256]],
  ])('%s', (text, values) => {
    const parsed = parseAxis(text);
    expect(parsed.kind === 'values' ? axisValues(parsed.values) : parsed.cause).toEqual(values);
  });

  it.each([
    '',
    'abc',
    '1, two',
    'log(1, 10)',
    'log(0, 10, 3)',
    'pow2(1)',
    '1, 1',
    '0,05',
    'lin(0, 1, 1e9)',
    'sin(1, 2, 3)',
  ])('explains what is wrong with %j, and what to write', (text) => {
    const parsed = parseAxis(text);
    if (parsed.kind !== 'problem') throw new Error(`read as ${formatAxis(parsed.values)}`);
    expect(parsed.cause).not.toBe('');
    expect(parsed.remedy).toContain('log(1e2, 1e4, 9)');
  });

  it('gives the same values when it is read back', () => {
    fc.assert(
      fc.property(anyAxis, (axis) => {
        let values: readonly number[];
        try {
          values = axisValues(axis);
        } catch {
          return;
        }
        const parsed = parseAxis(formatAxis(axis));
        // A minus in front of zero is not kept.
        expect(parsed.kind === 'values' ? axisValues(parsed.values).map((x) => x + 0) : parsed.cause).toEqual(
          values.map((x) => x + 0),
        );
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['values', 'problem']).toContain(parseAxis(text).kind);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('another form of an axis', () => {
  const at = (values: AxisValues) => ({ field: 'experiment.horizon', values });

  it('keeps its range and the number of its values', () => {
    const list: AxisValues = { kind: 'list', values: [10, 100, 1000] };
    expect(inForm(at(list), 'linear')).toEqual({ kind: 'linear', from: 10, to: 1000, count: 3 });
    expect(inForm(at(list), 'logarithmic')).toEqual({ kind: 'logarithmic', from: 10, to: 1000, count: 3 });
    expect(inForm(at({ kind: 'logarithmic', from: 10, to: 1000, count: 3 }), 'list')).toEqual(list);
    expect(inForm(at({ kind: 'list', values: [64, 1024] }), 'powers-of-two')).toEqual({
      kind: 'powers-of-two',
      from: 6,
      to: 10,
    });
  });

  it('does not exist where a logarithm would need values above 0', () => {
    expect(inForm(at({ kind: 'list', values: [-1, 1] }), 'logarithmic')).toBeNull();
    expect(inForm(at({ kind: 'list', values: [0, 1] }), 'powers-of-two')).toBeNull();
  });

  it('always has values', () => {
    const kinds = fc.constantFrom<AxisValues['kind']>('list', 'linear', 'logarithmic', 'powers-of-two');
    fc.assert(
      fc.property(positive, kinds, kinds, (value, first, second) => {
        const one = inForm(at({ kind: 'list', values: [value] }), first);
        const two = one && inForm(at(one), second);
        if (two) expect(axisValues(two).length).toBeGreaterThan(0);
      }),
    );
  });
});

it('an axis begins around the present value', () => {
  const values = (value: number | null, field = 'experiment.horizon') =>
    axisValues(firstAxis({ field, value }).values);
  expect(values(1000, 'experiment.dimension')).toContain(1000);
  expect(values(0.1)).toEqual([0.01, expect.closeTo(0.1, 12), 1]);
  expect(values(3)).toEqual([3, 4]);
  expect(values(-0.5)).toEqual([-1.5, -0.5, 0.5]);
  expect(values(null)).toEqual([1, 2]);
});
