import type { AxisWeight } from './axis-weight';
import { PanelStore, type Panel } from './panel';

/** How finely an axis is cut. */
export interface PanelRule {
  /** Gauss–Legendre points per panel. */
  readonly points: number;
  /** Width of a panel before any refinement. */
  readonly width: number;
  /** How often a panel may be halved. */
  readonly depth: number;
}

/** Function evaluations that may still be spent on refinement; shared by all axes of a quadrature. */
export interface RefinementBudget {
  evaluations: number;
}

/** Largest absolute errors of components and energy that do no harm to the integral: one pair for each node. */
export interface NodeDemand {
  readonly component: Float64Array;
  readonly energy: Float64Array;
}

/**
 * Values of a vector function at the nodes of a panel: `values[i · size + j]`. The last component (j = size − 1) is an
 * energy, integrated against the density alone; all others are projected on the polynomials.
 */
export type PanelSample = (nodes: Float64Array, demand: NodeDemand, values: Float64Array) => void;

/** What a projection was not able to resolve, as multiples of the error asked for. */
export interface PanelReport {
  /** Largest estimated error of one component left in some panel (0 if all are below 1), and where that panel is. */
  unresolved: number;
  unresolvedAt: number;
  /** Size of the integrand where quadrature had to end although it matters there (0 if it ended well). */
  open: number;
}

/**
 * Composite Gauss–Legendre quadrature of a vector function against a weight and its polynomials (numerics.md §3.5). The
 * axis is cut into panels of the rule's width and at given breaks. A panel in which the function is not resolved, seen
 * by the two highest Legendre coefficients of its values, is halved. Beyond the core, panels are added until the
 * function times the density has become negligible.
 */
export class PanelAxis {
  private readonly store: PanelStore;
  private readonly cellCount: number;
  private readonly values: Float64Array;
  private readonly demand: NodeDemand;
  /** Right ends still to be reached and how often their panels were halved; the nearest is the last. */
  private readonly pending: Float64Array;
  private readonly pendingDepth: Int32Array;
  private component = 0;
  private energy = 0;
  /** Whether the size of the integrand is wanted. */
  private sizing = true;

  /** `rowLengths[b]` ≤ size − 1: how many components are projected on polynomial b. */
  constructor(
    private readonly weight: AxisWeight,
    private readonly rule: PanelRule,
    private readonly size: number,
    private readonly rowLengths: Int32Array,
    private readonly sample: PanelSample,
    private readonly budget: RefinementBudget,
  ) {
    const { points, width, depth } = rule;
    this.store = new PanelStore(weight, points, width);
    this.cellCount = Math.round((weight.core[1] - weight.core[0]) / width);
    this.values = new Float64Array(points * size);
    this.demand = { component: new Float64Array(points), energy: new Float64Array(points) };
    this.pending = new Float64Array(depth + 1);
    this.pendingDepth = new Int32Array(depth + 1);
  }

  /**
   * Writes ∫ density · polynomial_b · component_j to `out[b · (size − 1) + j]` and ∫ density · energy to the last entry
   * of `out` ((degree + 1)(size − 1) + 1). The first `breakCount` of `breaks`, ascending, are places where panels must
   * end; `component` and `energy` are the absolute errors that are allowed in a panel.
   */
  project(
    breaks: ArrayLike<number>,
    breakCount: number,
    component: number,
    energy: number,
    out: Float64Array,
    report: PanelReport,
  ): void {
    this.component = component;
    this.energy = energy;
    report.unresolved = 0;
    report.open = 0;
    out.fill(0);
    let left = 0;
    let right = 0;
    for (let cell = 0; cell < this.cellCount; cell++) {
      // Inside the core nobody asks how large the integrand is.
      this.sizing = cell === 0 || cell === this.cellCount - 1;
      right = this.integrateCell(cell, breaks, breakCount, out, report);
      if (cell === 0) left = right;
    }
    this.sizing = true;
    this.extend(1, right, breaks, breakCount, out, report);
    this.extend(-1, left, breaks, breakCount, out, report);
  }

  /** Adds cells beyond one end of the core while the integrand, `size` in the cell at that end, is not negligible. */
  private extend(
    step: 1 | -1,
    size: number,
    breaks: ArrayLike<number>,
    breakCount: number,
    out: Float64Array,
    report: PanelReport,
  ): void {
    const side = step > 0 ? 1 : 0;
    // A weight on a half line ends where its core does.
    if (this.weight.reach[side] === this.weight.core[side]) return;
    let cell = step > 0 ? this.cellCount : -1;
    for (let integrand = size; integrand > 1; cell += step) {
      const from = this.store.cellStart(cell);
      if (from < this.weight.reach[0] || from + this.rule.width > this.weight.reach[1]) {
        report.open = Math.max(report.open, integrand);
        return;
      }
      integrand = this.integrateCell(cell, breaks, breakCount, out, report);
    }
  }

