import { findFace, type FontFace } from './figure-fonts';
import { element, type SvgElement, textContent } from './svg-tree';

/** Where text begins, in its advance width, by its anchor. */
const ANCHORS: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 };

function round(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** A text as one path of its glyphs, kerning included. */
function outline(node: SvgElement, faces: readonly FontFace[]): SvgElement {
  const { attributes } = node;
  const face = findFace(
    faces,
    attributes.get('font-family') ?? '',
    attributes.get('font-style') === 'italic',
  );
  if (face === null) throw new Error(`no shipped face for "${attributes.get('font-family') ?? ''}"`);
  const scale = Number(attributes.get('font-size')) / face.font.unitsPerEm;
  const run = face.font.layout(textContent(node));
  const shift = ANCHORS[attributes.get('text-anchor') ?? 'start'] ?? 0;
  let pen = Number(attributes.get('x') ?? 0) - shift * run.advanceWidth * scale;
  const baseline = Number(attributes.get('y') ?? 0);
  const outlines = run.glyphs.map((glyph, i) => {
    const placed = glyph.path.scale(scale, -scale).translate(pen, baseline);
    pen += (run.positions[i]?.xAdvance ?? glyph.advanceWidth) * scale;
    return placed.toSVG().replace(/-?\d+\.\d+/g, (number) => round(Number(number)));
  });
  return element('path', {
    d: outlines.join(''),
    fill: attributes.get('fill'),
    transform: attributes.get('transform'),
  });
}

/** The drawing with every text as outlines and no fonts: for venues or printers that want no fonts at all. */
export function outlineText(root: SvgElement, faces: readonly FontFace[]): SvgElement {
  if (root.name === 'text') return outline(root, faces);
  return {
    ...root,
    children: root.children.flatMap((child): (SvgElement | string)[] => {
      if (typeof child === 'string') return [child];
      return child.name === 'style' ? [] : [outlineText(child, faces)];
    }),
  };
}
