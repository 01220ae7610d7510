import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elements } from '@main/workbench/figure-export/svg-tree';
import { composeEnsemble, type EnsembleCondition } from '@shared/figure/ensemble-figure';
import { compareLists, conditionStyles } from '@shared/figure/ensemble-colours';
import { composeAngleLandscape, composeMapLandscape } from '@shared/figure/landscape-figure';
import { plainText, upright, variable } from '@shared/figure/math-text';
import { composeRatesFigure } from '@shared/figure/rates-figure';
import { composeScalingFigure, type ScalingSeries } from '@shared/figure/scaling-figure';
import { toEChartsOption } from '@shared/figure/echarts-option';
import { screenStyle } from '@shared/figure/screen-style';
import type { FigureSpec } from '@shared/figure/figure-spec';
import { fitScaling, SCALING_RULES, type ScalingFit } from '@shared/numerics/statistics/scaling-fit';
import { VENUES } from '@shared/figure/venues';
import { venueStyle } from '@shared/figure/venue-style';
import { wilsonInterval } from '@shared/numerics/statistics/wilson';
import { draw } from './drawn-figure';

/** Every number of an option that decides where something is drawn. */
function isDrawable(spec: FigureSpec): boolean {
  toEChartsOption(spec, screenStyle('light'), { width: 600, height: 400 });
  return spec.panels.every(
    ({ x, y }) =>
      [...x.range, ...y.range].every(Number.isFinite) && x.range[0] < x.range[1] && y.range[0] < y.range[1],
  );
}

describe('the look of a condition', () => {
  const dimensions = [64, 128, 256, 512];
  const both = dimensions.flatMap(
    (d) =>
      [
        ['planted', d],
        ['two-timescale', d],
      ] as const,
  );

  it('is a place from dark to light for numbers, and a dash for the rest, whichever groups first', () => {
    for (const turned of [false, true]) {
      const lists = both.map((list) => (turned ? [...list].reverse() : list));
      const styleOf = conditionStyles(lists);
      const looks = lists.map(styleOf);
      expect(looks.map(({ colour }) => colour)).toEqual(
        dimensions.flatMap((_, i) => [{ map: i / 3 }, { map: i / 3 }]),
      );
      expect(new Set(looks.map(({ dash }) => dash)).size).toBe(2);
      expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBe(8);
    }
  });

  it('is a colour of the cycle for names and for two numbers', () => {
    expect(conditionStyles([['a'], ['b']])(['b'])).toEqual({ colour: 1, dash: 'solid' });
    expect(conditionStyles([[1], [2]])([2])).toEqual({ colour: 1, dash: 'solid' });
  });

  it('differs in dash from its neighbours where a number alone groups', () => {
    const styleOf = conditionStyles(dimensions.map((d) => [d]));
    expect(dimensions.map((d) => styleOf([d]).dash)).toEqual(['solid', 'dashed', 'solid', 'dashed']);
  });

  it('does not hang on which conditions are looked at, or in what order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(both, { minLength: 1 }), (some) => {
        const styleOf = conditionStyles(both);
        const shuffled = conditionStyles([...some, ...both]);
        for (const condition of some) expect(shuffled(condition)).toEqual(styleOf(condition));
      }),
    );
  });

  it('is grey where a condition has no number', () => {
    expect(conditionStyles([[1], [2], [3], [null]])([null]).colour).toBe('muted');
  });

  it.each([
    ['names beyond the colours', [20], []],
    ['more others than dashes', [3, 5], []],
    ['names beyond the colours, and others', [9, 3], []],
    ['more conditions than dashes, and numbers', [2, 3], [64, 128, 256, 512]],
    ['as many conditions as dashes, and many numbers', [2, 2], [1, 2, 3, 4, 5, 6, 7]],
  ] as const)('is that of no other condition: %s', (_name, [first, second = 1], numbers) => {
    const names = (count: number, letter: string) =>
      Array.from({ length: count }, (_, i) => `${letter}${i + 10}`);
    const lists = names(first, 'a').flatMap((a) =>
      names(second, 'b').flatMap((b) => (numbers.length === 0 ? [[a, b]] : numbers.map((d) => [a, b, d]))),
    );
    const looks = lists.map(conditionStyles(lists)).map((look) => JSON.stringify(look));
    expect(new Set(looks).size).toBe(lists.length);
  });

  it('keeps the colour over all numbers where conditions are too many for dashes', () => {
    const flows = ['a', 'b', 'c', 'd', 'e'];
    const lists = flows.flatMap((flow) => [1, 2, 3, 4, 5, 6].map((d) => [flow, d] as const));
    const styleOf = conditionStyles(lists);
    for (const [i, flow] of flows.entries())
      for (const [own, d] of lists) if (own === flow) expect(styleOf([flow, d]).colour).toBe(i);
  });

  it('orders nothing before numbers before names', () => {
    const values = ['b', 3, null, 'a', 1].map((value) => [value]);
    expect([...values].sort(compareLists)).toEqual([[null], [1], [3], ['a'], ['b']]);
  });
});