  /** Integrates one cell of the grid, cut at the breaks inside it. Returns the size of the integrand. */
  private integrateCell(
    cell: number,
    breaks: ArrayLike<number>,
    breakCount: number,
    out: Float64Array,
    report: PanelReport,
  ): number {
    let from = this.store.cellStart(cell);
    const to = this.store.cellStart(cell + 1);
    let integrand = 0;
    for (let k = 0; k < breakCount; k++) {
      const place = breaks[k]!;
      if (place <= from || place >= to) continue;
      integrand = Math.max(integrand, this.integrate(from, place, out, report));
      from = place;
    }
    return Math.max(integrand, this.integrate(from, to, out, report));
  }

  /** Integrates [from, to] from left to right, halving where needed. Returns the size of the integrand. */
  private integrate(from: number, to: number, out: Float64Array, report: PanelReport): number {
    const { pending, pendingDepth, rule, budget } = this;
    let integrand = 0;
    let left = from;
    let top = 0;
    pending[0] = to;
    pendingDepth[0] = 0;
    while (top >= 0) {
      const right = pending[top]!;
      const depth = pendingDepth[top]!;
      const middle = left + (right - left) / 2;
      const panel = this.store.panel(left, right);
      this.sampleAt(panel);
      const unresolved = this.unresolvedPart(panel);
      if (unresolved > 1) {
        if (depth < rule.depth && budget.evaluations > 0 && middle > left && middle < right) {
          pendingDepth[top] = depth + 1;
          top++;
          pending[top] = middle;
          pendingDepth[top] = depth + 1;
          continue;
        }
        if (unresolved > report.unresolved) {
          report.unresolved = unresolved;
          report.unresolvedAt = middle;
        }
      }
      if (this.sizing) integrand = Math.max(integrand, this.integrandSize(panel));
      this.accumulate(panel, out);
      left = right;
      top--;
    }
    return integrand;
  }

  private sampleAt(panel: Panel): void {
    const { demand } = this;
    for (let i = 0; i < panel.nodes.length; i++) {
      demand.component[i] = this.component / panel.envelope[i]!;
      demand.energy[i] = this.energy / panel.density[i]!;
    }
    this.sample(panel.nodes, demand, this.values);
  }

  /** The largest of the two highest Legendre coefficients over all components, in multiples of what is allowed. */
  private unresolvedPart(panel: Panel): number {
    const { size, values } = this;
    const { points } = this.rule;
    const [first, second] = this.store.tailRows;
    const componentScale = (panel.width * panel.largestEnvelope) / this.component;
    const energyScale = (panel.width * panel.largestDensity) / this.energy;
    let worst = 0;
    for (let j = 0; j < size; j++) {
      let a = 0;
      let b = 0;
      for (let i = 0; i < points; i++) {
        const value = values[i * size + j]!;
        a += first[i]! * value;
        b += second[i]! * value;
      }
      const scale = j < size - 1 ? componentScale : energyScale;
      worst = Math.max(worst, Math.max(Math.abs(a), Math.abs(b)) * scale);
    }
    return worst;
  }

  /** The largest value of the integrand times the width of the panel, in multiples of what is allowed. */
  private integrandSize(panel: Panel): number {
    const { size, values } = this;
    let worst = 0;
    for (let i = 0; i < panel.nodes.length; i++) {
      const componentScale = panel.envelope[i]! / this.component;
      for (let j = 0; j < size - 1; j++) {
        worst = Math.max(worst, Math.abs(values[i * size + j]!) * componentScale);
      }
      worst = Math.max(worst, values[i * size + size - 1]! * (panel.density[i]! / this.energy));
    }
    return worst * panel.width;
  }

  private accumulate(panel: Panel, out: Float64Array): void {
    const { size, values, rowLengths } = this;
    const count = rowLengths.length;
    const rowSize = size - 1;
    let energy = 0;
    if (rowSize === 1) {
      this.accumulateValues(panel, out);
      return;
    }
    for (let i = 0; i < panel.nodes.length; i++) {
      const at = i * size;
      for (let b = 0; b < count; b++) {
        const factor = panel.basis[i * count + b]!;
        const row = b * rowSize;
        const length = rowLengths[b]!;
        for (let j = 0; j < length; j++) out[row + j] = out[row + j]! + factor * values[at + j]!;
      }
      energy += panel.weights[i]! * values[at + rowSize]!;
    }
    out[count * rowSize] = out[count * rowSize]! + energy;
  }

  /** The sums of one component, as on the last axis: two nodes at a time, without an inner loop over components. */
  private accumulateValues(panel: Panel, out: Float64Array): void {
    const { values } = this;
    const { basis, weights } = panel;
    const count = this.rowLengths.length;
    const nodes = panel.nodes.length;
    let energy = 0;
    let i = 0;
    for (; i + 1 < nodes; i += 2) {
      const first = values[2 * i]!;
      const second = values[2 * i + 2]!;
      const row = i * count;
      for (let b = 0; b < count; b++) {
        out[b] = out[b]! + (basis[row + b]! * first + basis[row + count + b]! * second);
      }
      energy += weights[i]! * values[2 * i + 1]! + weights[i + 1]! * values[2 * i + 3]!;
    }
    for (; i < nodes; i++) {
      for (let b = 0; b < count; b++) out[b] = out[b]! + basis[i * count + b]! * values[2 * i]!;
      energy += weights[i]! * values[2 * i + 1]!;
    }
    out[count] = out[count]! + energy;
  }
}
