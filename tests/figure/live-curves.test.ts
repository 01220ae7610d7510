import * as echarts from 'echarts';
import { describe, expect, it } from 'vitest';
import type { EChartsOption } from 'echarts';
import { elements, parseSvg } from '@main/workbench/figure-export/svg-tree';
import { curvePlaces, toCurvesOption } from '@shared/figure/echarts-curves';
import { toEChartsOption } from '@shared/figure/echarts-option';
import type { FigureSpec } from '@shared/figure/figure-spec';
import { layoutFigure } from '@shared/figure/layout';
import { plainText } from '@shared/figure/math-text';
import { screenStyle } from '@shared/figure/screen-style';
import { USUAL_SCALES } from '@shared/figure/stage-content';
import { composeStageFigure } from '@shared/figure/stage-figure';
import { stageRanges } from '@shared/figure/stage-ranges';
import { standingPart } from '@shared/figure/standing-part';
import type { RunSamples } from '@shared/model/run';
import { ladderStage } from './additive-ladder';

const STYLE = screenStyle('light');
const SIZE = { width: 900, height: 600 };
const STAGES = [ladderStage('planted'), ladderStage('two-timescale')];
const SETTING = { scales: USUAL_SCALES, entries: false, signedLog: null, threshold: null };

/** The figure of a run of which so many samples have arrived, on the axes of the whole of it. */
function figureAfter(samples: number): FigureSpec {
  return composeStageFigure({
    name: 'ladder',
    stages: STAGES.map((stage) => ({ ...stage, samples: firstOf(stage.samples, samples) })),
    quantities: ['loss', 'singular-values', 'gradient', 'plateaus'],
    scales: USUAL_SCALES,
    ranges: stageRanges(STAGES, SETTING, null),
    studentWidth: 3,
    signedLog: null,
    overlapLevels: [Math.SQRT1_2],
    plateauGradients: STAGES.map(() => 0.1),
  });
}

function firstOf(samples: RunSamples, count: number): RunSamples {
  const { t, loss, gradientNorm, singularValues, overlap } = samples;
  const rows = (values: Float64Array): Float64Array =>
    values.slice(0, Math.round(values.length / t.length) * count);
  return {
    t: rows(t),
    loss: rows(loss),
    gradientNorm: rows(gradientNorm),
    singularValues: rows(singularValues),
    overlap: rows(overlap),
  };
}

function curvesOf(spec: FigureSpec): EChartsOption {
  const standing = standingPart(spec);
  const layout = layoutFigure(standing, STYLE, SIZE);
  return toCurvesOption(spec, curvePlaces(standing, layout, STYLE), layout.panels, STYLE);
}

/** The strokes and the spans that are drawn of an option, in no order; not what only clips or is not seen. */
function drawn(option: EChartsOption): string[] {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    chart.setOption(option);
    const svg = parseSvg(chart.renderToSVGString());
    return [...elements(svg)].flatMap(({ name, attributes }) => {
      const colour = attributes.get('stroke') ?? (isSpan(attributes) ? attributes.get('fill') : undefined);
      const shape = name === 'path' && attributes.get('d');
      return shape && colour !== undefined ? `${colour} ${shape}` : [];
    });
  } finally {
    chart.dispose();
  }
}

function isSpan(attributes: ReadonlyMap<string, string>): boolean {
  return attributes.get('fill-opacity') === String(STYLE.colours.spanOpacity);
}

const ALL = STAGES[0]?.samples.t.length ?? 0;

describe('a figure in two charts, what stands still above the curves', () => {
  it('has in both together what is drawn in one', () => {
    const spec = figureAfter(ALL);
    const whole = drawn(toEChartsOption(spec, STYLE, SIZE));
    const [standing, curves] = [
      drawn(toEChartsOption(standingPart(spec), STYLE, SIZE)),
      drawn(curvesOf(spec)),
    ];
    expect(curves.length).toBeGreaterThan(10);
    expect(standing.length).toBeGreaterThan(20);
    expect([...standing, ...curves].sort()).toEqual(whole.sort());
  });

  it('does not draw again what stands still, as long as a run grows on its axes', () => {
    const spec = figureAfter(ALL);
    const earlier = standingPart(figureAfter(ALL - 5));
    expect(standingPart(spec, earlier)).toBe(earlier);
    const [first, ...others] = spec.panels;
    if (first === undefined) throw new Error('no panel');
    const wider: FigureSpec = {
      ...spec,
      panels: [{ ...first, x: { ...first.x, range: [1, 1e9] } }, ...others],
    };
    expect(standingPart(wider, earlier)).not.toBe(earlier);
    expect(standingPart({ ...spec, legend: spec.legend.slice(1) }, earlier)).not.toBe(earlier);
  });

  it('knows of each name in the legend in both, so that it can be switched off in both', () => {
    const spec = figureAfter(ALL);
    const namesIn = (option: EChartsOption): string[] =>
      [option.series ?? []].flat().flatMap(({ name }) => (typeof name === 'string' ? name : []));
    const legend = namesIn(toEChartsOption(standingPart(spec), STYLE, SIZE));
    expect([...legend].sort()).toEqual(spec.legend.map(({ label }) => plainText(label)).sort());
    const { legend: unseen, ...rest } = curvesOf(spec);
    expect([unseen].flat()[0]).toEqual({ show: false, data: expect.arrayContaining(legend) });
    expect(namesIn(rest)).toEqual(expect.arrayContaining(legend));
  });
});