function condition(change: Partial<EnsembleCondition> = {}): EnsembleCondition {
  const x = Float64Array.from({ length: 60 }, (_, i) => 10 ** (-2 + i / 10));
  const y = x.map((t) => 1 / (1 + t / 10));
  return {
    key: 'c',
    label: 'd = 100',
    colour: 0,
    dash: 'solid',
    n: 20,
    curves: [{ id: 'run', x, y, shown: 'full' as const }],
    band: null,
    ...change,
  };
}

function ensemble(conditions: readonly EnsembleCondition[], change: object = {}) {
  return composeEnsemble({
    name: 'Ensemble',
    panels: [{ heading: null, conditions }],
    xLabel: [variable('t')],
    yLabel: [variable('L')],
    xScale: 'log',
    yScale: 'log',
    ...change,
  });
}

describe('a figure of an ensemble', () => {
  it('says n beside every condition', () => {
    expect(ensemble([condition()]).legend.map(({ label }) => plainText(label))).toEqual(['d = 100 (n = 20)']);
    expect(ensemble([condition({ label: '' })]).legend.map(({ label }) => plainText(label))).toEqual([
      'n = 20',
    ]);
  });

  it('begins a decade before the first thing that is seen, and ends with the last time', () => {
    const [low, high] = ensemble([condition()]).panels[0]?.x.range ?? [];
    // L = 1/(1 + t/10) has left its first value by 1 % at t ≈ 0.1.
    expect([low, high]).toEqual([0.01, 10_000]);
    const late = condition();
    const [curve] = late.curves;
    if (!curve) throw new Error('no curve');
    const flat = { ...curve, y: curve.x.map((t) => (t < 100 ? 1 : 0.5)) };
    expect(ensemble([condition({ curves: [flat] })]).panels[0]?.x.range).toEqual([10, 10_000]);
  });

  it('draws four decades below the largest value at most, so that rounding does not take all room', () => {
    const [curve] = condition().curves;
    if (!curve) throw new Error('no curve');
    const deep = { ...curve, y: curve.x.map((t) => Math.exp(-t)) };
    const [low, high] = ensemble([condition({ curves: [deep] })]).panels[0]?.y.range ?? [];
    expect([low, high]).toEqual([1e-4, 2]);
    // It leaves the panel at t ≈ 9; what stays in it is drawn to its end.
    expect(ensemble([condition({ curves: [deep] })]).panels[0]?.x.range[1]).toBe(100);
    const trapped = { ...curve, id: 'trapped', y: curve.x.map((t) => Math.max(0.3, Math.exp(-t))) };
    expect(ensemble([condition({ curves: [deep, trapped] })]).panels[0]?.x.range[1]).toBe(10_000);
  });

  it('has ranges whatever the values are', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, -1, NaN, Infinity, -Infinity, 1e-300, 1e300));
    const scale = fc.constantFrom('log', 'linear');
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), scale, scale, (values, xScale, yScale) => {
        const y = Float64Array.from(values);
        const curves = [{ id: 'run', x: y.map((_, i) => i), y, shown: 'full' as const }];
        expect(isDrawable(ensemble([condition({ curves })], { xScale, yScale }))).toBe(true);
      }),
    );
    expect(isDrawable(ensemble([]))).toBe(true);
  });
});

const points = [64, 128, 256, 512].flatMap((d) =>
  [1, 2, 3, 4, 5].map((seed) => ({ x: d, tau: d ** 2 * (0.5 + 0.1 * seed), censored: false, seed })),
);
const fit = fitScaling(points, { ...SCALING_RULES, interval: 'likelihood' }) as ScalingFit;
const series: ScalingSeries = {
  key: 's',
  label: 'two-timescale',
  colour: 0,
  dash: 'solid',
  times: [64, 128, 256, 512].map((x) => ({
    x,
    low: 0.7 * x * x,
    median: 0.8 * x * x,
    high: 0.9 * x * x,
    bound: Infinity,
  })),
  xs: points.map(({ x }) => x),
  fit,
  predicted: { growth: { kind: 'power', exponent: 2 }, exponent: 2 },
};
const scaling = (list: readonly ScalingSeries[]) =>
  composeScalingFigure({
    name: 'Scaling',
    xLabel: [variable('d')],
    timeLabel: [variable('τ')],
    series: list,
  });

