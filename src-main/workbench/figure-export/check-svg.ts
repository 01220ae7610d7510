import type { FigureCheck, FigureRepair } from '@shared/contract/figure-export';
import type { Venue } from '@shared/figure/venues';
import type { FigureDocument } from '@shared/model/figure';
import { checkCutOff } from './check-cut-off';
import { checkTextGround } from './check-text-ground';
import { findFace, missingCharacters, type FontFace } from './figure-fonts';
import { type SvgElement, elements, textContent } from './svg-tree';

const POINTS_PER_INCH = 72;
/** Widths and sizes that differ by less are the same: a thousandth of a pt. */
const TOLERANCE = 1e-3;

/** Pt per unit of the drawing, from the root's width and viewBox. */
function pointsPerUnit(root: SvgElement): number {
  const [, , drawnWidth = NaN] = (root.attributes.get('viewBox') ?? '').split(/\s+/).map(Number);
  return (widthInInches(root) * POINTS_PER_INCH) / drawnWidth;
}

function widthInInches(root: SvgElement): number {
  const [, inches] = /^([\d.]+)in$/.exec(root.attributes.get('width') ?? '') ?? [];
  return Number(inches ?? NaN);
}

/** A check with its fix, which a check that passed does not need. */
function check(
  label: string,
  passed: boolean,
  found: string,
  fix: string,
  repair: FigureRepair | null = null,
): FigureCheck {
  return { label, passed, found, fix: passed ? '' : fix, repair: passed ? null : repair };
}

function checkWidth(root: SvgElement, venue: Venue): FigureCheck {
  const width = widthInInches(root);
  return check(
    `Width ${Number(venue.width.toFixed(3))} in`,
    Math.abs(width - venue.width) * POINTS_PER_INCH < TOLERANCE,
    `${width.toFixed(3)} in`,
    'Choose the venue again; the file has its width exactly.',
  );
}

/** Only for venues that limit the height. */
function checkHeight(root: SvgElement, { greatestHeight }: Venue): FigureCheck[] {
  if (greatestHeight === null) return [];
  const [, inches] = /^([\d.]+)in$/.exec(root.attributes.get('height') ?? '') ?? [];
  const height = Number(inches ?? NaN);
  return [
    check(
      `Height at most ${greatestHeight.toFixed(2)} in`,
      height <= greatestHeight + TOLERANCE,
      `${height.toFixed(3)} in`,
      'Give a smaller height, or use more columns.',
      { height: greatestHeight },
    ),
  ];
}

/** Sub- and superscripts stand beside larger text on purpose; they are named but not held to the minimum. */
function checkText(root: SvgElement, venue: Venue): FigureCheck {
  const scale = pointsPerUnit(root);
  const sizes = [...elements(root)]
    .filter((node) => node.name === 'text')
    .map((node) => Number(node.attributes.get('font-size')) * scale);
  const shifted = sizes.filter((size) => Math.abs(size - venue.shiftedSize) < TOLERANCE);
  const smallest = Math.min(...sizes.filter((size) => !shifted.includes(size)));
  const scripts = shifted.length > 0 ? ` (sub- and superscripts ${venue.shiftedSize.toFixed(1)} pt)` : '';
  return check(
    `Text at least ${venue.smallestText} pt`,
    smallest >= venue.smallestText - TOLERANCE,
    `${smallest.toFixed(1)} pt${scripts}`,
    'Choose larger tick labels.',
  );
}

function checkLines(root: SvgElement, venue: Venue): FigureCheck {
  const scale = pointsPerUnit(root);
  const widths = [...elements(root)]
    .filter((node) => (node.attributes.get('stroke') ?? 'none') !== 'none')
    .map((node) => Number(node.attributes.get('stroke-width') ?? 1) * scale);
  const thinnest = Math.min(...widths);
  return check(
    `Lines at least ${venue.thinnestLine} pt`,
    thinnest >= venue.thinnestLine - TOLERANCE,
    `${thinnest.toFixed(2)} pt`,
    `Set the line width to ${venue.thinnestLine} pt or more.`,
    { look: { lineWidth: venue.thinnestLine } },
  );
}

/** Every text has a face that is embedded and has all its characters. */
function checkFonts(root: SvgElement, faces: readonly FontFace[]): FigureCheck {
  const rules = [...elements(root)]
    .filter((node) => node.name === 'style')
    .map(textContent)
    .join('');
  const problems = new Set<string>();
  const used = new Set<string>();
  for (const node of elements(root)) {
    if (node.name !== 'text') continue;
    const family = node.attributes.get('font-family') ?? '';
    const italic = node.attributes.get('font-style') === 'italic';
    const face = findFace(faces, family, italic);
    const posture = italic ? 'italic' : 'normal';
    used.add(`${family} ${italic ? 'Italic' : 'Regular'}`);
    if (face === null || !rules.includes(`font-family:${family};font-style:${posture}`)) {
      problems.add(`${family} is not embedded`);
    } else {
      for (const character of missingCharacters(textContent(node), face)) {
        problems.add(`${family} has no "${character}"`);
      }
    }
  }
  return check(
    'SVG: text as text, fonts embedded',
    used.size > 0 && problems.size === 0,
    problems.size > 0 ? [...problems].join(', ') : [...used].sort().join(', '),
    'Write labels and headings with Latin and Greek letters and mathematical signs.',
  );
}

/** Outlines need no fonts, but some venues edit the text. */
function checkOutlines({ name, outlinesAllowed }: Venue): FigureCheck {
  return check(
    'SVG: text as outlines',
    outlinesAllowed,
    outlinesAllowed ? 'no fonts needed' : `${name} asks for text that can be edited`,
    'Export text as text.',
    { text: 'text' },
  );
}

/** Checks of the drawing itself, measured from the SVG with text as text. */
export function checkSvg(
  root: SvgElement,
  venue: Venue,
  faces: readonly FontFace[],
  text: FigureDocument['text'],
): FigureCheck[] {
  return [
    checkWidth(root, venue),
    ...checkHeight(root, venue),
    checkText(root, venue),
    checkLines(root, venue),
    text === 'text' ? checkFonts(root, faces) : checkOutlines(venue),
    checkTextGround(root, faces),
    checkCutOff(root, faces),
  ];
}
