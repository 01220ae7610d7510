import type { FigureCheck } from '@shared/contract/figure-export';
import type { FontFace } from './figure-fonts';
import { type SvgElement, elements, textContent } from './svg-tree';
import { type Box, textBox } from './text-box';

/** Largest difference of the parts of a colour that still counts as grey, of 255. */
const GREY = 12;

/** Lightest grey that disturbs text on it, of 255. */
const NEARLY_WHITE = 245;

/** The colour seen when a fill lies on white paper, parts of 255; null for none. */
function fillOnPaper({ attributes }: SvgElement): readonly number[] | null {
  const fill = attributes.get('fill') ?? 'none';
  const opacity = Number(attributes.get('fill-opacity') ?? 1) * Number(attributes.get('opacity') ?? 1);
  const hex = /^#(..)(..)(..)$/.exec(fill);
  const functional = /^rgba\((\d+),(\d+),(\d+),([\d.]+)\)$/.exec(fill);
  const parts = hex?.slice(1).map((part) => parseInt(part, 16)) ?? functional?.slice(1, 4).map(Number);
  if (parts === undefined) return null;
  const share = opacity * Number(functional?.[4] ?? 1);
  return parts.map((part) => 255 - share * (255 - part));
}

function isGrey(parts: readonly number[]): boolean {
  const [low, high] = [Math.min(...parts), Math.max(...parts)];
  return high - low <= GREY && high < NEARLY_WHITE;
}

/** Bounding box of a rectangle, or of a path of straight lines in absolute coordinates. */
function boxOf({ name, attributes }: SvgElement): Box | null {
  if (name === 'rect') {
    const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((key) =>
      Number(attributes.get(key) ?? 0),
    );
    return { left: x, right: x + width, top: y, bottom: y + height };
  }
  const text = name === 'path' ? attributes.get('d') : name === 'polygon' ? attributes.get('points') : '';
  if (text === undefined || text === '' || /[a-km-z]/.test(text.replaceAll('z', ''))) return null;
  const numbers = (text.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const [xs, ys] = [0, 1].map((part) => numbers.filter((_, i) => i % 2 === part));
  if (xs === undefined || ys === undefined || xs.length < 3) return null;
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** No text stands on a grey ground, where it prints badly (ICML's template asks for it). */
export function checkTextGround(root: SvgElement, faces: readonly FontFace[]): FigureCheck {
  const grounds = [...elements(root)].flatMap((node) => {
    const colour = node.name === 'text' ? null : fillOnPaper(node);
    // What is nearly black is ink, not a ground.
    const box = colour !== null && isGrey(colour) && Math.max(...colour) > 60 ? boxOf(node) : null;
    return box === null ? [] : [box];
  });
  const onGrey = [...elements(root)].flatMap((node) => {
    const box = node.name === 'text' ? textBox(node, faces) : null;
    return box !== null && grounds.some((ground) => overlap(box, ground)) ? [textContent(node).trim()] : [];
  });
  return {
    label: 'No text on grey',
    passed: onGrey.length === 0,
    found: onGrey.length === 0 ? 'none' : `"${onGrey.join('", "')}"`,
    fix: onGrey.length === 0 ? '' : 'Remove the ribbon, or choose a palette without grey.',
    repair: null,
  };
}
