import type { FigureCheck } from '@shared/contract/figure-export';
import {
  colourDifference,
  type ColourVision,
  type LabColour,
  seenColour,
} from '@shared/figure/colour-vision';
import type { ColourRole, FigureSpec, MathText, Panel } from '@shared/figure/figure-spec';
import { colourOf, type FigureStyle } from '@shared/figure/figure-style';
import { plainText } from '@shared/figure/math-text';

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

function checkColourBlind(pairs: readonly Pair[]): FigureCheck {
  const label = 'Colours differ for colour-blind readers';
  const worst = (['normal', ...DEFICIENCIES] as const)
    .flatMap((vision) => {
      const found = hardest(pairs, colourDifference, vision);
      return found === null ? [] : [{ ...found, vision }];
    })
    .sort((a, b) => a.by - b.by)[0];
  if (worst === undefined) {
    return { label, passed: true, found: 'all lines differ by dash or marker', fix: '' };
  }
  const passed = worst.by >= LEAST_DIFFERENCE;
  const seen = worst.vision === 'normal' ? '' : `, ${worst.vision}`;
  return {
    label,
    passed,
    found: `${namesOf(worst.pair)} differ by ΔE ${worst.by.toFixed(0)}${seen}`,
    fix: passed ? '' : 'Switch dashes on, choose another palette, or draw fewer lines in this panel.',
  };
}

function checkGrey(pairs: readonly Pair[]): FigureCheck {
  const label = 'Readable in black and white';
  const worst = hardest(pairs, ([first], [second]) => Math.abs(first - second), 'normal');
  if (worst === null) {
    return { label, passed: true, found: 'all lines differ by dash or marker', fix: '' };
  }
  const passed = worst.by >= LEAST_LIGHTNESS;
  return {
    label,
    passed,
    found: `${namesOf(worst.pair)} differ by ${worst.by.toFixed(0)} in lightness`,
    fix: passed ? '' : 'Switch dashes on, or choose the high-contrast palette.',
  };
}

/** Whether the lines, points and bars of each panel can be told apart by readers who see colours differently, or none. */
export function checkColours(spec: FigureSpec, style: FigureStyle): FigureCheck[] {
  const pairs = pairsOf(spec, style);
  return [checkColourBlind(pairs), checkGrey(pairs)];
}
