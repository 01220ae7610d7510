/** How far a slider under a positive number reaches, on a log scale. */
export interface Slide {
  readonly from: number;
  readonly to: number;
  /** Significant digits of the numbers it gives. */
  readonly digits: number;
}

/** Steps of a slider from end to end. */
export const SLIDE_STEPS = 600;

/** The number at a step of a slider, from 0 to SLIDE_STEPS. */
export function numberAt(step: number, { from, to, digits }: Slide): number {
  return Number((from * (to / from) ** (step / SLIDE_STEPS)).toPrecision(digits));
}

/** The step nearest to a number; that of the nearer end for one beyond it. */
export function stepOf(value: number, { from, to }: Slide): number {
  const share = Math.log(Math.max(value, from) / from) / Math.log(to / from);
  return Math.round(SLIDE_STEPS * Math.min(1, share));
}
