/**
 * Okabe and Ito's colour-blind-safe colours without black, which is the ink (workbench.md §3.2). Eight conditions keep
 * eight colours: the last is a grey.
 */
export const CYCLE_ON_WHITE = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#e69f00',
  '#56b4e9',
  '#cc79a7',
  '#999999',
  '#f0e442',
] as const;

/** The same hues, light enough for a dark ground. */
export const CYCLE_ON_DARK = [
  '#4fa8e0',
  '#f08040',
  '#2bc295',
  '#f2b84b',
  '#8fd0f5',
  '#e19bc4',
  '#b5b5b5',
  '#f0e442',
] as const;

/** Predictions: Tol's bright purple, unlike any of the first five colours of the cycle. */
export const PREDICTION_ON_WHITE = '#aa3377';
export const PREDICTION_ON_DARK = '#e58fc0';
