import type { ExperimentSpec } from '../model/experiment';
import type {
  FigureDocument,
  FigurePanel,
  NewPanel,
  PanelSource,
  StageQuantity,
  VenueId,
} from '../model/figure';
import { PLOT_HEIGHT, RIBBON_HEIGHT } from './figure-size';
import { flowHeadings } from './flow-headings';
import { DEFAULT_LOOK } from './venue-style';
import { venueOf } from './venues';

/** A panel as it enters a figure: axes as its source proposes, one column wide. */
export function newPanel(source: PanelSource, heading = ''): NewPanel {
  const ribbon = source.kind === 'stage' && source.quantity === 'plateaus';
  return {
    heading,
    source,
    columnSpan: 1,
    height: ribbon ? RIBBON_HEIGHT : PLOT_HEIGHT,
    x: { scale: null, range: null },
    y: { scale: null, range: null },
    legend: true,
  };
}

/** A figure without panels. */
export function emptyFigure(id: string, name: string, venue: VenueId = 'neurips'): FigureDocument {
  return {
    id,
    name,
    venue: { kind: 'preset', id: venue },
    height: null,
    columns: 2,
    panels: [],
    look: DEFAULT_LOOK,
    text: 'text',
    anonymous: false,
  };
}

/** Width from which a page has room for two panels side by side, in inches. */
const WIDE_PAGE = 5;

/** The figure with more panels, under ids not yet taken. */
export function withPanels(document: FigureDocument, added: readonly NewPanel[]): FigureDocument {
  const panels = [...document.panels];
  for (const panel of added) panels.push({ ...panel, id: freePanelId(panels) });
  return { ...document, columns: columnsWith(document, added.length), panels };
}

/**
 * A figure that was empty has no more columns than it has panels. One that has had a single panel, in its single column, gets
 * a second column where the page is wide enough.
 */
function columnsWith({ columns, panels, venue }: FigureDocument, added: number): number {
  if (panels.length === 0) return Math.min(columns, Math.max(1, added));
  const isFirst = panels.length === 1 && columns === 1 && added > 0;
  return isFirst && venueOf(venue).width >= WIDE_PAGE ? 2 : columns;
}

function freePanelId(panels: readonly FigurePanel[]): string {
  let number = panels.length + 1;
  while (panels.some(({ id }) => id === `panel-${number}`)) number++;
  return `panel-${number}`;
}

const ROWS: readonly { readonly quantity: StageQuantity; readonly height: number }[] = [
  { quantity: 'loss', height: PLOT_HEIGHT },
  { quantity: 'singular-values', height: 5 },
  { quantity: 'plateaus', height: RIBBON_HEIGHT },
];

/**
 * The side-by-side figure of an experiment: a column per flow; rows are the loss with the predicted ladder, the singular
 * values of M with the predicted escapes, and a ribbon of the measured plateaus.
 */
export function sideBySideFigure(
  experiment: Pick<ExperimentSpec, 'id' | 'name' | 'flows'>,
  id: string,
  venue: VenueId,
): FigureDocument {
  const headings = flowHeadings(experiment.flows);
  const panels = ROWS.flatMap(({ quantity, height }, row) =>
    headings.map(({ key, title }, flow): FigurePanel => ({
      ...newPanel({ kind: 'stage', experimentId: experiment.id, flow, quantity }, row === 0 ? title : ''),
      id: `${key}-${quantity}`,
      height,
    })),
  );
  return {
    ...emptyFigure(id, experiment.name, venue),
    columns: Math.max(1, experiment.flows.length),
    panels,
  };
}
