import type { FigureCheck, FigureRepair } from '@shared/contract/figure-export';
import {
  colourDifference,
  type ColourVision,
  type LabColour,
  seenColour,
} from '@shared/figure/colour-vision';
import type { ColourRole, FigureSpec, MathText, Panel } from '@shared/figure/figure-spec';
import { colourOf, type FigureStyle } from '@shared/figure/figure-style';
import { plainText } from '@shared/figure/math-text';
import { PALETTES } from '@shared/figure/palettes';
import { PALETTE_IDS, type FigureLook, type PaletteId } from '@shared/model/figure';

/** Least CIEDE2000 difference by which thin lines can be told apart. */
const LEAST_DIFFERENCE = 10;

/** Least difference of lightness L* by which lines can be told apart without colour. */
const LEAST_LIGHTNESS = 10;

const DEFICIENCIES: readonly ColourVision[] = ['deuteranopia', 'protanopia', 'tritanopia'];

/** How a condition is drawn in a panel. */
interface Look {
  readonly label: string;
  readonly colour: string;
  /** What of it does not depend on colour. */
  readonly form: string;
}

/** Two conditions of one form, which only colour tells apart. */
interface Pair {
  readonly first: Look;
  readonly second: Look;
}

function looksOf(panel: Panel, style: FigureStyle): Look[] {
  const look = (label: MathText, colour: ColourRole, form: string): Look => ({
    label: plainText(label) || 'unnamed',
    colour: colourOf(colour, style),
    form,
  });
  const all = [
    ...panel.lines
      .filter(({ ghost }) => !ghost)
      .map(({ label, colour, dash }) => look(label, colour, `${dash} line`)),
    ...(panel.points ?? []).map(({ label, colour, marker }) => look(label, colour, marker)),
    ...(panel.bars ?? []).map(({ label, colour }) => look(label, colour, 'bar')),
  ];
  return [...new Map(all.map((one) => [`${one.label} ${one.colour} ${one.form}`, one])).values()];
}

/** Pairs within one panel; what stands in different panels is told apart by its panel. */
function pairsOf(spec: FigureSpec, style: FigureStyle): Pair[] {
  return spec.panels.flatMap((panel) => {
    const looks = looksOf(panel, style);
    return looks.flatMap((first, i) =>
      looks
        .slice(i + 1)
        .filter((second) => second.form === first.form && second.label !== first.label)
        .map((second) => ({ first, second })),
    );
  });
}

/** The pair that is hardest to tell apart by a measure, and that measure; null without pairs. */
function hardest(
  pairs: readonly Pair[],
  measure: (first: LabColour, second: LabColour) => number,
  vision: ColourVision,
): { readonly pair: Pair; readonly by: number } | null {
  let worst: { readonly pair: Pair; readonly by: number } | null = null;
  for (const pair of pairs) {
    const by = measure(seenColour(pair.first.colour, vision), seenColour(pair.second.colour, vision));
    if (worst === null || by < worst.by) worst = { pair, by };
  }
  return worst;
}

function namesOf({ first, second }: Pair): string {
  return `${first.label} and ${second.label}`;
}

/** A check that passed because there is nothing that only colour tells apart. */
function nothingToConfuse(label: string): FigureCheck {
  return { label, passed: true, found: 'all lines differ by dash or marker', fix: '', repair: null };
}

function checkColourBlind(spec: FigureSpec, style: FigureStyle, look: FigureLook): FigureCheck {
  const label = 'Colours differ for colour-blind readers';
  const worst = worstForColourBlind(pairsOf(spec, style));
  if (worst === null) return nothingToConfuse(label);
  const passed = worst.by >= LEAST_DIFFERENCE;
  const seen = worst.vision === 'normal' ? '' : `, ${worst.vision}`;
  return {
    label,
    passed,
    found: `${namesOf(worst.pair)} differ by ΔE ${worst.by.toFixed(0)}${seen}`,
    fix: passed ? '' : 'Switch dashes on, choose another palette, or draw fewer lines in this panel.',
    repair: passed
      ? null
      : repairFor(look, (palette) => {
          const found = worstForColourBlind(pairsOf(spec, paletteStyle(style, palette)));
          return found === null || found.by >= LEAST_DIFFERENCE;
        }),
  };
}

function worstForColourBlind(pairs: readonly Pair[]) {
  const found = (['normal', ...DEFICIENCIES] as const).flatMap((vision) => {
    const worst = hardest(pairs, colourDifference, vision);
    return worst === null ? [] : [{ ...worst, vision }];
  });
  return found.sort((a, b) => a.by - b.by)[0] ?? null;
}

function checkGrey(spec: FigureSpec, style: FigureStyle, look: FigureLook): FigureCheck {
  const label = 'Readable in black and white';
  const worst = worstInGrey(pairsOf(spec, style));
  if (worst === null) return nothingToConfuse(label);
  const passed = worst.by >= LEAST_LIGHTNESS;
  return {
    label,
    passed,
    found: `${namesOf(worst.pair)} differ by ${worst.by.toFixed(0)} in lightness`,
    fix: passed ? '' : 'Switch dashes on, or choose the high-contrast palette.',
    repair: passed
      ? null
      : repairFor(look, (palette) => {
          const found = worstInGrey(pairsOf(spec, paletteStyle(style, palette)));
          return found === null || found.by >= LEAST_LIGHTNESS;
        }),
  };
}

function worstInGrey(pairs: readonly Pair[]) {
  return hardest(pairs, ([first], [second]) => Math.abs(first - second), 'normal');
}

/** Dashes where they are off, else a palette with which the check passes; null when none does. */
function repairFor(look: FigureLook, passes: (palette: PaletteId) => boolean): FigureRepair | null {
  if (!look.dashes) return { look: { dashes: true } };
  const palette = PALETTE_IDS.find((id) => id !== look.palette && passes(id));
  return palette === undefined ? null : { look: { palette } };
}

function paletteStyle(style: FigureStyle, id: PaletteId): FigureStyle {
  const { cycle, prediction } = PALETTES[id];
  return { ...style, colours: { ...style.colours, cycle, prediction } };
}

/** Whether the lines, points and bars of each panel can be told apart by readers who see colours differently, or none. */
export function checkColours(spec: FigureSpec, style: FigureStyle, look: FigureLook): FigureCheck[] {
  return [checkColourBlind(spec, style, look), checkGrey(spec, style, look)];
}
