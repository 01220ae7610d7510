import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elements, textContent } from '@main/workbench/figure-export/svg-tree';
import { decadesWithin } from '@shared/figure/decades';
import { venueStyle } from '@shared/figure/venue-style';
import { VENUES } from '@shared/figure/venues';
import { linePoints } from '@shared/figure/echarts-series';
import { axis, bottomTicks, draw, line, plot } from './drawn-figure';

const { ticks } = venueStyle(VENUES['icml-half']);
const LOSS = axis('linear', [0, 1]);

function expectRatios(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  // A unit of 4000 over at most 14 decades is a thousandth of a decade; ECharts moves ticks by half a unit.
  found.forEach((value, i) => expect(Math.abs(Math.log10(value / (wanted[i] ?? NaN)))).toBeLessThan(0.003));
}

describe('ticks of a log axis', () => {
  it.each([
    ['1e-8 … 1e6', [1e-8, 1e6]],
    ['one decade', [1, 10]],
    ['seven decades', [1e-2, 1e5]],
    ['the smallest doubles', [1e-300, 1e-290]],
  ] as const)('stand at every decade of %s', (_name, range) => {
    const { svg, box } = draw(plot(axis('log', range), LOSS, [line(range, [0, 1])]));
    expectRatios(
      bottomTicks(svg, box, ticks.major, range),
      decadesWithin(range).map((k) => Number(`1e${k}`)),
    );
  });

  it('stand at the decades inside a range that is not whole', () => {
    const range = [3, 700] as const;
    const { svg, box } = draw(plot(axis('log', range), LOSS, [line(range, [0, 1])]));
    expectRatios(bottomTicks(svg, box, ticks.major, range), [10, 100]);
  });

  it('have minor ticks at exactly 2 … 9 of every decade, cut off at the ends', () => {
    const range = [3, 700] as const;
    const { svg, box } = draw(plot(axis('log', range), LOSS, [line(range, [0, 1])]));
    const wanted = [4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90, 200, 300, 400, 500, 600];
    expectRatios(bottomTicks(svg, box, ticks.minor, range), wanted);
  });

  it('have eight minor ticks in each of ten decades and none beyond', () => {
    const ten = draw(plot(axis('log', [1e-3, 1e7]), LOSS, [line([1e-3, 1e7], [0, 1])]));
    expect(bottomTicks(ten.svg, ten.box, ticks.minor, [1e-3, 1e7])).toHaveLength(80);
    const eleven = draw(plot(axis('log', [1e-3, 1e8]), LOSS, [line([1e-3, 1e8], [0, 1])]));
    expect(bottomTicks(eleven.svg, eleven.box, ticks.minor, [1e-3, 1e8])).toHaveLength(0);
  });

  it('have no minor ticks rather than wrong ones on a long range that starts within a decade', () => {
    const range = [3e-3, 3e7] as const;
    const { svg, box } = draw(plot(axis('log', range), LOSS, [line(range, [0, 1])]));
    expect(bottomTicks(svg, box, ticks.minor, range)).toHaveLength(0);
  });

  it('label decades as 10^k, thinned where labels would touch, ticks unthinned', () => {
    const range = [1e-40, 1e40] as const;
    const style = venueStyle(VENUES['icml-half']);
    const { svg, box } = draw(
      plot(axis('log', range), { ...LOSS, showLabels: false }, [line(range, [0, 1])]),
      {
        ...style,
        text: { label: 8, tick: 6, shifted: 4.5 },
      },
    );
    const exponents = [...elements(svg)]
      .filter((node) => node.name === 'text')
      .map(textContent)
      .filter((text) => /^−?\d+$/.test(text) && text !== '10');
    expect(exponents.length).toBeGreaterThan(10);
    expect(exponents).toContain('0');
    expect(exponents.some((text) => text.startsWith('−'))).toBe(true);
    const values = exponents.map((text) => Number(text.replace('−', '-'))).sort((a, b) => a - b);

    const stride = (values[1] ?? 0) - (values[0] ?? 0);
    expect(stride).toBeGreaterThan(1);
    for (const value of values) expect(Math.abs(value % stride)).toBe(0);
    expect(bottomTicks(svg, box, style.ticks.major, range)).toHaveLength(81);
  });
});

describe('points of a line', () => {
  const LOG = axis('log', [1e-4, 1e2]);

  it('are all drawn, whatever the data: zeros, negatives, NaN and infinities', () => {
    const y = [1, 0, -3, NaN, Infinity, -Infinity, 1e-30, 10];
    const x = y.map((_, i) => 10 ** (i / 4));
    const { svg } = draw(plot(axis('log', [1, 100]), LOG, [line(x, y)]));
    const [path] = [...elements(svg)]
      .filter((node) => node.name === 'path' && node.attributes.get('fill') === 'none')
      .map((node) => node.attributes.get('d') ?? '')
      .filter((d) => d.split('L').length === y.length);
    // One subpath with every point, none of them missing or alone.
    expect(path?.match(/M/g)).toHaveLength(1);
    expect(path).not.toMatch(/NaN|Infinity/);
  });

  it('a log axis cannot show are put at its floor, infinity at its top', () => {
    const points = linePoints(line([1, 2, 3, 4, 5], [0, -3, NaN, Infinity, 7]), axis('log', [1, 10]), LOG);
    expect(Array.from(points)).toEqual([1, 1e-4, 2, 1e-4, 3, 1e-4, 4, 1e2, 5, 7]);
  });

  it('zero and below stay below the floor once a line has left through it', () => {
    const points = linePoints(line([1, 2, 3, 4], [1, 1e-9, 0, 1e-12]), axis('log', [1, 10]), LOG);
    expect(Array.from(points.filter((_, i) => i % 2 === 1))).toEqual([1, 1e-9, 1e-12, 1e-12]);
  });

  it('keep their order in time when the first time is zero and the axis starts later', () => {
    const points = linePoints(line([0, 1e-3, 1, 10], [1, 1, 1, 1]), axis('log', [0.1, 10]), LOG);
    expect(Array.from(points.filter((_, i) => i % 2 === 0))).toEqual([1e-3, 1e-3, 1, 10]);
  });

  it('are never changed where the axes can show them', () => {
    const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(positive, positive)), (pairs) => {
        const data = line(
          pairs.map(([t]) => t),
          pairs.map(([, y]) => y),
        );
        expect(Array.from(linePoints(data, axis('log', [1, 10]), LOG))).toEqual(pairs.flat());
      }),
    );
  });

  it('of equal values make a flat line', () => {
    const { svg, box } = draw(
      plot(axis('log', [1, 1e3]), axis('log', [1, 10]), [line([1, 30, 1e3], [5, 5, 5])]),
    );
    const height = box.top + box.height * (1 - Math.log10(5));
    const flat = [...elements(svg)].find((node) => (node.attributes.get('d') ?? '').split('L').length === 3);
    const ys = [...(flat?.attributes.get('d') ?? '').matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)].map(([, , y]) =>
      Number(y),
    );
    expect(ys).toHaveLength(3);
    for (const y of ys) expect(Math.abs(y - height)).toBeLessThan(0.1);
  });
});
