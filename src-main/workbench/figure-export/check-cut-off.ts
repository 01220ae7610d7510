import type { FigureCheck } from '@shared/contract/figure-export';
import type { FontFace } from './figure-fonts';
import { type SvgElement, elements, textContent } from './svg-tree';
import { textBox } from './text-box';

/** How far a text may stand over the edge, in its font size: side bearings and rounding. */
const TOLERANCE = 0.1;

/** No text reaches beyond the page, where it would be cut off. */
export function checkCutOff(root: SvgElement, faces: readonly FontFace[]): FigureCheck {
  const [, , width = NaN, height = NaN] = (root.attributes.get('viewBox') ?? '').split(/\s+/).map(Number);
  const cut = [...elements(root)].flatMap((node) => {
    const box = node.name === 'text' ? textBox(node, faces) : null;
    if (box === null) return [];
    const slack = TOLERANCE * Number(node.attributes.get('font-size'));
    const inside =
      box.left >= -slack && box.top >= -slack && box.right <= width + slack && box.bottom <= height + slack;
    return inside ? [] : [textContent(node).trim()];
  });
  const passed = cut.length === 0;
  return {
    label: 'Nothing is cut off',
    passed,
    found: passed ? 'all text is on the page' : `"${cut.join('", "')}" reaches beyond it`,
    fix: passed ? '' : 'Shorten the label, use fewer columns, or give the figure more height.',
    repair: null,
  };
}
