import { readFontStyle } from './css-font';
import { findFace, type FontFace } from './figure-fonts';
import { normaliseColour } from './normalise-colour';
import { type SvgElement, element, elements, parseSvg, textContent } from './svg-tree';

/** What the normalised SVG is given besides the drawing. */
export interface SvgFrame {
  /** Size of the file, in pt. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Metadata as JSON text; null for none. */
  readonly metadata: string | null;
}

const DROPPED_ATTRIBUTES = /^(class|pointer-events|style|dominant-baseline|baseProfile|version|ecmeta_.*)$/;
const COLOUR_ATTRIBUTES = new Set(['fill', 'stroke']);
const POINTS_PER_INCH = 72;

/** Numbers in an attribute with at most two decimals: below a thousandth of a pt at the drawing's scale. */
function roundNumbers(value: string): string {
  return value.replace(/-?\d*\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))));
}

/** True for elements that leave no mark on paper. */
function isInvisible(node: SvgElement): boolean {
  const { name, attributes, children } = node;
  if (name === 'style') return true;
  if (name === 'g' || name === 'defs') return children.length === 0;
  if (name === 'text') return textContent(node).trim() === '';
  if (attributes.get('opacity') === '0') return true;
  if (name === 'path' && attributes.get('d') === '') return true;
  const filled = (attributes.get('fill') ?? '') !== 'none' && attributes.get('fill-opacity') !== '0';
  const stroked = attributes.has('stroke') && attributes.get('stroke-opacity') !== '0';
  return (name === 'path' || name === 'polygon' || name === 'rect') && !filled && !stroked;
}

/**
 * A text with its font as attributes and its baseline as a coordinate. ECharts centres every text by
 * `dominant-baseline`, which several readers ignore; half the height of capitals is the same to the eye.
 */
function normaliseText(node: SvgElement, faces: readonly FontFace[]): SvgElement {
  const { family, italic, size } = readFontStyle(node.attributes.get('style') ?? '');
  const face = findFace(faces, family, italic);
  if (face === null) throw new Error(`no shipped face for "${family}"`);
  const baseline = node.attributes.get('dominant-baseline');
  if (baseline !== undefined && baseline !== 'central') throw new Error(`unknown baseline "${baseline}"`);
  const drop = baseline === 'central' ? capitalHeight(faces) * (size / 2) : 0;

  let x = Number(node.attributes.get('x') ?? 0);
  let y = Number(node.attributes.get('y') ?? 0) + drop;
  let transform = node.attributes.get('transform');
  const shift = /^translate\(([-\d.e]+)[ ,]([-\d.e]+)\)$/.exec(transform ?? '');
  if (shift !== null) {
    x += Number(shift[1]);
    y += Number(shift[2]);
    transform = undefined;
  }
  return element(
    'text',
    {
      x: roundNumbers(String(x)),
      y: roundNumbers(String(y)),
      transform: transform === undefined ? undefined : roundNumbers(transform),
      'font-family': family,
      'font-size': String(size),
      'font-style': italic ? 'italic' : undefined,
      'text-anchor': node.attributes.get('text-anchor'),
      fill: normaliseColour(node.attributes.get('fill') ?? '#000000'),
      'xml:space': node.attributes.get('xml:space'),
    },
    [textContent(node)],
  );
}

/** Height of capitals in font sizes, one for all faces, so that the runs of a label stand on one line. */
function capitalHeight(faces: readonly FontFace[]): number {
  const [face] = faces;
  return face === undefined ? 0 : face.font.capHeight / face.font.unitsPerEm;
}

function normaliseAttributes(node: SvgElement): Map<string, string> {
  const attributes = new Map<string, string>();
  const unstroked = Number(node.attributes.get('stroke-width') ?? 1) === 0;
  for (const [name, value] of node.attributes) {
    if (DROPPED_ATTRIBUTES.test(name) || (unstroked && name.startsWith('stroke'))) continue;
    attributes.set(name, COLOUR_ATTRIBUTES.has(name) ? normaliseColour(value) : roundNumbers(value));
  }
  return attributes;
}

