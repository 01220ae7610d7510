import type { ColourRole, MathText } from './figure-spec';
import { decade, decadeAbove, decadeBelow, type Range } from './decades';
import type { FigureStyle } from './figure-style';
import type { Box } from './layout';
import { roundStep } from './linear-ticks';
import { lineHeight, roughWidth } from './text-size';

/** One bar of a Hermite spectrum. */
export interface SpectrumBar {
  /** Label under the bar: its degree. */
  readonly degree: number;
  /** Coefficient, or the norm of a degree's part. */
  readonly value: number;
}

/** Bars that belong together: the degrees of one axis. */
export interface SpectrumGroup {
  /** Written above the bars; empty for none. */
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly bars: readonly SpectrumBar[];
}

/** A Hermite spectrum as bars over degrees. */
export interface Spectrum {
  readonly name: string;
  readonly groups: readonly SpectrumGroup[];
  /** Values the bars had before the change under way, drawn faintly; null while there is none. In the order of the bars. */
  readonly former: readonly number[] | null;
  readonly scale: 'linear' | 'log';
  /** Drawn range of the values; with a log scale of their sizes, both ends positive. */
  readonly range: Range;
  readonly label: MathText;
}

/** Decades shown below the largest bar at least, and at most. */
const LEAST_DECADES = 3;
const MOST_DECADES = 10;

/** Share of the largest bar that stays free above it: somewhere to drag it to. */
const HEADROOM = 0.15;

/** Share of the largest bar that a side of 0 without bars is long. */
const ROOM_TO_DRAG = 0.4;

/**
 * A range that shows all values: from and to round numbers, 0 included; or whole decades of their sizes. Where values may
 * be dragged there is room on either side of 0.
 */
export function spectrumRange(
  values: readonly number[],
  scale: Spectrum['scale'],
  draggable: boolean,
): Range {
  const sizes = values.map(Math.abs).filter((size) => size > 0);
  const largest = Math.max(...sizes);
  if (sizes.length === 0) return scale === 'log' ? [1e-3, 1] : [-1, 1];
  if (scale === 'log') {
    const top = decadeAbove(largest * (1 + HEADROOM));
    const bottom = decadeBelow(Math.min(...sizes) / 2);
    return [decade(Math.max(top - MOST_DECADES, Math.min(bottom, top - LEAST_DECADES))), decade(top)];
  }
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const least = draggable ? ROOM_TO_DRAG * largest : 0;
  const [up, down] = [Math.max(high, least), Math.max(-low, least)];
  const step = roundStep(up + down, 8);
  const outward = (size: number): number => Math.ceil((size * (1 + HEADROOM)) / step) * step;
  return [-outward(down) + 0, outward(up)];
}

/** Where the bars of a spectrum are. */
export interface SpectrumLayout {
  readonly plot: Box;
  /** Width of one slot; groups stand one slot apart. */
  readonly slot: number;
  /** Left edge of each bar's slot, in the order of the bars. */
  readonly lefts: readonly number[];
}

/** Places the bars of a spectrum drawn `size` large. */
export function spectrumLayout(
  spectrum: Spectrum,
  style: FigureStyle,
  size: { readonly width: number; readonly height: number },
): SpectrumLayout {
  const { gap } = style.spacing;
  const left =
    roughWidth('−0.00', style.text.tick) + lineHeight(style.text.label) + style.ticks.major + 2 * gap;
  const grouped = spectrum.groups.some(({ label }) => label.length > 0);
  const top = (grouped ? lineHeight(style.text.label) : 0) + lineHeight(style.text.tick) / 2;
  const bottom = 2 * gap + lineHeight(style.text.tick) + lineHeight(style.text.label);
  const plot = {
    left,
    top,
    width: Math.max(0, size.width - left - gap),
    height: Math.max(0, size.height - top - bottom),
  };
  const slots = slotCount(spectrum);
  const slot = plot.width / slots;
  const lefts = spectrumSlots(spectrum).flatMap((bar, position) =>
    bar === null ? [] : [plot.left + position * slot],
  );
  return { plot, slot, lefts };
}

/** The bars from left to right with their group; null for the slots between groups. */
export function spectrumSlots(
  spectrum: Spectrum,
): readonly ({ readonly bar: SpectrumBar; readonly group: SpectrumGroup } | null)[] {
  return spectrum.groups.flatMap((group, i) => [
    ...(i > 0 ? [null] : []),
    ...group.bars.map((bar) => ({ bar, group })),
  ]);
}

function slotCount(spectrum: Spectrum): number {
  return Math.max(1, spectrumSlots(spectrum).length);
}

/** Size of a step that moves a bar visibly but finely: a power of ten near a hundredth of the range. Linear scale. */
export function spectrumStep([low, high]: Range): number {
  return 10 ** Math.round(Math.log10((high - low) / 150));
}

/** `value` as a multiple of `step`, without rounding noise in its digits. */
export function toStep(value: number, step: number): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Number((Math.round(value / step) * step).toFixed(Math.min(20, decimals))) + 0;
}

/** Height (0 at the bottom of the range, 1 at its top) of a value; sizes count on a log scale. Outside 0…1 out of range. */
export function spectrumHeight(value: number, spectrum: Pick<Spectrum, 'scale' | 'range'>): number {
  const [low, high] = spectrum.range;
  if (spectrum.scale === 'linear') return (value - low) / (high - low);
  return value === 0 ? 0 : Math.log(Math.abs(value) / low) / Math.log(high / low);
}

/** Heights within this of the zero line, or of a log scale's bottom, mean exactly 0. */
const ZERO_SNAP = 0.012;

/**
 * The value a bar gets that is dragged to a height, rounded to what can be told apart there. Near zero it is exactly 0:
 * exponents hang on which coefficients vanish. On a log scale the bar keeps the sign of `former`.
 */
export function spectrumValueAt(
  height: number,
  former: number,
  spectrum: Pick<Spectrum, 'scale' | 'range'>,
): number {
  const [low, high] = spectrum.range;
  const inside = Math.min(1, Math.max(0, height));
  if (spectrum.scale === 'linear') {
    const value = low + inside * (high - low);
    if (Math.abs(value) < ZERO_SNAP * (high - low)) return 0;
    return toStep(value, spectrumStep(spectrum.range));
  }
  if (inside < ZERO_SNAP) return 0;
  const size = low * (high / low) ** inside;
  return Math.sign(former || 1) * Number(size.toPrecision(2));
}
