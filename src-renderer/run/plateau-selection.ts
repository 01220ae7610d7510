import type { Plateau } from '@shared/model/run';

/** A plateau the user looks at, by its stage and a time on it: thresholds may move its ends, and a live run its last one. */
export interface PlateauSelection {
  readonly stage: number;
  readonly t: number;
}

/** Half way through a stretch of time on a log axis; `earliest` stands for a beginning at 0. */
export function middleOf({ from, to }: Pick<Plateau, 'from' | 'to'>, earliest: number): number {
  return Math.sqrt(Math.max(from, earliest) * Math.max(to, earliest));
}

/** Position of the plateau that holds time t; null when none does. */
export function plateauAt(plateaus: readonly Pick<Plateau, 'from' | 'to'>[], t: number): number | null {
  const position = plateaus.findIndex(({ from, to }) => from <= t && t <= to);
  return position < 0 ? null : position;
}
