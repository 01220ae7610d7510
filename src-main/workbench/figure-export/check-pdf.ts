import type { FigureCheck } from '@shared/contract/figure-export';
import type { Venue } from '@shared/figure/venues';
import type { FigureDocument } from '@shared/model/figure';

const POINTS_PER_INCH = 72;
const TOLERANCE = 1e-2;

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

function checkPage(text: string, venue: Venue): FigureCheck {
  const [, left, , right] =
    /\/MediaBox\s*\[\s*([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+[-\d.]+\s*\]/.exec(text) ?? [];
  const width = Number(right) - Number(left);
  const passed = Math.abs(width - venue.width * POINTS_PER_INCH) < TOLERANCE;
  return {
    label: `PDF: page width ${Number(venue.width.toFixed(3))} in`,
    passed,
    found: `${(width / POINTS_PER_INCH).toFixed(3)} in`,
    fix: passed ? '' : 'Choose the venue again and export once more.',
    repair: null,
  };
}

function checkFonts(text: string, kind: FigureDocument['text']): FigureCheck {
  const fonts = new Set([...text.matchAll(/\/FontName\s*\/([\w+-]+)/g)].map(([, name = '']) => name));
  const embedded = count(text, /\/FontFile[23]?\b/g);
  const typeThree = count(text, /\/Subtype\s*\/Type3\b/g);
  const names = [...fonts].map((name) => name.replace(/^[A-Z]{6}\+/, '')).sort();
  if (kind === 'outlines') {
    const passed = fonts.size === 0 && typeThree === 0;
    return {
      label: 'PDF: text as outlines, no fonts',
      passed,
      found: passed ? 'none' : names.join(', '),
      fix: passed ? '' : 'Export text as text.',
      repair: passed ? null : { text: 'text' },
    };
  }
  const passed = fonts.size > 0 && embedded === fonts.size && typeThree === 0;
  return {
    label: 'PDF: fonts embedded, none of Type 3',
    passed,
    found: `${embedded} of ${fonts.size} embedded (${names.join(', ')}), ${typeThree} of Type 3`,
    fix: passed ? '' : 'Export text as outlines.',
    repair: passed ? null : { text: 'outlines' },
  };
}

/**
 * Checks of a PDF, measured from its bytes. Reads the dictionaries as they stand, which our typesetter writes
 * uncompressed; in a PDF with object streams it finds no fonts and says so.
 */
export function checkPdf(pdf: Uint8Array, venue: Venue, text: FigureDocument['text']): FigureCheck[] {
  const source = Buffer.from(pdf).toString('latin1');
  return [checkPage(source, venue), checkFonts(source, text)];
}
