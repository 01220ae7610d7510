import type { PreviewAxis, PreviewPanel } from '@shared/contract/figure-export';
import { proposedPanel } from '@shared/figure/compose-figure';
import type { Axis } from '@shared/figure/figure-spec';
import { labelText } from '@shared/figure/label-tex';
import { layoutFigure } from '@shared/figure/layout';
import { plainText } from '@shared/figure/math-text';
import { seriesLabels } from '@shared/figure/series-choices';
import type { FigurePanel } from '@shared/model/figure';
import type { RenderedFigure } from './render-figure';

const POINTS_PER_INCH = 72;

function previewAxis({ label, scale, range }: Axis): PreviewAxis {
  return { label: labelText(label), scale, range };
}

/** The panel without what its user chose for axes. */
function withoutChoices(panel: FigurePanel): FigurePanel {
  const { scale: xScale } = panel.x;
  const { scale: yScale } = panel.y;
  return { ...panel, x: { scale: xScale, range: null }, y: { scale: yScale, range: null } };
}

/** Where the panels of a figure are on the page, and what their sources propose for axes and labels. */
export function previewPanels({
  document,
  spec,
  content,
  style,
  width,
  height,
}: RenderedFigure): PreviewPanel[] {
  const layout = layoutFigure(spec, style, { width, height });
  return document.panels.flatMap((panel, i): PreviewPanel[] => {
    const box = layout.panels[i];
    if (box === undefined) return [];
    const proposed = proposedPanel(withoutChoices(panel), content);
    return [
      {
        id: panel.id,
        left: box.left / POINTS_PER_INCH,
        top: box.top / POINTS_PER_INCH,
        width: box.width / POINTS_PER_INCH,
        height: box.height / POINTS_PER_INCH,
        hasOrdinate: proposed.kind === 'plot',
        x: previewAxis(proposed.x),
        y: previewAxis(proposed.y),
        series: seriesLabels(proposed).map((label) => ({ name: plainText(label), label: labelText(label) })),
      },
    ];
  });
}