describe('a figure of scaling laws', () => {
  it('has times, law, prediction and residuals', () => {
    const { panels, legend } = scaling([series]);
    expect(panels.map(({ id }) => id)).toEqual(['times', 'residuals']);
    expect(panels[0]?.lines.map(({ colour }) => colour)).toEqual([0, 'prediction']);
    expect(panels[1]?.points?.[0]?.y).toHaveLength(points.length);
    expect(legend.map(({ label }) => plainText(label))).toEqual(['two-timescale', 'predicted growth']);
  });

  it('draws the prediction through the fit at its middle', () => {
    const [law, prediction] = scaling([series]).panels[0]?.lines ?? [];
    const middle = Math.floor((law?.x.length ?? 0) / 2);
    const ratio = (i: number): number => (prediction?.y[i] ?? NaN) / (law?.y[i] ?? NaN);
    expect(ratio(middle)).toBeCloseTo(1, 2);
    // The fit is exact, and so is the prediction: they are one line.
    expect(ratio(0)).toBeCloseTo(1, 6);
  });

  it('tells laws of one colour by dash and marker', () => {
    const { panels, legend } = scaling([series, { ...series, key: 'other', dash: 'dashed' }]);
    expect(panels[0]?.lines.filter(({ colour }) => colour === 0).map(({ dash }) => dash)).toEqual([
      'solid',
      'dashed',
    ]);
    expect(panels[0]?.points?.map(({ marker }) => marker)).toEqual(['circle', 'square']);
    expect(legend.map(({ marker }) => marker)).toEqual(['circle', 'square', undefined]);
  });

  it('shows medians beyond the horizon at it, open', () => {
    const beyond = { x: 1024, low: 1e6, median: Infinity, high: Infinity, bound: 2e6 };
    const [, open] = scaling([{ ...series, times: [...series.times, beyond] }]).panels[0]?.points ?? [];
    expect([open?.marker, open?.x[0], open?.y[0]]).toEqual(['open-circle', 1024, 2e6]);
  });

  it('is drawn without any fit, and without any time', () => {
    for (const list of [
      [{ ...series, fit: null, predicted: null }],
      [{ ...series, fit: null, times: [], xs: [] }],
      [],
    ])
      expect(isDrawable(scaling(list))).toBe(true);
  });

  it('takes a linear scale of time for laws of ln d alone', () => {
    const logs = points.map((point) => ({ ...point, tau: 3 + Math.log(point.x) }));
    const own = fitScaling(logs, {
      ...SCALING_RULES,
      model: 'logarithmic',
      interval: 'likelihood',
    }) as ScalingFit;
    const growth = { growth: { kind: 'logarithmic' }, exponent: 0 } as const;
    const { panels } = scaling([{ ...series, fit: own, predicted: growth }]);
    expect(panels[0]?.y.scale).toBe('linear');
    expect(panels[0]?.lines.map(({ colour }) => colour)).toEqual([0]);
  });
});

describe('a figure of rates', () => {
  const rate = wilsonInterval(11, 20);
  const look = { colour: 0, dash: 'solid' } as const;

  it('has every rate with its interval, against a number', () => {
    const rates = [100, 1000].map((x) => ({ x, label: `d = ${x}`, rate }));
    const spec = composeRatesFigure({
      name: 'Rates',
      xLabel: [variable('d')],
      yLabel: [upright('trapped')],
      series: [{ key: 'a', label: 'planted', rates, ...look }],
    });
    const [own] = spec.panels[0]?.points ?? [];
    expect(Array.from(own?.low ?? [])).toEqual([rate.low, rate.low]);
    expect(spec.panels[0]?.x.scale).toBe('log');
    expect(isDrawable(spec)).toBe(true);
  });

  it('tells conditions of one colour by the markers of their dashes', () => {
    const rates = [100, 1000].map((x) => ({ x, label: `d = ${x}`, rate }));
    const { panels, legend } = composeRatesFigure({
      name: 'Rates',
      xLabel: [variable('d')],
      yLabel: [],
      series: (['dotted', 'solid'] as const).map((dash) => ({
        key: dash,
        label: dash,
        rates,
        colour: 0,
        dash,
      })),
    });
    expect(panels[0]?.points?.map(({ marker }) => marker)).toEqual(['triangle', 'circle']);
    expect(legend.map(({ marker }) => marker)).toEqual(['triangle', 'circle']);
  });

  it('or side by side, under their names', () => {
    const spec = composeRatesFigure({
      name: 'Rates',
      xLabel: null,
      yLabel: [upright('trapped')],
      series: ['planted', 'two-timescale'].map((label) => ({
        key: label,
        label,
        rates: [{ x: null, label, rate }],
        ...look,
      })),
    });
    expect(spec.panels[0]?.x.ticks?.map(({ label, value }) => [plainText(label), value])).toEqual([
      ['planted', 1],
      ['two-timescale', 2],
    ]);
    expect(spec.panels[0]?.points?.map(({ x }) => x[0])).toEqual([1, 2]);
    // Named where they stand, they need no legend.
    expect(spec.legend).toEqual([]);
    for (const xLabel of [null, [variable('d')]])
      expect(isDrawable(composeRatesFigure({ name: 'x', xLabel, yLabel: [], series: [] }))).toBe(true);
  });
});

