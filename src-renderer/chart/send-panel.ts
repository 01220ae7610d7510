import { panelDrawing } from '@shared/figure/drawing-panel';
import type { FigureSpec } from '@shared/figure/figure-spec';
import { newPanel } from '@shared/figure/new-figure';
import type { FigureStore } from '../stores/figures';

/** What a figure has to say of a chart: in one sentence what is shown, over how many runs, what bands and bars mean. */
export interface ChartNote {
  readonly note: string;
  /** Runs behind the numbers. */
  readonly runIds: readonly string[];
}

/** Sends every panel of a chart, as it is shown, to the project's figure: colours, dashes and ranges stay. */
export function sendToFigure(
  figures: Pick<FigureStore, 'sendToFigure'>,
  spec: FigureSpec,
  about: ChartNote,
): void {
  const panels = spec.panels.map((panel) =>
    newPanel({ kind: 'drawing', drawing: panelDrawing(panel, spec.legend), ...about }, panel.heading ?? ''),
  );
  figures.sendToFigure(...panels);
}
