import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAWING_SCALE } from '@main/workbench/figure-export/draw-chart';
import { type SvgElement, elements, textContent } from '@main/workbench/figure-export/svg-tree';
import { axisTicks } from '@shared/figure/axis-ticks';
import { decadeBelow, decadesWithin } from '@shared/figure/decades';
import { horizontalAxis, verticalAxis } from '@shared/figure/echarts-axes';
import { type Box, tickLabelWidth } from '@shared/figure/layout';
import { plainText } from '@shared/figure/math-text';
import { roughWidth } from '@shared/figure/text-size';
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

/** Labels under the bottom of a panel, from left to right, as they read: "5·10−4". */
function bottomLabels(svg: SvgElement, box: Box): string[] {
  const rows = [...elements(svg)].filter(({ name }) => name === 'text');
  const places = rows.flatMap((node) => {
    const [x = NaN, y = NaN] = placeOf(node);
    return y > box.top + box.height ? [{ x, text: textContent(node) }] : [];
  });
  return places.sort((a, b) => a.x - b.x).map(({ text }) => text);
}

function placeOf({ attributes }: SvgElement): readonly number[] {
  const move = /translate\(([-\d.]+)[ ,]([-\d.]+)\)/.exec(attributes.get('transform') ?? '');
  return [
    Number(attributes.get('x') ?? 0) + Number(move?.[1] ?? 0),
    Number(attributes.get('y') ?? 0) + Number(move?.[2] ?? 0),
  ];
}

describe('a log axis with fewer than two decades', () => {
  it.each([
    ['two and five', [2e-3, 8e-3], [0.002, 0.005], ['0.002', '0.005']],
    ['one decade', [0.3, 3], [0.5, 1, 2], ['0.5', '1', '2']],
    ['small numbers', [3e-4, 4e-3], [5e-4, 1e-3, 2e-3], ['5·10', '−4', '10', '−3', '2·10', '−3']],
    ['large numbers', [1.5e5, 9.5e5], [2e5, 5e5], ['2·10', '5', '5·10', '5']],
    ['less than 1, 2, 5', [2.1, 4.9], [3, 4], ['3', '4']],
    ['no two round numbers in four steps', [11, 19.04], [12, 14, 16, 18], ['12', '14', '16', '18']],
    ['next to nothing', [1000, 1001.5], [1000, 1000.5, 1001, 1001.5], ['1000', '1000.5', '1001', '1001.5']],
  ] as const)('has ticks and labels within them: %s', (_name, range, values, labels) => {
    const { svg, box } = draw(
      plot(axis('log', range), { ...LOSS, showLabels: false }, [line(range, [0, 1])]),
    );
    expectRatios(bottomTicks(svg, box, ticks.major, range), values);
    expect(bottomLabels(svg, box)).toEqual(labels);
  });

  it('has minor ticks at exactly the other multiples of its decades, whatever the range', () => {
    const ranges = fc
      .tuple(fc.double({ min: -12, max: 12, noNaN: true }), fc.double({ min: 0.01, max: 1.9, noNaN: true }))
      .map(([start, length]) => [10 ** start, 10 ** (start + length)] as const)
      .filter((range) => decadesWithin(range).length < 2);
    fc.assert(
      fc.property(ranges, (range) => {
        const [low, high] = range;
        const { svg, box } = draw(plot(axis('log', range), LOSS, [line(range, [0, 1])]));
        const found = bottomTicks(svg, box, ticks.minor, range);
        const multiples: number[] = [];
        for (let k = decadeBelow(low); k <= decadeBelow(high); k++)
          for (let digit = 2; digit <= 9; digit++) multiples.push(Number(`${digit}e${k}`));
        // Next to the frame, rounding to a pixel decides.
        const isInside = (value: number): boolean => value > low * 1.003 && value < high / 1.003;
        const distance = (value: number, others: readonly number[]): number =>
          Math.min(...others.map((other) => Math.abs(Math.log10(value / other))));
        for (const value of found) expect(distance(value, multiples)).toBeLessThan(0.001);
        for (const value of multiples.filter(isInside)) expect(distance(value, found)).toBeLessThan(0.001);
      }),
      { numRuns: 40 },
    );
  });

  it('thins labels that would touch, and keeps every tick', () => {
    const style = venueStyle(VENUES['icml-half']);
    const wide = { ...style, text: { ...style.text, tick: 8 * style.text.tick } };
    const range = [0.11, 9.9] as const;
    const { svg, box } = draw(
      plot(axis('log', range), { ...LOSS, showLabels: false }, [line(range, [0, 1])]),
      wide,
    );
    expectRatios(bottomTicks(svg, box, ticks.major, range), [0.2, 0.5, 1, 2, 5]);
    expect(bottomLabels(svg, box)).toEqual(['0.2', '1', '5']);
  });

  it('makes room for its labels beside the panel', () => {
    const leftOf = (range: readonly [number, number]): number =>
      draw(plot(LOSS, axis('log', range), [line([0, 1], range)])).box.left;
    const { text, advance } = venueStyle(VENUES['icml-half']);
    const digit = roughWidth('0', text.tick, advance) * DRAWING_SCALE;
    expect(leftOf([2e-3, 8e-3]) - leftOf([0.3, 3])).toBeCloseTo(2 * digit, 6);
  });
});

