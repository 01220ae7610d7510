import * as v from 'valibot';
import { count, documentId, finiteNumber, title } from './field-schema';
import {
  PALETTE_IDS,
  STAGE_QUANTITIES,
  VENUE_IDS,
  type AxisChoice,
  type FigureDocument,
  type FigurePanel,
  type FigureVenue,
  type PanelSource,
  type SeriesChoice,
} from './figure';
import { drawingSchema } from './drawing-schema';
import { mustBe, parseWithSchema } from './parse-with-schema';

/** A number a user may choose, within limits beyond which nothing useful can be drawn. */
function between(low: number, high: number) {
  return v.pipe(
    v.number(),
    mustBe<number>(`a number from ${low} to ${high}`, (x) => x >= low && x <= high),
  );
}

function wholeBetween(low: number, high: number) {
  return v.pipe(
    v.number(),
    mustBe<number>(
      `a whole number from ${low} to ${high}`,
      (x) => Number.isInteger(x) && x >= low && x <= high,
    ),
  );
}

/** Text of at most one line; may be empty. */
const shortText = v.pipe(
  v.string(),
  mustBe<string>('a text of at most 1000 characters on one line', (text) => /^[^\r\n]{0,1000}$/.test(text)),
);

const venueSchema: v.GenericSchema<unknown, FigureVenue> = v.variant('kind', [
  v.strictObject({ kind: v.literal('preset'), id: v.picklist(VENUE_IDS) }),
  v.strictObject({
    kind: v.literal('custom'),
    width: between(1, 20),
    font: v.picklist(['serif', 'sans']),
    labelSize: between(3, 72),
    tickSize: between(3, 72),
  }),
]);

const runId = v.pipe(
  v.string(),
  mustBe<string>('an id of a run', (id) => /^[0-9a-f]{8,128}$/.test(id)),
);

const sourceSchema: v.GenericSchema<unknown, PanelSource> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('stage'),
    experimentId: documentId,
    flow: count,
    quantity: v.picklist(STAGE_QUANTITIES),
  }),
  v.strictObject({
    kind: v.literal('drawing'),
    drawing: drawingSchema,
    note: shortText,
    runIds: v.array(runId),
  }),
]);

const axisFields: v.GenericSchema<unknown, AxisChoice> = v.strictObject({
  scale: v.nullable(v.picklist(['log', 'linear'])),
  range: v.nullable(v.strictTuple([finiteNumber, finiteNumber])),
  label: v.exactOptional(shortText),
});

const seriesSchema: v.GenericSchema<unknown, SeriesChoice> = v.strictObject({
  series: shortText,
  label: v.nullable(shortText),
  shown: v.boolean(),
});

/** More lines than a panel can show. */
const MOST_SERIES = 200;

const axisSchema: v.GenericSchema<unknown, AxisChoice> = v.pipe(
  axisFields,
  mustBe<AxisChoice>('a range whose first number is the smaller one', ({ range }) =>
    range === null ? true : range[0] < range[1],
  ),
  mustBe<AxisChoice>(
    'a range above 0 on a logarithmic axis',
    ({ scale, range }) => scale !== 'log' || range === null || range[0] > 0,
  ),
);

const panelSchema: v.GenericSchema<unknown, FigurePanel> = v.strictObject({
  id: documentId,
  heading: shortText,
  source: sourceSchema,
  columnSpan: wholeBetween(1, 12),
  height: between(0.1, 100),
  x: axisSchema,
  y: axisSchema,
  legend: v.boolean(),
  series: v.exactOptional(
    v.pipe(
      v.array(seriesSchema),
      mustBe<SeriesChoice[]>(`at most ${MOST_SERIES} series`, (list) => list.length <= MOST_SERIES),
    ),
  ),
});

const MOST_PANELS = 64;

const figureSchema: v.GenericSchema<unknown, FigureDocument> = v.strictObject({
  id: documentId,
  name: title,
  venue: venueSchema,
  height: v.nullable(between(0.5, 30)),
  columns: wholeBetween(1, 12),
  panels: v.pipe(
    v.array(panelSchema),
    mustBe<FigurePanel[]>(`at most ${MOST_PANELS} panels`, (panels) => panels.length <= MOST_PANELS),
    mustBe<FigurePanel[]>(
      'a different id for every panel',
      (panels) => new Set(panels.map(({ id }) => id)).size === panels.length,
    ),
  ),
  look: v.strictObject({
    palette: v.picklist(PALETTE_IDS),
    dashes: v.boolean(),
    lineWidth: between(0.1, 10),
    tags: v.boolean(),
    legend: v.boolean(),
  }),
  text: v.picklist(['text', 'outlines']),
  anonymous: v.boolean(),
});

/** Reads an untrusted value as a figure document. Unknown fields are refused. Throws InvalidInputError. */
export function parseFigure(value: unknown): FigureDocument {
  return parseWithSchema(figureSchema, value, 'figure');
}
