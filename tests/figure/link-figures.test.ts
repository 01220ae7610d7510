import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourPieces } from '@shared/figure/contour-lines';
import { composeLinkCurves } from '@shared/figure/link-curves';
import { linkMapBox, linkMapPixels, linkMapReach, type LinkMap } from '@shared/figure/link-map';
import { heededExtent, linkAbscissae, linkAlongAxis, linkOverPlane } from '@shared/figure/link-samples';
import { variable } from '@shared/figure/math-text';
import { screenStyle } from '@shared/figure/screen-style';
import { valueColours } from '@shared/figure/value-colours';
import { hermiteTable } from '@shared/numerics/link/hermite-table';

const STYLE = screenStyle('light');
const h1 = (z: number) => z;
const h2 = (z: number) => (z * z - 1) / Math.SQRT2;
const h3 = (z: number) => (z ** 3 - 3 * z) / Math.sqrt(6);

/** 2 + 0.5 h_1(z_1) h_2(z_2) − h_3(z_3) + 0.25 h_2(z_1) h_1(z_3). */
const TABLE = hermiteTable(3, [
  { beta: [0, 0, 0], c: 2 },
  { beta: [1, 2, 0], c: 0.5 },
  { beta: [0, 0, 3], c: -1 },
  { beta: [2, 0, 1], c: 0.25 },
]);
const value = (x: number, y: number, z: number) => 2 + 0.5 * h1(x) * h2(y) - h3(z) + 0.25 * h2(x) * h1(z);

describe('a link that is drawn', () => {
  const points = linkAbscissae(15);
  const held = fc.tuple(...([0, 1, 2] as const).map(() => fc.double({ min: -3, max: 3, noNaN: true })));

  it('has its values along an axis, the others held', () => {
    fc.assert(
      fc.property(held, ([x = 0, y = 0, z = 0]) => {
        const along = [0, 1, 2].map((axis) => linkAlongAxis(TABLE, axis, [x, y, z], points));
        for (const [p, s] of points.entries()) {
          expect(along[0]?.[p]).toBeCloseTo(value(s, y, z), 9);
          expect(along[1]?.[p]).toBeCloseTo(value(x, s, z), 9);
          expect(along[2]?.[p]).toBeCloseTo(value(x, y, s), 9);
        }
      }),
    );
  });

  it('has its values over a plane, the second axis in rows', () => {
    const n = points.length;
    const overPlane = linkOverPlane(TABLE, [2, 0], [0, 0.7, 0], points);
    for (const [j, x] of points.entries())
      for (const [i, z] of points.entries()) {
        expect(overPlane[j * n + i]).toBeCloseTo(value(x, 0.7, z), 9);
      }
  });

  it('has a vertical range that heeds what is likely, not the tails of a polynomial', () => {
    const at = linkAbscissae(141);
    const cubic = at.map((z) => z ** 3);
    const [low, high] = heededExtent(at, cubic);
    expect([low, high].map((end) => Math.cbrt(end))).toEqual([
      expect.closeTo(-2.5, 9),
      expect.closeTo(2.5, 9),
    ]);
    const spec = composeLinkCurves(
      'cubic',
      [variable('z')],
      [{ id: 'f', label: [variable('f')], colour: 0, dash: 'solid', values: cubic }],
    );
    const range = spec.panels[0]?.y.range ?? [0, 0];
    expect(range[0]).toBeLessThanOrEqual(low);
    expect(range[1]).toBeGreaterThanOrEqual(high);
    expect(range[1]).toBeLessThan(3.5 ** 3);
    expect(spec.legend).toEqual([]);
  });
});

describe('contour lines', () => {
  const points = linkAbscissae(61);
  const grid = (f: (x: number, y: number) => number) =>
    Float64Array.from([...points].flatMap((y) => [...points].map((x) => f(x, y))));

  it('of a round hill are a circle, to within the square of a cell', () => {
    const pieces = contourPieces(
      points,
      grid((x, y) => x * x + y * y),
      4,
    );
    const cell = 7 / 60;
    for (const [x1, y1, x2, y2] of pieces) {
      expect(Math.abs(Math.hypot(x1, y1) - 2)).toBeLessThan(cell ** 2);
      expect(Math.abs(Math.hypot(x2, y2) - 2)).toBeLessThan(cell ** 2);
    }
    const length = pieces.reduce((sum, [x1, y1, x2, y2]) => sum + Math.hypot(x2 - x1, y2 - y1), 0);
    expect(length).toBeCloseTo(4 * Math.PI, 1);
  });

  it('end at the border only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 49, maxLength: 49 }),
        (list) => {
          const at = linkAbscissae(7);
          const ends = new Map<string, number>();
          for (const [x1, y1, x2, y2] of contourPieces(at, Float64Array.from(list), 0.1)) {
            for (const [x, y] of [
              [x1, y1],
              [x2, y2],
            ] as const) {
              const key = `${x.toFixed(9)},${y.toFixed(9)}`;
              ends.set(key, (ends.get(key) ?? 0) + 1);
            }
          }
          for (const [key, count] of ends) {
            const border = key.split(',').some((coordinate) => Math.abs(Number(coordinate)) > 3.5 - 1e-9);
            if (!border) expect(count % 2).toBe(0);
          }
        },
      ),
    );
  });

  it('of a flat function are none', () => {
    expect(
      contourPieces(
        points,
        grid(() => 1),
        1,
      ),
    ).toEqual([]);
  });
});

describe('a map of a link', () => {
  const points = linkAbscissae(5);
  const n = points.length;
  const map = (f: (x: number, y: number) => number): LinkMap => ({
    name: 'map',
    x: [],
    y: [],
    points,
    values: Float64Array.from([...points].flatMap((y) => [...points].map((x) => f(x, y)))),
  });
  const colourOf = (pixels: Uint8ClampedArray, row: number, column: number) =>
    '#' +
    [...pixels.subarray(4 * (row * n + column), 4 * (row * n + column) + 3)]
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('');

  it('has the largest values at the top where they grow upwards, and one colour beyond its reach', () => {
    const drawn = map((_x, y) => y);
    const pixels = linkMapPixels(drawn, STYLE);
    const [negative, middle, positive] = valueColours(STYLE);
    expect(linkMapReach(drawn)).toBeGreaterThanOrEqual(1.75);
    expect(linkMapReach(drawn)).toBeLessThan(3.5);
    expect(colourOf(pixels, 0, 2)).toBe(positive);
    expect(colourOf(pixels, 2, 0)).toBe(middle);
    expect(colourOf(pixels, n - 1, 4)).toBe(negative);
    expect(pixels.filter((_, i) => i % 4 === 3).every((opacity) => opacity === 255)).toBe(true);
  });

  it('of zero has a scale all the same', () => {
    expect(linkMapReach(map(() => 0))).toBe(1);
  });

  it('is a square inside its room', () => {
    for (const size of [
      { width: 700, height: 300 },
      { width: 300, height: 700 },
      { width: 60, height: 40 },
    ]) {
      const box = linkMapBox(STYLE, size);
      expect(box.width).toBe(box.height);
      expect(box.width).toBeGreaterThanOrEqual(0);
      expect(box.top + box.height).toBeLessThanOrEqual(Math.max(size.height, box.top));
    }
  });
});
