import type { PaletteId } from '../model/figure';
import { CYCLE_ON_WHITE, PREDICTION_ON_WHITE } from './colour-cycle';

/** A set of colours on white paper (workbench.md §3.2). */
export interface Palette {
  readonly name: string;
  readonly cycle: readonly string[];
  /** Colour of predictions, unlike the first colours of the cycle. */
  readonly prediction: string;
}

/** Okabe and Ito's colours, and two of Paul Tol's. */
export const PALETTES: Readonly<Record<PaletteId, Palette>> = {
  'okabe-ito': { name: 'Okabe–Ito', cycle: CYCLE_ON_WHITE, prediction: PREDICTION_ON_WHITE },
  'tol-bright': {
    name: 'Tol bright',
    cycle: ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#bbbbbb'],
    prediction: PREDICTION_ON_WHITE,
  },
  'tol-high-contrast': {
    name: 'Tol high contrast',
    cycle: ['#004488', '#ddaa33', '#bb5566'],
    prediction: '#000000',
  },
};
