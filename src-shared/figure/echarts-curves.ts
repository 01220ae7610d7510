import type { EChartsOption } from 'echarts';
import { hiddenAxis } from './echarts-axes';
import { panelSeries } from './echarts-series';
import type { FigureSpec } from './figure-spec';
import type { FigureStyle } from './figure-style';
import type { Box, FigureLayout } from './layout';
import { plainText } from './math-text';

/** The places of curves, which change less often than they do: see `toCurvesOption`. */
export type CurvePlaces = Pick<
  EChartsOption,
  'animation' | 'textStyle' | 'legend' | 'grid' | 'xAxis' | 'yAxis'
>;

/** Where the curves of a figure go: its panels and axes, unseen. Needs no values of the lines. */
export function curvePlaces(spec: FigureSpec, layout: FigureLayout, style: FigureStyle): CurvePlaces {
  return {
    animation: false,
    textStyle: { fontFamily: style.fontFamily, color: style.colours.ink },
    // Unseen too: it knows which lines the seen one has switched off.
    legend: [{ show: false, data: spec.legend.map(({ label }) => plainText(label)) }],
    grid: layout.panels.map((box) => ({ ...box, outerBoundsMode: 'none' as const })),
    xAxis: spec.panels.map(({ x }, i) => hiddenAxis(x, i)),
    yAxis: spec.panels.map(({ y }, i) => hiddenAxis(y, i)),
  };
}

/**
 * The ECharts option of the part of a figure that moves in a live run: lines, levels and spans, at `places` in `boxes`.
 * What stands still is a chart of its own above it (see `standingPart`): ECharts lays out all axes and labels of a
 * chart again whenever a line of it has grown.
 */
export function toCurvesOption(
  spec: FigureSpec,
  places: CurvePlaces,
  boxes: readonly Box[],
  style: FigureStyle,
): EChartsOption {
  const nowhere: Box = { left: 0, top: 0, width: 0, height: 0 };
  return {
    ...places,
    series: spec.panels.flatMap((panel, i) =>
      panelSeries({ ...panel, moments: [] }, i, boxes[i] ?? nowhere, style),
    ),
  };
}
