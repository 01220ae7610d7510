import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '@main/files/atomic-write';
import { toStorageError } from '@main/files/storage-error';
import { WorkbenchError } from '@shared/contract/errors';
import type {
  ExportedFile,
  FailedFile,
  FigureCheck,
  FigureExport,
  FigureFormat,
  FigurePreview,
} from '@shared/contract/figure-export';
import { checkColours } from './check-colours';
import { checkLabels } from './check-labels';
import { checkPdf } from './check-pdf';
import { checkSvg } from './check-svg';
import { numbersAsCsv, numbersAsNpz } from './figure-numbers';
import { previewPanels } from './preview-panels';
import { pythonScript } from './python-script';
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
  /** False refuses to write where a file is there already. */
  readonly replace: boolean;
}

const POINTS_PER_INCH = 72;

/** Metadata as the text a file carries; null for none. */
function metadataText({ metadata }: RenderedFigure): string | null {
  return metadata === null ? null : JSON.stringify(metadata);
}

/** The bytes of a figure in each format. */
const ENCODERS: Readonly<Record<FigureFormat, (figure: RenderedFigure, name: string) => Uint8Array>> = {
  svg: ({ svgText }) => Buffer.from(svgText),
  pdf: (figure) => {
    const { svgText, width, height, document, faces } = figure;
    const input = { svg: svgText, width, height, title: document.name, metadata: metadataText(figure) };
    return renderPdf(input, faces);
  },
  png: (figure) => renderPng(figure.svgText, figure.width, metadataText(figure), figure.faces),
  csv: ({ spec, metadata }) => Buffer.from(numbersAsCsv(spec, metadata)),
  npz: ({ spec, metadata }) => numbersAsNpz(spec, metadata),
  py: (figure, name) => Buffer.from(pythonScript(figure, name)),
};

function checkDrawing(figure: RenderedFigure): FigureCheck[] {
  const { svg, venue, faces, document, spec, style } = figure;
  return [
    ...checkSvg(svg, venue, faces, document.text),
    ...checkColours(spec, style, document.look),
    ...checkLabels(document),
  ];
}

/**
 * The figure as the SVG text that `exportFigure` would write, and how the drawing fares.
 * @throws WorkbenchError `invalid-input` when there is nothing to draw.
 */
export function previewFigure(input: FigureInput): FigurePreview {
  const figure = renderFigure(input);
  const { svgText, width, height } = figure;
  return {
    svg: svgText,
    width: width / POINTS_PER_INCH,
    height: height / POINTS_PER_INCH,
    panels: previewPanels(figure),
    checks: checkDrawing(figure),
  };
}

/**
 * Writes the figure as `<folder>/<name>.<format>` for every format, each file whole or not at all, and checks what was
 * written. Equal input gives equal bytes. A file that cannot be made or written is named among the failures.
 * @throws WorkbenchError `invalid-input` as `previewFigure`, `exists`; StorageError when the folder cannot be made.
 */
export async function exportFigure(input: FigureExportInput): Promise<FigureExport> {
  const figure = renderFigure(input);
  if (!input.replace) await refuseToReplace(input);
  const checks: FigureCheck[] = checkDrawing(figure);
  const files: ExportedFile[] = [];
  const failures: FailedFile[] = [];
  await ensureFolder(input.folder);
  for (const format of new Set(input.formats)) {
    const path = filePath(input, format);
    try {
      const bytes = ENCODERS[format](figure, input.name);
      await writeFileAtomically(path, bytes);
      files.push({ format, path, bytes: bytes.length });
      if (format === 'pdf') checks.push(...checkPdf(bytes, figure.venue, figure.document.text));
    } catch (error) {
      failures.push({ format, path, ...reasonOf(error, path) });
    }
  }
  return { files, failures, checks };
}

function filePath({ folder, name }: FigureExportInput, format: FigureFormat): string {
  return join(folder, `${name}.${format}`);
}

async function refuseToReplace(input: FigureExportInput): Promise<void> {
  const paths = [...new Set(input.formats)].map((format) => filePath(input, format));
  const there = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => [path],
        () => [],
      ),
    ),
  );
  const taken = there.flat();
  if (taken.length === 0) return;
  const problems = taken.map((path) => ({
    field: path,
    cause: 'is there already',
    remedy: 'Replace it, or choose another name',
  }));
  throw new WorkbenchError(
    'exists',
    `${taken.join(', ')} would be replaced`,
    'Choose another name.',
    problems,
  );
}

function reasonOf(error: unknown, path: string): Pick<FailedFile, 'message' | 'remedy'> {
  const known = error instanceof WorkbenchError ? error : toStorageError(error, path);
  return {
    message: known.message,
    remedy: 'remedy' in known && typeof known.remedy === 'string' ? known.remedy : '',
  };
}
