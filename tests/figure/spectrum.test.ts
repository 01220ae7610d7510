import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { screenStyle } from '@shared/figure/screen-style';
import {
  spectrumHeight,
  spectrumLayout,
  spectrumRange,
  spectrumStep,
  spectrumValueAt,
  toStep,
  type Spectrum,
} from '@shared/figure/spectrum';

const size = fc.double({ min: 1e-6, max: 1e3, noNaN: true });
const signed = fc.tuple(size, fc.boolean()).map(([value, negative]) => (negative ? -value : value));

describe('the range of a spectrum', () => {
  it('holds all values with room above the largest, and zero', () => {
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1, maxLength: 12 }), fc.boolean(), (values, draggable) => {
        const [low, high] = spectrumRange(values, 'linear', draggable);
        expect(low).toBeLessThanOrEqual(Math.min(0, ...values));
        expect(high).toBeGreaterThanOrEqual(Math.max(0, ...values));
        expect(high > Math.max(...values) || low < Math.min(...values)).toBe(true);
        if (draggable) {
          expect(low).toBeLessThan(0);
          expect(high).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('holds whole decades of sizes on a log scale, at least three and at most ten', () => {
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1, maxLength: 12 }), (values) => {
        const [low, high] = spectrumRange(values, 'log', true).map(Math.log10);
        expect(high).toBeCloseTo(Math.round(high ?? 0), 12);
        expect(low).toBeCloseTo(Math.round(low ?? 0), 12);
        expect((high ?? 0) - (low ?? 0)).toBeGreaterThan(3 - 1e-9);
        expect((high ?? 0) - (low ?? 0)).toBeLessThan(10 + 1e-9);
        expect(10 ** (high ?? 0)).toBeGreaterThan(Math.max(...values.map(Math.abs)));
      }),
    );
  });

  it('is there without any value', () => {
    expect(spectrumRange([], 'linear', true)).toEqual([-1, 1]);
    expect(spectrumRange([0, 0], 'log', true)).toEqual([1e-3, 1]);
  });
});

describe('a dragged bar', () => {
  const linear = { scale: 'linear', range: [-1, 1] } as const;
  const log = { scale: 'log', range: [1e-4, 1] } as const;

  it('gets the value of the height it is dragged to, to what can be told apart there', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (height) => {
        const value = spectrumValueAt(height, 0.3, linear);
        expect(Math.abs(spectrumHeight(value, linear) - height)).toBeLessThan(0.013);
        expect(value).toBe(toStep(value, spectrumStep(linear.range)));
      }),
    );
  });

  it('gets exactly 0 near zero: exponents hang on which coefficients vanish', () => {
    expect(spectrumValueAt(0.505, 0.3, linear)).toBe(0);
    expect(spectrumValueAt(0.53, 0.3, linear)).toBeCloseTo(0.06, 12);
    expect(spectrumValueAt(0.001, 0.3, log)).toBe(0);
  });

  it('keeps its sign on a log scale and stays in the range', () => {
    expect(spectrumValueAt(0.5, -0.2, log)).toBe(-0.01);
    expect(spectrumValueAt(0.75, 0, log)).toBe(0.1);
    expect(spectrumValueAt(7, -0.2, log)).toBe(-1);
    expect(spectrumValueAt(7, 0.2, linear)).toBe(1);
  });

  it('moves by steps that have no rounding noise in their digits', () => {
    expect(spectrumStep([-1, 1])).toBe(0.01);
    expect(toStep(0.1 + 0.2, 0.01)).toBe(0.3);
    expect(toStep(-0.004, 0.01)).toBe(0);
    expect(toStep(1234, 100)).toBe(1200);
  });
});

describe('the places of bars', () => {
  const spectrum: Spectrum = {
    name: 'spectrum',
    groups: [
      { label: [], colour: 0, bars: [1, 2, 3].map((degree) => ({ degree, value: 1 })) },
      { label: [], colour: 1, bars: [1, 2].map((degree) => ({ degree, value: 1 })) },
    ],
    former: null,
    scale: 'linear',
    range: [-1, 1],
    label: [],
  };

  it('are slots of one width, groups a slot apart', () => {
    const { plot, slot, lefts } = spectrumLayout(spectrum, screenStyle('light'), { width: 400, height: 200 });
    expect(lefts).toHaveLength(5);
    expect(slot).toBeCloseTo(plot.width / 6, 12);
    const places = lefts.map((left) => Math.round((left - plot.left) / slot));
    expect(places).toEqual([0, 1, 2, 4, 5]);
  });
});
