import type { FigureStyle } from './figure-style';

/** Paper between the two hues of a scale around zero, told from the ink: dark ink means a light ground. */
const MIDDLE = { light: '#f7f7f4', dark: '#1c201e' } as const;

/** Colours of a scale around zero: the cycle's second colour, the ground, the cycle's first. Safe for the colour-blind. */
export function valueColours(style: FigureStyle): readonly [string, string, string] {
  const [positive = '#0072b2', negative = '#d55e00'] = style.colours.cycle;
  const onDark = Number.parseInt(style.colours.ink.slice(1, 3), 16) > 127;
  return [negative, onDark ? MIDDLE.dark : MIDDLE.light, positive];
}
