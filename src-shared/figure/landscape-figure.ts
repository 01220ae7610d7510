import type {
  ColourRole,
  DashStyle,
  FigureSpec,
  LegendEntry,
  Line,
  MathText,
  Panel,
  Points,
} from './figure-spec';
import { subscript, upright, variable } from './math-text';

/** A trajectory on a landscape: x and y (n each), NaN where it is interrupted. */
export interface LandscapeLine {
  readonly key: string;
  readonly label: string;
  readonly colour: ColourRole;
  readonly dash: DashStyle;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** One component of O(q), or the only one: its name, the loss over the angle, and trajectories. */
export interface AnglePanel {
  readonly heading: string | null;
  readonly angles: Float64Array;
  readonly loss: Float64Array;
  readonly lines: readonly LandscapeLine[];
}

/**
 * The loss over an angle, one panel for each component, all on the same axes; trajectories at their own loss. `curve` says
 * of which overlaps the loss is.
 */
export function composeAngleLandscape(
  name: string,
  curve: MathText,
  panels: readonly AnglePanel[],
): FigureSpec {
  const angles = panels[0]?.angles ?? new Float64Array([0, 1]);
  const range = [angles[0] ?? 0, angles[angles.length - 1] ?? 1] as const;
  let most = 0;
  for (const { loss, lines } of panels) {
    for (const values of [loss, ...lines.map(({ y }) => y)]) {
      for (const value of values) if (value > most) most = value;
    }
  }
  return {
    name,
    rowHeights: [1],
    columns: Math.max(1, panels.length),
    panels: panels.map(({ heading, loss, lines, angles: own }, column): Panel => ({
      ...BARE,
      id: `landscape${column + 1}`,
      column,
      heading,
      x: {
        label: [upright('angle '), variable('θ')],
        scale: 'linear',
        range,
        showLabels: true,
        ticks: angleTicks(range),
      },
      y: {
        label: [upright('loss '), variable('L')],
        scale: 'linear',
        range: [-0.03 * most, most > 0 ? 1.05 * most : 1],
        showLabels: column === 0,
      },
      lines: [
        {
          id: `landscape${column + 1}.loss`,
          label: curve,
          colour: 'ink',
          dash: 'solid',
          x: own,
          y: loss,
          ghost: false,
        },
        ...lines.flatMap((line) => stretches(line, `c${column}`)),
      ],
      points: lines.flatMap((line) => ends(line, `c${column}`)),
    })),
    legend: [
      { label: curve, colour: 'ink', dash: 'solid' },
      ...legendOf(panels.flatMap(({ lines }) => lines)),
    ],
  };
}

/** A map of the loss over two coordinates of the overlap. */
export interface LandscapeMap {
  /** Coordinates of the columns (m) and rows (n), evenly spaced; loss (n × m), NaN where there is no such overlap. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly loss: Float64Array;
  readonly xLabel: MathText;
  readonly yLabel: MathText;
}

/** The loss over a plane of overlaps as a map, with trajectories on it. */
export function composeMapLandscape(
  name: string,
  map: LandscapeMap,
  lines: readonly LandscapeLine[],
): FigureSpec {
  const known = map.loss.filter(Number.isFinite);
  let [low, high] = [Infinity, -Infinity];
  for (const value of known) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const [xEdges, yEdges] = [edges(map.x), edges(map.y)];
  const rangeOf = (values: Float64Array) => [values[0] ?? 0, values[values.length - 1] ?? 1] as const;
  return {
    name,
    rowHeights: [1],
    columns: 1,
    panels: [
      {
        ...BARE,
        id: 'landscape',
        column: 0,
        heading: null,
        x: { label: map.xLabel, scale: 'linear', range: rangeOf(xEdges), showLabels: true },
        y: { label: map.yLabel, scale: 'linear', range: rangeOf(yEdges), showLabels: true },
        cells: {
          id: 'loss',
          label: [upright('loss '), variable('L')],
          xEdges,
          yEdges,
          values: map.loss,
          range: known.length > 0 && high > low ? [low, high] : [0, 1],
        },
        lines: lines.flatMap((line) => stretches(line, 'map')),
        points: lines.flatMap((line) => ends(line, 'map')),
      },
    ],
    legend: legendOf(lines),
  };
}

const BARE = { kind: 'plot', row: 0, levels: [], moments: [], spans: [] } as const;

/** The uninterrupted parts of a trajectory: a line cannot have gaps. */
function stretches({ key, label, colour, dash, x, y }: LandscapeLine, panel: string): readonly Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (let i = 0; i <= x.length; i++) {
    if (i < x.length && Number.isFinite(x[i]) && Number.isFinite(y[i])) continue;
    if (i - from > 1) {
      lines.push({
        id: `${panel}.${key}.${lines.length}`,
        label: [upright(label)],
        colour,
        dash,
        x: x.subarray(from, i),
        y: y.subarray(from, i),
        ghost: false,
      });
    }
    from = i + 1;
  }
  return lines;
}

/** The start (open) and the end (full) of a trajectory, as far as they are in this panel. */
function ends({ key, label, colour, x, y }: LandscapeLine, panel: string): readonly Points[] {
  const point = (at: number, marker: Points['marker'], name: string): readonly Points[] => {
    const [left, up] = [x[at] ?? NaN, y[at] ?? NaN];
    if (!Number.isFinite(left) || !Number.isFinite(up)) return [];
    return [
      {
        id: `${panel}.${key}.${name}`,
        label: [upright(label)],
        colour,
        marker,
        x: Float64Array.of(left),
        y: Float64Array.of(up),
        low: null,
        high: null,
      },
    ];
  };
  return [...point(0, 'open-circle', 'start'), ...point(x.length - 1, 'circle', 'end')];
}

function legendOf(lines: readonly LandscapeLine[]): readonly LegendEntry[] {
  const distinct = new Map(
    lines.map(({ label, colour, dash }) => [label, { label: [upright(label)], colour, dash }]),
  );
  return [...distinct.values()];
}

/** Edges between evenly spaced coordinates, half a step beyond the first and the last. */
function edges(values: Float64Array): Float64Array {
  const step = values.length > 1 ? (values[1] ?? 0) - (values[0] ?? 0) : 1;
  return Float64Array.from({ length: values.length + 1 }, (_, i) => (values[0] ?? 0) + (i - 0.5) * step);
}

/** Ticks at quarter turns. */
function angleTicks([low, high]: readonly [number, number]) {
  const names: readonly (readonly [number, MathText])[] = [
    [-Math.PI, [upright('−π')]],
    [-Math.PI / 2, [upright('−π/2')]],
    [0, [upright('0')]],
    [Math.PI / 2, [upright('π/2')]],
    [Math.PI, [upright('π')]],
  ];
  return names
    .filter(([value]) => value >= low - 1e-9 && value <= high + 1e-9)
    .map(([value, label]) => ({ value: Math.min(high, Math.max(low, value)), label }));
}

/** Label of an entry of M: M with its row and column. */
export function entryLabel(row: number, column: number): MathText {
  return [variable('M'), subscript(`${row}${column}`)];
}
