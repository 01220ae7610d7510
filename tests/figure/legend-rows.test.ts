import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LegendEntry } from '@shared/figure/figure-spec';
import { legendRows } from '@shared/figure/legend-rows';
import { upright } from '@shared/figure/math-text';
import { roughWidth } from '@shared/figure/text-size';
import { venueStyle } from '@shared/figure/venue-style';
import { VENUES } from '@shared/figure/venues';

const STYLE = venueStyle(VENUES.aps);
const entry = (text: string, group?: string): LegendEntry => ({
  label: [upright(text)],
  colour: 0,
  dash: 'solid',
  ...(group === undefined ? {} : { group }),
});

const words = fc.string({ minLength: 1, maxLength: 12 });

describe('rows of a legend', () => {
  it('hold every entry once, in order, and stay on the page', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 20 }), (texts) => {
        const width = 200;
        const rows = legendRows(
          texts.map((text) => entry(text)),
          STYLE,
          width,
          30,
        );
        expect(rows.flatMap(({ entries }) => entries).map(({ label }) => label[0]?.text)).toEqual(texts);
        for (const { left, entries, textWidth } of rows) {
          if (left === null || entries.length < 2) continue;
          const beside = STYLE.spacing.legendDash + 6 * STYLE.spacing.gap;
          const widths = entries.map(
            ({ label }) => beside + (textWidth ?? roughWidth(label[0]?.text ?? '', STYLE.text.tick)),
          );
          const end = left + widths.reduce((sum, one) => sum + one, 0);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(width + 1e-9);
        }
      }),
    );
  });

  it('are one in the middle, or several with their entries below each other', () => {
    expect(legendRows([entry('a'), entry('b')], STYLE, 300, 0)).toMatchObject([
      { left: null, textWidth: null },
    ]);
    const texts = ['Additive ladder, planted', 'two-timescale', 'Separable, planted', 'joint'];
    const rows = legendRows(
      texts.map((text) => entry(text)),
      STYLE,
      150,
      0,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(new Set(rows.map(({ left }) => left)).size).toBe(1);
    expect(rows[0]?.left).not.toBeNull();
  });

  it('begin at the panels where panels have rows of their own', () => {
    const rows = legendRows([entry('x', '(a)'), entry('y', '(b)')], STYLE, 300, 42);
    expect(rows).toHaveLength(2);
    for (const { left } of rows) expect(left).toBeGreaterThan(42);
  });
});
