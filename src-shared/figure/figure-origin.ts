/** The figure that a file was exported from. */
export interface FigureFileOrigin {
  /** Id of the figure's project. */
  readonly project: string;
  /** Id of the figure in it. */
  readonly figureId: string;
}

/** What every export but tables and scripts carries, where `FigureMetadata` puts it; ids are those of documents. */
const ORIGIN =
  /"software":\s?"Grassflow [^"]{1,40}",\s*"figureId":\s?"([a-z0-9][a-z0-9-]{0,63})",\s*"project":\s?"([a-z0-9][a-z0-9-]{0,63})"/;

/**
 * Where a PDF, SVG, PNG or NPZ file comes from, `content` being its bytes as Latin-1 text; null for a file that does not
 * say so: of another program, or of an anonymous figure. Nothing of the file is trusted but two ids.
 */
export function findFigureOrigin(content: string): FigureFileOrigin | null {
  const found = ORIGIN.exec(content) ?? ORIGIN.exec(content.replaceAll('&quot;', '"'));
  const [, figureId, project] = found ?? [];
  return figureId === undefined || project === undefined ? null : { figureId, project };
}
