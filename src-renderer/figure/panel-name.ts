import { panelTags } from '@shared/figure/compose-figure';
import { labelOf } from '@shared/figure/label-tex';
import { plainText } from '@shared/figure/math-text';
import type { FigureDocument, StageQuantity } from '@shared/model/figure';
import type { PanelDrawing } from '@shared/model/panel-drawing';
import type { ProjectDocuments } from '@shared/model/project';
import { flowTitle } from '../run/flow-names';

/** What a panel of a stage shows, in words. */
export const QUANTITY_NAMES: Readonly<Record<StageQuantity, string>> = {
  loss: 'loss',
  'singular-values': 'singular values',
  'overlap-entries': 'entries of M',
  gradient: 'gradient norm',
  plateaus: 'plateaus',
};

/** A panel of a figure in words: its tag, what it shows, of which flow. */
export function panelName(
  figure: FigureDocument,
  panelId: string,
  documents: Pick<ProjectDocuments, 'experiments'> | null,
): string {
  const place = figure.panels.findIndex(({ id }) => id === panelId);
  const panel = figure.panels[place];
  if (panel === undefined) return '';
  const tag = panelTags(figure.panels)[place] ?? '';
  const { source } = panel;
  if (source.kind === 'drawing') {
    const heading = plainText(labelOf(panel.heading));
    return [tag, drawnAxes(source.drawing), heading && `· ${heading}`].filter(Boolean).join(' ');
  }
  const flow = documents?.experiments.find(({ id }) => id === source.experimentId)?.flows[source.flow];
  return [tag, QUANTITY_NAMES[source.quantity], flow ? `· ${flowTitle(flow).toLowerCase()}` : '']
    .filter(Boolean)
    .join(' ');
}

/** What a drawing shows by its axes: "loss L over time t". */
function drawnAxes({ x, y }: PanelDrawing): string {
  const [over, what] = [plainText(x.label), plainText(y.label) || 'drawing'];
  return over === '' ? what : `${what} over ${over}`;
}
