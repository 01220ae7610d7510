import * as v from 'valibot';
import { finiteNumber } from './field-schema';
import type { ColourRole, DrawnAxis, DrawnNumbers, MathText, PanelDrawing } from './panel-drawing';
import { mustBe } from './parse-with-schema';

const textRunSchema = v.strictObject({
  text: v.pipe(
    v.string(),
    mustBe<string>('a text of at most 200 characters without braces and line breaks', (text) =>
      /^[^{}\r\n]{0,200}$/.test(text),
    ),
  ),
  shift: v.picklist(['none', 'sub', 'super']),
  nested: v.exactOptional(v.picklist(['sub', 'super'])),
  italic: v.exactOptional(v.boolean()),
});

const labelSchema: v.GenericSchema<unknown, MathText> = v.array(textRunSchema);

const fraction = v.pipe(
  v.number(),
  mustBe<number>('a number from 0 to 1', (x) => x >= 0 && x <= 1),
);

const cyclePlace = v.pipe(
  v.number(),
  mustBe<number>('a place in the colour cycle, 0 or more', (x) => Number.isSafeInteger(x) && x >= 0),
);

const colourSchema: v.GenericSchema<unknown, ColourRole> = v.union([
  cyclePlace,
  v.picklist(['ink', 'muted', 'prediction']),
  v.strictObject({ map: fraction }),
]);

const dashSchema = v.picklist(['solid', 'dashed', 'dotted', 'dash-dot']);
const markerSchema = v.picklist(['circle', 'square', 'triangle', 'diamond', 'open-circle', 'open-square']);

/** More would neither be legible nor make a small, diffable document. */
const MOST_NUMBERS = 20_000;

const numbers: v.GenericSchema<unknown, DrawnNumbers> = v.pipe(
  v.array(v.nullable(finiteNumber)),
  mustBe<(number | null)[]>(`at most ${MOST_NUMBERS} numbers`, (list) => list.length <= MOST_NUMBERS),
);

const axisFields: v.GenericSchema<unknown, DrawnAxis> = v.strictObject({
  label: labelSchema,
  scale: v.picklist(['log', 'linear']),
  range: v.strictTuple([finiteNumber, finiteNumber]),
  ticks: v.exactOptional(v.array(v.strictObject({ value: finiteNumber, label: labelSchema }))),
});

const axisSchema: v.GenericSchema<unknown, DrawnAxis> = v.pipe(
  axisFields,
  mustBe<DrawnAxis>(
    'an axis with an increasing range, above 0 where it is logarithmic',
    ({ scale, range }) => range[0] < range[1] && (scale === 'linear' || range[0] > 0),
  ),
);

const series = { id: v.string(), label: labelSchema, colour: colourSchema, x: numbers };

/** Shape of a drawing that a view sent to a figure. */
export const drawingSchema: v.GenericSchema<unknown, PanelDrawing> = v.strictObject({
  x: axisSchema,
  y: axisSchema,
  lines: v.array(v.strictObject({ ...series, dash: dashSchema, y: numbers })),
  bands: v.array(v.strictObject({ ...series, low: numbers, high: numbers })),
  points: v.array(
    v.strictObject({
      ...series,
      marker: markerSchema,
      y: numbers,
      low: v.nullable(numbers),
      high: v.nullable(numbers),
    }),
  ),
  bars: v.array(v.strictObject({ ...series, y: numbers, width: finiteNumber })),
  cells: v.nullable(
    v.strictObject({
      id: v.string(),
      label: labelSchema,
      xEdges: v.array(finiteNumber),
      yEdges: v.array(finiteNumber),
      values: numbers,
      range: v.strictTuple([finiteNumber, finiteNumber]),
    }),
  ),
  levels: v.array(v.strictObject({ value: finiteNumber, label: labelSchema, colour: colourSchema })),
  moments: v.array(v.strictObject({ value: finiteNumber, colour: colourSchema })),
  legend: v.array(
    v.strictObject({
      label: labelSchema,
      colour: colourSchema,
      dash: dashSchema,
      marker: v.exactOptional(markerSchema),
    }),
  ),
});
