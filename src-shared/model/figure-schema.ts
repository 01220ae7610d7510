import * as v from 'valibot';
import { documentId, title } from './field-schema';
import { parseWithSchema } from './parse-with-schema';
import type { FigureDocument } from './project';

const figureSchema: v.GenericSchema<unknown, FigureDocument> = v.strictObject({
  id: documentId,
  name: title,
  experimentId: documentId,
  venue: v.picklist(['icml-half', 'neurips', 'aps']),
});

/** Reads an untrusted value as a figure document. Unknown fields are refused. Throws InvalidInputError. */
export function parseFigure(value: unknown): FigureDocument {
  return parseWithSchema(figureSchema, value, 'figure');
}