describe('rates of conditions with long names', () => {
  it('are named in the legend, none of them left out', () => {
    const rate = wilsonInterval(11, 20);
    const names = [1, 2, 3].map((i) => `a condition whose name is as long as conditions come, ${i}`);
    const { panels, legend } = composeRatesFigure({
      name: 'Rates',
      xLabel: null,
      yLabel: [upright('trapped')],
      series: names.map((label, colour) => ({
        key: label,
        label,
        rates: [{ x: null, label, rate }],
        colour,
        dash: 'solid',
      })),
    });
    expect(panels[0]?.x.ticks?.map(({ label }) => plainText(label))).toEqual(['', '', '']);
    expect(legend.map(({ label }) => plainText(label))).toEqual(names);
  });
});

describe('a figure of a landscape', () => {
  const line = {
    key: 'run',
    label: 'run: success',
    colour: 2,
    dash: 'solid',
    x: Float64Array.of(0.1, 0.2, NaN, 0.4, 0.5),
    y: Float64Array.of(1, 0.9, NaN, 0.5, 0.1),
  } as const;

  it('interrupts a run where it is elsewhere, and marks its start and its end', () => {
    const angles = Float64Array.of(-Math.PI, 0, Math.PI);
    const spec = composeAngleLandscape(
      'Landscape',
      [upright('loss')],
      [
        { heading: 'rotations', angles, loss: Float64Array.of(2, 0, 2), lines: [line] },
        { heading: 'reflections', angles, loss: Float64Array.of(2, 1, 2), lines: [] },
      ],
    );
    const [first] = spec.panels;
    expect(first?.lines.map(({ x }) => x.length)).toEqual([3, 2, 2]);
    expect(first?.points?.map(({ marker, x }) => [marker, x[0]])).toEqual([
      ['open-circle', 0.1],
      ['circle', 0.5],
    ]);
    expect(first?.x.ticks?.map(({ label }) => plainText(label))).toEqual(['−π', '−π/2', '0', 'π/2', 'π']);
    expect(isDrawable(spec)).toBe(true);
  });

  it('does not mark an end that is in another panel', () => {
    const away = { ...line, x: Float64Array.of(0.1, NaN), y: Float64Array.of(1, NaN) };
    const spec = composeAngleLandscape(
      'Landscape',
      [upright('loss')],
      [{ heading: null, angles: Float64Array.of(0, 1), loss: Float64Array.of(1, 0), lines: [away] }],
    );
    expect(spec.panels[0]?.points?.map(({ marker }) => marker)).toEqual(['open-circle']);
  });

  it('is a map with blanks where there is no overlap', () => {
    const axis = Float64Array.of(-1, 0, 1);
    const loss = Float64Array.of(NaN, 1, NaN, 1, 2, 1, NaN, 1, NaN);
    const spec = composeMapLandscape('Map', { x: axis, y: axis, loss, xLabel: [], yLabel: [] }, [line]);
    expect(spec.panels[0]?.cells?.range).toEqual([1, 2]);
    expect(Array.from(spec.panels[0]?.cells?.xEdges ?? [])).toEqual([-1.5, -0.5, 0.5, 1.5]);
    expect(isDrawable(spec)).toBe(true);
    // The numbers beside its colours too are written in ink, whatever it is written on.
    const style = venueStyle(VENUES.neurips);
    const { svg } = draw(spec, { ...style, colours: { ...style.colours, ink: '#123456' } });
    const texts = [...elements(svg)].filter(({ name }) => name === 'text');
    expect(texts.length).toBeGreaterThan(3);
    expect(new Set(texts.map(({ attributes }) => attributes.get('fill')))).toEqual(new Set(['#123456']));
  });
});
