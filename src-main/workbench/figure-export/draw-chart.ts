import * as echarts from 'echarts';
import { toEChartsOption } from '@shared/figure/echarts-option';
import type { FigureSpec } from '@shared/figure/figure-spec';
import { scaleStyle, type FigureStyle } from '@shared/figure/figure-style';
import { readFontShorthand } from './css-font';
import { advanceWidth, findFace, type FontFace } from './figure-fonts';

/**
 * Figures are drawn this many times too large and scaled down by the viewBox: ECharts rounds coordinates to a tenth of
 * its unit and moves axis lines to halves (workbench.md §3.3).
 */
export const DRAWING_SCALE = 10;

function measure(text: string, shorthand: string, faces: readonly FontFace[]): number {
  const { family, italic, size } = readFontShorthand(shorthand);
  const face = findFace(faces, family, italic);
  if (face === null) throw new Error(`no shipped face for "${shorthand}"`);
  return advanceWidth(text, face, size);
}

/**
 * The figure as ECharts' own SVG text, lengths `DRAWING_SCALE` to the pt; text is measured with the shipped faces.
 * `size` is in pt.
 */
export function drawChart(
  spec: FigureSpec,
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
  faces: readonly FontFace[],
): string {
  echarts.setPlatformAPI({
    measureText: (text, font) => ({ width: measure(text, font ?? '', faces) }),
  });
  const drawn = { width: size.width * DRAWING_SCALE, height: size.height * DRAWING_SCALE };
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...drawn });
  try {
    chart.setOption(toEChartsOption(spec, scaleStyle(style, DRAWING_SCALE), drawn));
    return chart.renderToSVGString();
  } finally {
    // Without this Node never exits.
    chart.dispose();
  }
}
