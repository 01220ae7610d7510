import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisPlace } from '@shared/figure/axis-values';
import { toEChartsOption } from '@shared/figure/echarts-option';
import type { Axis, FigureSpec } from '@shared/figure/figure-spec';
import { screenStyle } from '@shared/figure/screen-style';
import { seenPoints } from '@shared/figure/seen-points';
import { venueStyle } from '@shared/figure/venue-style';
import { VENUES } from '@shared/figure/venues';

const BOX = { left: 0, top: 0, width: 600, height: 200 };
const TIME: Axis = { label: [], scale: 'log', range: [1, 1e6], showLabels: true };
const LEVEL: Axis = { label: [], scale: 'linear', range: [0, 1], showLabels: true };

/** t, y, t, y, … */
function interleaved(t: readonly number[], y: readonly number[]): Float64Array {
  return Float64Array.from(t.flatMap((at, i) => [at, y[i] ?? NaN]));
}

function timesOf(points: Float64Array): number[] {
  return Array.from(points).filter((_, i) => i % 2 === 0);
}

/** Place of a point in the box, in px. */
function pixels(points: Float64Array, i: number): readonly [number, number] {
  const [t, y] = [points[2 * i] ?? NaN, points[2 * i + 1] ?? NaN];
  return [BOX.width * axisPlace(t, TIME), BOX.height * axisPlace(y, LEVEL)];
}

/** How far above or below the drawn line the points are, at most, in px. */
function largestGap(points: Float64Array, drawn: Float64Array): number {
  let most = 0;
  let at = 0;
  for (let i = 0; i < points.length / 2; i++) {
    const [left, up] = pixels(points, i);
    while (2 * (at + 2) < drawn.length && pixels(drawn, at + 1)[0] < left) at++;
    const [[fromLeft, fromUp], [toLeft, toUp]] = [pixels(drawn, at), pixels(drawn, at + 1)];
    const share = toLeft > fromLeft ? (left - fromLeft) / (toLeft - fromLeft) : 0;
    most = Math.max(most, Math.abs(up - fromUp - share * (toUp - fromUp)));
  }
  return most;
}

describe('the points of a line that are seen', () => {
  it('are few on a plateau, and the ends stay', () => {
    const t = Array.from({ length: 500 }, (_, i) => 10 ** (i / 100));
    const points = seenPoints(
      interleaved(
        t,
        t.map(() => 0.5),
      ),
      TIME,
      LEVEL,
      BOX,
    );
    expect(timesOf(points)).toEqual([t[0], t[499]]);
  });

  it('keep a transition where it is', () => {
    const t = [1, 10, 100, 100.001, 1000, 1e5];
    const points = seenPoints(interleaved(t, [1, 1, 1, 0, 0, 0]), TIME, LEVEL, BOX);
    expect(timesOf(points)).toEqual([1, 100, 100.001, 1e5]);
  });

  it('draw a line that passes within a fifth of a pixel of every point, and are points of it in order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 1e-6, max: 1, noNaN: true }),
            fc.double({ min: -0.5, max: 1.5, noNaN: true }),
          ),
          { minLength: 2, maxLength: 200 },
        ),
        fc.boolean(),
        (steps, smooth) => {
          let decades = 0;
          let level = 0.5;
          const t: number[] = [];
          const y: number[] = [];
          for (const [step, to] of steps) {
            t.push(10 ** (decades += step * (6 / steps.length)));
            y.push((level += (to - level) * (smooth ? 0.01 : 1)));
          }
          const points = interleaved(t, y);
          const drawn = seenPoints(points, TIME, LEVEL, BOX);
          const pairs = new Set(t.map((at, i) => `${at} ${y[i]}`));
          for (let i = 0; i < drawn.length; i += 2) expect(pairs).toContain(`${drawn[i]} ${drawn[i + 1]}`);
          expect(timesOf(drawn)).toEqual([...timesOf(drawn)].sort((a, b) => a - b));
          expect([drawn[0], drawn.at(-2)]).toEqual([t[0], t.at(-1)]);
          expect(largestGap(points, drawn)).toBeLessThan(0.2 + 1e-6);
        },
      ),
    );
  });

  it('keep a gap a gap, and what lies around it', () => {
    const points = interleaved([1, 2, 4, 8, 16, 32, 64], [0.5, 0.5, 0.5, NaN, 0.5, 0.5, 0.5]);
    expect(timesOf(seenPoints(points, TIME, LEVEL, BOX))).toEqual([1, 4, 8, 16, 64]);
  });

  it('are for the window: a file has every point', () => {
    const t = Float64Array.from({ length: 100 }, (_, i) => 10 ** (i / 20));
    const line = {
      id: 'a',
      label: [],
      colour: 0,
      dash: 'solid',
      x: t,
      y: t.map(() => 0.5),
      ghost: false,
    } as const;
    const spec: FigureSpec = {
      name: 'Plateau',
      rowHeights: [1],
      columns: 1,
      panels: [
        {
          id: 'panel',
          kind: 'plot',
          row: 0,
          column: 0,
          heading: null,
          x: TIME,
          y: LEVEL,
          lines: [line],
          levels: [],
          moments: [],
          spans: [],
        },
      ],
      legend: [],
    };
    const numbersIn = (style: Parameters<typeof toEChartsOption>[1]): number => {
      const { series } = toEChartsOption(spec, style, { width: 400, height: 300 });
      const drawn = [series ?? []].flat().find(({ id }) => id === 'a');
      return (drawn?.data as Float64Array).length;
    };
    expect(numbersIn(screenStyle('light'))).toBe(4);
    expect(numbersIn(venueStyle(VENUES['icml-half']))).toBe(200);
  });
});