/** The element without what is invisible, or null when nothing is left of it. */
function normaliseElement(node: SvgElement, faces: readonly FontFace[]): SvgElement | null {
  if (isInvisible(node)) return null;
  if (node.name === 'text') return normaliseText(node, faces);
  const children = node.children.flatMap((child): (SvgElement | string)[] => {
    if (typeof child === 'string') return [child];
    const kept = normaliseElement(child, faces);
    return kept === null ? [] : [kept];
  });
  const normalised: SvgElement = { name: node.name, attributes: normaliseAttributes(node), children };
  return isInvisible(normalised) ? null : normalised;
}

/** Ids that something refers to, in order of first reference, with their new names: independent of earlier drawings. */
function newIds(root: SvgElement): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const node of elements(root)) {
    for (const value of node.attributes.values()) {
      const [, id] = /^url\(#(.+)\)$/.exec(value) ?? [];
      if (id !== undefined && !ids.has(id)) ids.set(id, `clip${ids.size + 1}`);
    }
  }
  return ids;
}

function renameIds(node: SvgElement, ids: ReadonlyMap<string, string>): SvgElement {
  const attributes = new Map(
    [...node.attributes].map(([name, value]) => {
      if (name === 'id') return [name, ids.get(value) ?? value];
      return [name, value.replace(/^url\(#(.+)\)$/, (whole, id: string) => `url(#${ids.get(id) ?? whole})`)];
    }),
  );
  const children = node.children
    .filter(
      (child) =>
        typeof child === 'string' || child.name !== 'clipPath' || ids.has(child.attributes.get('id') ?? ''),
    )
    .map((child) => (typeof child === 'string' ? child : renameIds(child, ids)));
  return { name: node.name, attributes, children };
}

/** The faces the texts of a drawing use. */
export function usedFaces(root: SvgElement, faces: readonly FontFace[]): FontFace[] {
  const texts = [...elements(root)].filter((node) => node.name === 'text');
  return faces.filter((face) =>
    texts.some(
      ({ attributes }) =>
        attributes.get('font-family') === face.family &&
        (attributes.get('font-style') === 'italic') === face.italic,
    ),
  );
}

function fontRule(face: FontFace): string {
  const posture = face.italic ? 'italic' : 'normal';
  const source = `url(data:font/otf;base64,${face.bytes.toString('base64')}) format('opentype')`;
  return `@font-face{font-family:${face.family};font-style:${posture};font-weight:400;src:${source}}`;
}

/** A length in inches with as many decimals as it needs: 234 pt is "3.25in". */
function inches(points: number): string {
  return `${Number((points / POINTS_PER_INCH).toFixed(6))}in`;
}

/**
 * ECharts' SVG made fit for a paper: exact size in the root and the drawing scaled by the viewBox, text as text with
 * plain baselines and embedded fonts, colours as #rrggbb or rgba(), nothing invisible, nothing of the screen (hover
 * rules, classes), ids that depend on this drawing only.
 */
export function normaliseSvg(chartSvg: string, frame: SvgFrame, faces: readonly FontFace[]): SvgElement {
  const drawn = parseSvg(chartSvg);
  const visible = normaliseElement(drawn, faces);
  if (visible === null) throw new Error('the figure is empty');
  const { children } = renameIds(visible, newIds(visible));
  const rules = usedFaces(visible, faces).map(fontRule).join('\n');
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: inches(frame.width),
      height: inches(frame.height),
      viewBox: drawn.attributes.get('viewBox'),
    },
    [
      element('title', {}, [frame.title]),
      ...(frame.metadata === null ? [] : [element('metadata', {}, [frame.metadata])]),
      element('defs', {}, [element('style', { type: 'text/css' }, [rules])]),
      ...children,
    ],
  );
}
