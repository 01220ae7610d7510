import { gaussLegendre } from '../flow/gauss-legendre';
import type { AxisWeight } from './axis-weight';

/** Gauss–Legendre nodes of one interval with everything a projection needs at them. */
export interface Panel {
  width: number;
  readonly nodes: Float64Array;
  /** Quadrature weight times density. */
  readonly weights: Float64Array;
  /** Quadrature weight times density times polynomial b at node i: [i · (degree + 1) + b]. */
  readonly basis: Float64Array;
  /** Density at the nodes, and its largest value. */
  readonly density: Float64Array;
  largestDensity: number;
  /** Density times the largest of 1 and all |polynomials| at the nodes, and its largest value. */
  readonly envelope: Float64Array;
  largestEnvelope: number;
}

/** How often a cell is halved, at the most, for its parts to be kept. */
const KEPT_DEPTH = 5;

/**
 * Panels of a weight with a fixed number of points. Whole cells of the grid that starts at the core's left end, and their
 * halves, quarters and so on, are met on every line; they are prepared once and kept. Any other panel is prepared in one
 * shared workspace: it is valid until the next call.
 */
export class PanelStore {
  /** Legendre coefficients of orders n − 1 and n − 2 of values at the nodes of a panel, as rows of n numbers. */
  readonly tailRows: readonly [Float64Array, Float64Array];
  private readonly unit;
  /** Panels by depth and by number on the grid of their width. */
  private readonly kept = Array.from({ length: KEPT_DEPTH + 1 }, () => new Map<number, Panel>());
  private readonly scratch: Panel;

  constructor(
    private readonly weight: AxisWeight,
    private readonly points: number,
    private readonly cellWidth: number,
  ) {
    this.unit = gaussLegendre(points);
    this.tailRows = legendreTails(this.unit.nodes, this.unit.weights);
    this.scratch = this.emptyPanel();
  }

  /** Left end of cell number `cell`. */
  cellStart(cell: number): number {
    return this.weight.core[0] + cell * this.cellWidth;
  }

  /** The panel [from, to]. */
  panel(from: number, to: number): Panel {
    const { kept, cellWidth } = this;
    const start = this.weight.core[0];
    let width = cellWidth;
    for (let depth = 0; depth <= KEPT_DEPTH && width >= to - from; depth++, width /= 2) {
      const number = Math.round((from - start) / width);
      if (from !== start + number * width || to !== start + (number + 1) * width) continue;
      let panel = kept[depth]!.get(number);
      if (panel === undefined) {
        panel = this.prepare(this.emptyPanel(), from, to - from);
        kept[depth]!.set(number, panel);
      }
      return panel;
    }
    return this.prepare(this.scratch, from, to - from);
  }

  private prepare(panel: Panel, from: number, width: number): Panel {
    const { weight, unit, points } = this;
    const { nodes, basis } = panel;
    const count = weight.degree + 1;
    panel.width = width;
    panel.largestDensity = 0;
    panel.largestEnvelope = 0;
    for (let i = 0; i < points; i++) nodes[i] = from + width * unit.nodes[i]!;
    weight.polynomials(nodes, basis);
    for (let i = 0; i < points; i++) {
      const density = weight.density(nodes[i]!);
      const w = width * unit.weights[i]! * density;
      let largest = 1;
      for (let at = i * count; at < (i + 1) * count; at++) {
        const value = basis[at]!;
        largest = Math.max(largest, Math.abs(value));
        basis[at] = value * w;
      }
      panel.weights[i] = w;
      panel.density[i] = density;
      panel.envelope[i] = density * largest;
      panel.largestDensity = Math.max(panel.largestDensity, density);
      panel.largestEnvelope = Math.max(panel.largestEnvelope, density * largest);
    }
    return panel;
  }

  private emptyPanel(): Panel {
    const { points } = this;
    return {
      width: 0,
      nodes: new Float64Array(points),
      weights: new Float64Array(points),
      basis: new Float64Array(points * (this.weight.degree + 1)),
      density: new Float64Array(points),
      largestDensity: 0,
      envelope: new Float64Array(points),
      largestEnvelope: 0,
    };
  }
}

function legendreTails(nodes: Float64Array, weights: Float64Array): [Float64Array, Float64Array] {
  const n = nodes.length;
  const first = new Float64Array(n);
  const second = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const x = 2 * nodes[i]! - 1;
    let before = 1;
    let current = x;
    for (let k = 2; k < n; k++) {
      const next = ((2 * k - 1) * x * current - (k - 1) * before) / k;
      before = current;
      current = next;
    }
    // The weights are those of [0, 1], half those of [−1, 1].
    first[i] = (2 * n - 1) * weights[i]! * current;
    second[i] = (2 * n - 3) * weights[i]! * before;
  }
  return [first, second];
}
