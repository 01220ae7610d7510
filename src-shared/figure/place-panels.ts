import type { FigurePanel } from '../model/figure';

/** Where a panel stands in the grid. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
  readonly columnSpan: number;
}

/** The places of panels in reading order: each beside the former one, or in the next row where it does not fit. */
export function placePanels(
  panels: readonly Pick<FigurePanel, 'columnSpan'>[],
  columns: number,
): readonly GridPlace[] {
  let row = 0;
  let column = 0;
  return panels.map((panel) => {
    const columnSpan = Math.min(panel.columnSpan, columns);
    if (column + columnSpan > columns) {
      row++;
      column = 0;
    }
    const place = { row, column, columnSpan };
    column += columnSpan;
    return place;
  });
}

/** Relative heights of the rows: each as its highest panel. */
export function rowHeights(
  panels: readonly Pick<FigurePanel, 'height'>[],
  places: readonly GridPlace[],
): number[] {
  const heights: number[] = [];
  places.forEach(({ row }, i) => {
    heights[row] = Math.max(heights[row] ?? 0, panels[i]?.height ?? 0);
  });
  return heights;
}
