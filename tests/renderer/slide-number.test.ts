import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberAt, SLIDE_STEPS, stepOf, type Slide } from '../../src-renderer/fields/slide-number';

const reaches = fc
  .record({
    low: fc.integer({ min: -12, max: 8 }),
    decades: fc.integer({ min: 1, max: 16 }),
    digits: fc.constantFrom(1, 2),
  })
  .map(({ low, decades, digits }): Slide => ({
    from: Number(`1e${low}`),
    to: Number(`1e${low + decades}`),
    digits,
  }));

describe('the slider under a number', () => {
  it('goes from end to end, never back, in numbers of few digits', () => {
    fc.assert(
      fc.property(reaches, (slide) => {
        const numbers = Array.from({ length: SLIDE_STEPS + 1 }, (_, step) => numberAt(step, slide));
        expect([numbers[0], numbers.at(-1)]).toEqual([slide.from, slide.to]);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        for (const number of numbers) expect(Number(number.toPrecision(slide.digits))).toBe(number);
      }),
    );
  });

  it('stands where its number is, or at the end that is nearer', () => {
    fc.assert(
      fc.property(reaches, fc.integer({ min: 0, max: SLIDE_STEPS }), (slide, step) => {
        const found = numberAt(stepOf(numberAt(step, slide), slide), slide);
        expect(Math.abs(Math.log10(found / numberAt(step, slide)))).toBeLessThan(0.31);
        expect(stepOf(slide.from / 10, slide)).toBe(0);
        expect(stepOf(slide.to * 10, slide)).toBe(SLIDE_STEPS);
        expect(stepOf(0, slide)).toBe(0);
      }),
    );
  });
});
