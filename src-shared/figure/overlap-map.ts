import type { EChartsOption } from 'echarts';
import type { FigureStyle } from './figure-style';
import type { ColumnMatching } from './overlap-map-matching';

/** An overlap matrix to be drawn as a map of colours. */
export interface OverlapMap {
  /** r × q, row-major, its columns in the order and with the signs of `matching`. */
  readonly arranged: Float64Array;
  readonly r: number;
  readonly q: number;
  readonly matching: ColumnMatching;
}

/** Blue for −1 over the ground for 0 to vermilion for 1: told apart by every common kind of colour vision. */
const NEGATIVE = '#0072b2';
const POSITIVE = '#d55e00';

/** Side of a cell from which on its number fits into it, in the style's unit. */
const LEAST_LABELLED_CELL = 30;

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

function subscripted(letter: string, index: number): string {
  return letter + [...String(index)].map((digit) => SUBSCRIPTS[Number(digit)] ?? digit).join('');
}

/** Names of the rows: teacher directions. */
export function teacherNames(r: number): readonly string[] {
  return Array.from({ length: r }, (_, i) => subscripted('w', i + 1));
}

/** Names of the columns as they stand: student directions, with a minus where one is shown reversed. */
export function studentNames({ columns, signs }: ColumnMatching): readonly string[] {
  return columns.map((j, place) => (signs[place] === -1 ? '−' : '') + subscripted('u', j + 1));
}

/** An entry in few characters: `.71`, `−.05`, `1`. */
export function shortEntry(value: number): string {
  const size = Math.abs(value);
  const text = size >= 0.995 ? '1' : size.toFixed(2).replace('0.', '.');
  return value < 0 && text !== '.00' ? `−${text}` : text;
}

/** The ECharts option of a map drawn `size` large, r rows from the top. `ground` is the colour of 0. */
export function overlapMapOption(
  map: OverlapMap,
  style: FigureStyle,
  ground: string,
  size: { readonly width: number; readonly height: number },
): EChartsOption {
  const { arranged, r, q, matching } = map;
  const margin = { left: 2 * style.text.tick, top: 1.5 * style.text.tick };
  const cell = Math.min((size.width - margin.left) / q, (size.height - margin.top) / r);
  const axis = {
    type: 'category' as const,
    axisLine: { show: false },
    axisTick: { show: false },
    splitArea: { show: false },
    axisLabel: {
      interval: 0,
      color: style.colours.muted,
      fontFamily: style.fontFamily,
      fontSize: style.text.tick,
      margin: 4,
      show: cell >= style.text.tick,
    },
  };
  return {
    animation: false,
    grid: { left: margin.left, top: margin.top, width: q * cell, height: r * cell, outerBoundsMode: 'none' },
    xAxis: { ...axis, position: 'top', data: [...studentNames(matching)] },
    yAxis: { ...axis, inverse: true, data: [...teacherNames(r)] },
    visualMap: {
      show: false,
      min: -1,
      max: 1,
      dimension: 2,
      inRange: { color: [NEGATIVE, ground, POSITIVE] },
    },
    series: {
      type: 'heatmap',
      silent: true,
      animation: false,
      data: Array.from(arranged, (value, k) => [k % q, Math.floor(k / q), value]),
      itemStyle: { borderColor: style.colours.frame, borderWidth: 0.5 },
      label: {
        show: cell >= LEAST_LABELLED_CELL,
        color: style.colours.ink,
        fontFamily: style.fontFamily,
        fontSize: style.text.tick,
        formatter: ({ value }) => shortEntry(Array.isArray(value) ? Number(value[2]) : 0),
      },
    },
  };
}
