import type { ColourRole, DashStyle, FigureSpec, Line, MathText } from './figure-spec';
import { heededExtent, LINK_RANGE, linkAbscissae } from './link-samples';
import { roundStep } from './linear-ticks';
import { variable } from './math-text';

/** One curve over z in the drawn range, its values at `linkAbscissae(values.length)`. */
export interface LinkCurve {
  readonly id: string;
  readonly label: MathText;
  readonly colour: ColourRole;
  readonly dash: DashStyle;
  readonly values: Float64Array;
}

/** Height of the Gaussian weight in the panel, as a part of the panel's. */
const WEIGHT_HEIGHT = 0.3;

/** Points of the weight's curve. */
const WEIGHT_POINTS = 71;

/**
 * Curves of one variable, with the Gaussian weight behind them, as a figure. The vertical range is that of the curves
 * where |z| ≤ 2.5, rounded outward; beyond it curves are cut. `abscissa` is the label of the horizontal axis.
 */
export function composeLinkCurves(
  name: string,
  abscissa: MathText,
  curves: readonly LinkCurve[],
): FigureSpec {
  const range = verticalRange(curves);
  const lines = curves.map((curve): Line => ({
    id: curve.id,
    label: curve.label,
    colour: curve.colour,
    dash: curve.dash,
    x: linkAbscissae(curve.values.length),
    y: curve.values,
    ghost: false,
  }));
  return {
    name,
    rowHeights: [1],
    columns: 1,
    panels: [
      {
        id: 'link',
        kind: 'plot',
        row: 0,
        column: 0,
        heading: null,
        x: { label: abscissa, scale: 'linear', range: LINK_RANGE, showLabels: true },
        y: { label: [variable('f')], scale: 'linear', range, showLabels: true },
        lines: [weightLine(range), ...lines],
        levels: [{ value: 0, label: [], colour: 'muted' }],
        moments: [],
        spans: [],
      },
    ],
    legend: curves.length > 1 ? curves.map(({ label, colour, dash }) => ({ label, colour, dash })) : [],
  };
}

function verticalRange(curves: readonly LinkCurve[]): readonly [number, number] {
  const extents = curves.map(({ values }) => heededExtent(linkAbscissae(values.length), values));
  const low = Math.min(0, ...extents.map(([least]) => least));
  const high = Math.max(0, ...extents.map(([, largest]) => largest));
  if (low === high) return [-1, 1];
  const step = roundStep(high - low, 8);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

/** The normal density, scaled to the panel: its height has no scale. */
function weightLine([low, high]: readonly [number, number]): Line {
  const x = linkAbscissae(WEIGHT_POINTS);
  const y = x.map((z) => low + WEIGHT_HEIGHT * (high - low) * Math.exp((-z * z) / 2));
  return { id: 'weight', label: [], colour: 'muted', dash: 'solid', x, y, ghost: true };
}
