import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { WorkbenchError } from '@shared/contract/errors';
import type { FontFace } from './figure-fonts';

/** What a PDF is made from. */
export interface PdfInput {
  /** The normalised SVG. */
  readonly svg: string;
  /** Size of the page, in pt. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Metadata as JSON text; becomes the document's subject. Null for none. */
  readonly metadata: string | null;
}

const FIGURE_PATH = '/figure.svg';

/** A string literal of Typst; control characters by their code. */
function typstString(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/\p{Cc}/gu, (control) => `\\u{${control.charCodeAt(0).toString(16)}}`);
  return `"${escaped}"`;
}

function typstDocument(input: PdfInput): string {
  const size = `width: ${input.width}pt, height: ${input.height}pt`;
  const description = input.metadata === null ? '' : `description: ${typstString(input.metadata)}, `;
  return [
    // No date: equal figures give equal bytes.
    `#set document(title: ${typstString(input.title)}, ${description}date: none)`,
    `#set page(${size}, margin: 0pt)`,
    `#image(${typstString(FIGURE_PATH)}, ${size}, alt: ${typstString(input.title)})`,
  ].join('\n');
}

/**
 * The figure as a one-page vector PDF of exactly its size: the SVG's paths and its text with the faces embedded, so
 * that text can be selected and no font is Type 3.
 * @throws WorkbenchError `internal` when the typesetter refuses the drawing.
 */
export function renderPdf(input: PdfInput, faces: readonly FontFace[]): Uint8Array {
  const compiler = NodeCompiler.create({
    workspace: '/',
    fontArgs: [{ fontBlobs: faces.map((face) => face.bytes) }],
  });
  compiler.mapShadow(FIGURE_PATH, Buffer.from(input.svg));
  const compiled = compiler.compile({ mainFileContent: typstDocument(input) });
  const document = compiled.result;
  if (document === null || document.numOfPages !== 1) {
    const diagnostics = JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? []);
    throw new WorkbenchError('internal', `The PDF could not be typeset: ${diagnostics}.`);
  }
  return compiler.pdf(document);
}
