import type { FigureSpec } from '@shared/figure/figure-spec';
import type { FigureStyle } from '@shared/figure/figure-style';
import { layoutFigure, type Box } from '@shared/figure/layout';
import type { ChartSize } from '../chart/use-chart';

/** Where one column of a chart and the panels in it are, in CSS px. */
export interface ChartColumn {
  /** Around all panels of the column, from the chart's top left. */
  readonly box: Box;
  /** The panels from the top, from the column's top left. */
  readonly rows: readonly Box[];
}

/** The columns of a chart drawn `size` large. */
export function chartColumns(spec: FigureSpec, style: FigureStyle, size: ChartSize): readonly ChartColumn[] {
  const { panels } = layoutFigure(spec, style, size);
  return Array.from({ length: spec.columns }, (_, column) => {
    const boxes = panels.filter((_box, i) => spec.panels[i]?.column === column);
    const left = boxes[0]?.left ?? 0;
    const top = Math.min(...boxes.map((box) => box.top));
    const bottom = Math.max(...boxes.map((box) => box.top + box.height));
    return {
      box: { left, top, width: boxes[0]?.width ?? 0, height: bottom - top },
      rows: boxes.map((box) => ({ ...box, left: 0, top: box.top - top })),
    };
  });
}

/** Position of the panel at a height of the column: the one around it, else the next one below. */
export function rowAt(column: ChartColumn, y: number): number {
  const found = column.rows.findIndex(({ top, height }) => y <= top + height);
  return found < 0 ? column.rows.length - 1 : found;
}