/** The number that a label in rich text says. */
function numberOf(label: string): number {
  const runs = Array.from(label.matchAll(/\{(\w+)\|([^}]*)\}/g), ([, place, text = '']) => ({ place, text }));
  const read = (text: string): number => Number(text.replaceAll('−', '-'));
  if (runs.length === 0) return read(label);
  const exponent = runs
    .filter(({ place }) => place === 'super')
    .map(({ text }) => text)
    .join('');
  const [mantissa = '', ten] = (runs[0]?.text ?? '').split('·');
  return Number(`${ten === undefined ? 1 : read(mantissa)}e${read(exponent)}`);
}

describe('labels of a log axis', () => {
  it('are at least two, in order, distinct, true and apart, whatever the range', () => {
    const style = venueStyle(VENUES['icml-half']);
    const box = { left: 0, top: 0, width: 200, height: 120 };
    const start = fc.double({ min: -140, max: 140, noNaN: true });
    // Mostly short ranges, down to a factor of 1.001.
    const length = fc.oneof(
      fc.double({ min: Math.log10(1.001), max: 0.1, noNaN: true }),
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.double({ min: 3, max: 14, noNaN: true }),
    );
    fc.assert(
      fc.property(start, length, fc.boolean(), (low, decades, snapped) => {
        const first = snapped ? Math.round(low) : low;
        const range = [10 ** first, 10 ** (first + decades)] as const;
        const spec = plot(axis('log', range), axis('log', range));
        const [panel] = spec.panels;
        if (!panel) throw new Error('no panel');
        const axes = [
          { option: horizontalAxis(panel, 0, box, style), length: box.width },
          { option: verticalAxis(panel, 0, box, 40, style), length: box.height },
        ];
        for (const [i, { option, length: extent }] of axes.entries()) {
          const label = option.axisLabel as { customValues: number[]; formatter: (value: number) => string };
          const values = label.customValues;
          const texts = values.map((value) => label.formatter(value));
          expect(values.length).toBeGreaterThanOrEqual(2);
          expect(values).toEqual([...values].sort((a, b) => a - b));
          expect(new Set(texts).size).toBe(texts.length);
          const major = (option.axisTick as { customValues: number[] }).customValues;
          values.forEach((value, j) => {
            expect(value).toBeGreaterThanOrEqual(range[0]);
            expect(value).toBeLessThanOrEqual(range[1]);
            expect(major).toContain(value);
            expect(numberOf(texts[j] ?? '') / value).toBeCloseTo(1, 5);
          });
          const widest =
            i === 0 ? Math.max(...axisTicks(panel.x).map((tick) => tickLabelWidth(tick.label, style))) : 0;
          const room = i === 0 ? widest : style.text.tick;
          const gaps = values.slice(1).map((value, j) => Math.log10(value / (values[j] ?? NaN)));
          expect((Math.min(...gaps) / Math.log10(range[1] / range[0])) * extent).toBeGreaterThan(room);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are decades alone where there are two, as they stand', () => {
    const labels = axisTicks(axis('log', [0.9, 11])).map(({ value, label }) => [value, plainText(label)]);
    expect(labels).toEqual([
      [1, '100'],
      [10, '101'],
    ]);
  });

  it('stand at an end that rounding has moved off its decade', () => {
    const range = [1 + 1e-12, 10 - 1e-11] as const;
    const { svg, box } = draw(plot(axis('log', range), LOSS, [line(range, [0, 1])]));
    expectRatios(bottomTicks(svg, box, ticks.major, range), [1, 10]);
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
