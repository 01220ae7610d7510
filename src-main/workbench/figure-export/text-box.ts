import { advanceWidth, findFace, type FontFace } from './figure-fonts';
import { type SvgElement, textContent } from './svg-tree';

/** A bounding box in the unit of a drawing. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where text begins, in its advance width, by its anchor. */
const ANCHORS: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 };

/** Height of capitals above the baseline, in font sizes; descenders stand below. */
const CAPITALS = 0.7;

/** Bounding box of a text by its advance width; null in a face that is not shipped or turned otherwise than upright. */
export function textBox(node: SvgElement, faces: readonly FontFace[]): Box | null {
  const { attributes } = node;
  const italic = attributes.get('font-style') === 'italic';
  const face = findFace(faces, attributes.get('font-family') ?? '', italic);
  if (face === null) return null;
  const size = Number(attributes.get('font-size'));
  const width = advanceWidth(textContent(node), face, size);
  const left = Number(attributes.get('x')) - (ANCHORS[attributes.get('text-anchor') ?? 'start'] ?? 0) * width;
  const bottom = Number(attributes.get('y'));
  const box = { left, right: left + width, top: bottom - size * CAPITALS, bottom };
  return turned(box, attributes.get('transform'));
}

/** A box turned by a quarter to the left, as labels of vertical axes are, or not at all. */
function turned({ left, right, top, bottom }: Box, transform: string | undefined): Box | null {
  if (transform === undefined) return { left, right, top, bottom };
  const [, x, y] = /^matrix\(0,-1,1,0,([-\d.e]+),([-\d.e]+)\)$/.exec(transform) ?? [];
  if (x === undefined || y === undefined) return null;
  const [dx, dy] = [Number(x), Number(y)];
  return { left: top + dx, right: bottom + dx, top: dy - right, bottom: dy - left };
}
