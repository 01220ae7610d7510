import { join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import type { ExportedFile, FigureCheck, FigureExport, FigureFormat } from '@shared/contract/figure-export';
import { VENUES } from '@shared/figure/venue-style';
import { checkPdf } from './check-pdf';
import { checkSvg } from './check-svg';
import { numbersAsCsv, numbersAsNpz } from './figure-numbers';
import { renderPdf } from './pdf';
import { renderPng } from './png';
import { type FigureInput, renderFigure, type RenderedFigure } from './render-figure';

export type { FigureInput } from './render-figure';

/** Where the figure goes. */
export interface FigureExportInput extends FigureInput {
  readonly folder: string;
  /** File name without its ending. */
  readonly name: string;
  readonly formats: readonly FigureFormat[];
}

/** The bytes of a figure in each format. */
const ENCODERS: Readonly<Record<FigureFormat, (figure: RenderedFigure) => Uint8Array>> = {
  svg: ({ svgText }) => Buffer.from(svgText),
  pdf: ({ svgText, width, height, metadata, faces }) =>
    renderPdf(
      { svg: svgText, width, height, title: metadata.title, metadata: JSON.stringify(metadata) },
      faces,
    ),
  png: ({ svgText, width, metadata, faces }) => renderPng(svgText, width, JSON.stringify(metadata), faces),
  csv: ({ metadata, stages }) => Buffer.from(numbersAsCsv(metadata, stages)),
  npz: ({ metadata, stages }) => numbersAsNpz(metadata, stages),
};

/**
 * The figure as the SVG text that `exportFigure` would write.
 * @throws WorkbenchError `invalid-input` when no flow of the experiment has a finished run.
 */
export function previewFigure(input: FigureInput): string {
  return renderFigure(input).svgText;
}

/**
 * Writes the figure as `<folder>/<name>.<format>` for every format, each file whole or not at all, and checks what was
 * written. Equal input gives equal bytes.
 * @throws WorkbenchError `invalid-input` as `previewFigure`; `storage` when a file cannot be written.
 */
export async function exportFigure(input: FigureExportInput): Promise<FigureExport> {
  const figure = renderFigure(input);
  const venue = VENUES[input.venue];
  const checks: FigureCheck[] = checkSvg(figure.svg, venue, figure.faces);
  const files: ExportedFile[] = [];
  await ensureFolder(input.folder);
  for (const format of new Set(input.formats)) {
    const bytes = ENCODERS[format](figure);
    const path = join(input.folder, `${input.name}.${format}`);
    await writeFileAtomically(path, bytes);
    files.push({ format, path, bytes: bytes.length });
    if (format === 'pdf') checks.push(...checkPdf(bytes, venue));
  }
  return { files, checks };
}
