import { CYCLE_ON_DARK, CYCLE_ON_WHITE, PREDICTION_ON_DARK, PREDICTION_ON_WHITE } from './colour-cycle';
import type { FigureStyle } from './figure-style';

const COLOURS: Readonly<Record<'light' | 'dark', FigureStyle['colours']>> = {
  light: {
    background: 'transparent',
    ink: '#1c1f24',
    muted: '#8a9099',
    prediction: PREDICTION_ON_WHITE,
    frame: '#a6acb4',
    cycle: CYCLE_ON_WHITE,
    ordered: [0, 0.85],
    spanOpacity: 0.3,
    ghostOpacity: 0.3,
  },
  dark: {
    background: 'transparent',
    ink: '#e8eaed',
    muted: '#7d848d',
    prediction: PREDICTION_ON_DARK,
    frame: '#5b626c',
    cycle: CYCLE_ON_DARK,
    ordered: [0.3, 1],
    spanOpacity: 0.35,
    ghostOpacity: 0.3,
  },
};

/** Style of a figure in the window; lengths in CSS px. */
export function screenStyle(theme: 'light' | 'dark'): FigureStyle {
  return {
    fontFamily: 'InterVariable, system-ui, sans-serif',
    advance: 0.6,
    text: { label: 13, tick: 12, shifted: 9 },
    lines: { frame: 1, data: 2, prediction: 1.25 },
    ticks: { major: 5, minor: 3, shortestMinorDecade: 36, boxed: false },
    spacing: { gap: 5, row: 16, legendDash: 24 },
    colours: COLOURS[theme],
    interactive: true,
  };
}
