import type { EChartsOption } from 'echarts';
import type { FigureSpec } from './figure-spec';
import type { FigureStyle } from './figure-style';

/**
 * The ECharts option of a figure drawn `width` × `height` in the style's unit. Pure: the same spec and style give the
 * same option on screen and in a file.
 */
export function toEChartsOption(
  _spec: FigureSpec,
  _style: FigureStyle,
  _size: { readonly width: number; readonly height: number },
): EChartsOption {
  throw new Error('not written yet');
}
