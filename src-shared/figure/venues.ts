import type { FigureVenue, VenueId } from '../model/figure';

/** What a venue asks of a figure; the numbers and where they come from are in workbench.md §3.1. */
export interface Venue {
  readonly name: string;
  /** Width of the file, in inches. */
  readonly width: number;
  /** Greatest height the venue allows, in inches; null where it names none. */
  readonly greatestHeight: number | null;
  /** Smallest text the venue accepts, or its template sets, in pt; sub- and superscripts may be smaller. */
  readonly smallestText: number;
  /** Smallest line weight the venue accepts, in pt. */
  readonly thinnestLine: number;
  /** Family name of the shipped face (resources/fonts). */
  readonly fontFamily: FontFamily;
  /** Sizes of axis labels, of tick labels, and of sub- and superscripts, in pt. */
  readonly labelSize: number;
  readonly tickSize: number;
  readonly shiftedSize: number;
  /** False where text must stay text. */
  readonly outlinesAllowed: boolean;
  /** Day on which these numbers were compared with the venue's instructions or template; null for the user's own. */
  readonly checkedOn: string | null;
}

/** Family names of the shipped faces. */
export type FontFamily = 'TeXGyreTermes' | 'TeXGyreHeros';

/** Family name of the shipped face with mathematical symbols, for figures of either family. */
export const SYMBOL_FAMILY = 'TeX Gyre Termes Math';

const MILLIMETRES_PER_INCH = 25.4;
const POINTS_PER_INCH = 72;

/** What most venues have in common: one text column set in Times. */
const COMMON = {
  greatestHeight: null,
  thinnestLine: 0.5,
  fontFamily: 'TeXGyreTermes',
  outlinesAllowed: true,
  checkedOn: '2026-11-24',
} as const;

const NINE_AND_SEVEN = { labelSize: 9, tickSize: 7, shiftedSize: 5, smallestText: 7 } as const;
const EIGHT_AND_SIX = { labelSize: 8, tickSize: 6, shiftedSize: 4.5, smallestText: 6 } as const;
/** Height of a page's text in the templates of these venues: a figure cannot be taller. */
const NINE_INCHES = { greatestHeight: 9 } as const;
const ALL_EIGHT = { labelSize: 8, tickSize: 8, shiftedSize: 5.5, smallestText: 8 } as const;
const NATURE = {
  labelSize: 7,
  tickSize: 6,
  shiftedSize: 5,
  smallestText: 5,
  greatestHeight: 170 / MILLIMETRES_PER_INCH,
  fontFamily: 'TeXGyreHeros',
  outlinesAllowed: false,
} as const;

/** The venues a figure can be made for. */
export const VENUES: Readonly<Record<VenueId, Venue>> = {
  neurips: { ...COMMON, ...NINE_AND_SEVEN, ...NINE_INCHES, name: 'NeurIPS', width: 5.5 },
  iclr: { ...COMMON, ...NINE_AND_SEVEN, ...NINE_INCHES, name: 'ICLR', width: 5.5 },
  'icml-half': { ...COMMON, ...EIGHT_AND_SIX, ...NINE_INCHES, name: 'ICML, one column', width: 3.25 },
  'icml-full': { ...COMMON, ...EIGHT_AND_SIX, ...NINE_INCHES, name: 'ICML, across', width: 6.75 },
  'aistats-half': { ...COMMON, ...NINE_AND_SEVEN, name: 'AISTATS, one column', width: 3.25 },
  'aistats-full': { ...COMMON, ...NINE_AND_SEVEN, name: 'AISTATS, across', width: 6.75 },
  'uai-half': { ...COMMON, ...NINE_AND_SEVEN, name: 'UAI, one column', width: 3.25 },
  'uai-full': { ...COMMON, ...NINE_AND_SEVEN, name: 'UAI, across', width: 6.75 },
  jmlr: {
    ...COMMON,
    name: 'JMLR',
    width: 6,
    labelSize: 9.95,
    tickSize: 7.95,
    shiftedSize: 5.95,
    smallestText: 7.95,
  },
  tmlr: { ...COMMON, ...NINE_AND_SEVEN, name: 'TMLR', width: 6.5 },
  aps: { ...COMMON, ...ALL_EIGHT, fontFamily: 'TeXGyreHeros', name: 'APS, one column', width: 3.375 },
  'aps-across': { ...COMMON, ...ALL_EIGHT, fontFamily: 'TeXGyreHeros', name: 'APS, across', width: 7 },
  nature: { ...COMMON, ...NATURE, name: 'Nature, one column', width: 89 / MILLIMETRES_PER_INCH },
  'nature-across': { ...COMMON, ...NATURE, name: 'Nature, across', width: 183 / MILLIMETRES_PER_INCH },
  ieee: { ...COMMON, ...ALL_EIGHT, name: 'IEEE, one column', width: 3.5 },
  beamer: {
    ...COMMON,
    name: 'Beamer 16:9',
    width: 398 / POINTS_PER_INCH,
    fontFamily: 'TeXGyreHeros',
    labelSize: 14,
    tickSize: 14,
    shiftedSize: 10,
    smallestText: 14,
  },
};

/** Sub- and superscripts of a venue of the user's own, relative to tick labels. */
const SHIFTED_SHARE = 0.72;

/** The venue of a figure; a custom one accepts what its user chose. */
export function venueOf(venue: FigureVenue): Venue {
  if (venue.kind === 'preset') return VENUES[venue.id];
  const { width, font, labelSize, tickSize } = venue;
  return {
    ...COMMON,
    name: 'Own width',
    width,
    fontFamily: font === 'serif' ? 'TeXGyreTermes' : 'TeXGyreHeros',
    labelSize,
    tickSize,
    shiftedSize: tickSize * SHIFTED_SHARE,
    smallestText: Math.min(labelSize, tickSize),
    checkedOn: null,
  };
}
