import type { BlockEvaluator } from '../formula/compile-formula';
import { raise } from '../raise';
import type { AxisWeight } from './axis-weight';
import { countUpTo, positionsWithFirstAxis } from './graded-indices';
import {
  PanelAxis,
  type NodeDemand,
  type PanelReport,
  type PanelRule,
  type PanelSample,
  type RefinementBudget,
} from './panel-axis';
import type { QuadratureResult } from './tensor-quadrature';
import { UndefinedValue } from './undefined-value';

/**
 * Where a function on R^r is not smooth along axis `axis` when the coordinates before it are those of `point` and the
 * ones behind it are free: writes the places in ascending order to `out` (BREAK_LIMIT) and returns their number.
 */
export type LineBreaks = (axis: number, point: Float64Array, out: Float64Array) => number;

/** Largest number of breaks on one line. */
const BREAK_LIMIT = 1024;

/** Writes ascending breaks for a LineBreaks, as many as fit: refinement finds the others. Returns their number. */
export function writeBreaks(places: readonly number[], out: Float64Array): number {
  const fitting = places.length <= out.length ? places : places.slice(0, out.length);
  out.set(fitting);
  return fitting.length;
}

/** Panels in every axis, and what may be spent. */
export interface PanelGrid extends PanelRule {
  /** Error asked for in a panel, as a part of ‖f‖ (of ‖f‖² for the energy). */
  readonly tolerance: number;
  /** Evaluations after which panels are not halved any more. */
  readonly evaluations: number;
}

/** A quadrature by panels and what it could not resolve. */
export interface PanelResult extends QuadratureResult {
  /** Estimated error as a part of ‖f‖ that was left in some panel, and the first coordinate of that panel. */
  readonly unresolved: number;
  readonly unresolvedAt: number;
  /** Size of the integrand as a part of ‖f‖ where quadrature had to end although it matters there. */
  readonly open: number;
}

/** Inner lines are computed more accurately than the panels outside them can see. */
const INNER_SHARE = 0.1;

/**
 * E f(z) P_beta(z), |beta| up to the degree of the weight, and E f(z)² of a function on R^r whose coordinates have the law
 * `weight` independently, P the products of its polynomials (H_beta for the normal law), over the graded indices beta.
 * Composite Gauss–Legendre quadrature, one axis inside the other: on each line along an axis the panels are split at the
 * breaks on that line and refined where the function is not resolved (numerics.md §3.5). `norm` is about ‖f‖. Throws
 * UndefinedValue where f is not finite.
 */
export function panelQuadrature(
  f: BlockEvaluator,
  r: number,
  weight: AxisWeight,
  breaks: LineBreaks,
  grid: PanelGrid,
  norm: number,
): PanelResult {
  const quadrature = new NestedPanels(f, r, weight, breaks, grid);
  const graded = new Float64Array(countUpTo(r, weight.degree) + 1);
  const { tolerance } = grid;
  quadrature.integrate(tolerance * norm, tolerance * norm * norm, graded);
  const { unresolved, unresolvedAt, open } = quadrature.report;
  return {
    coefficients: graded.slice(0, -1),
    energy: graded[graded.length - 1]!,
    unresolved: unresolved * tolerance,
    unresolvedAt,
    open: open * tolerance,
  };
}

/** Integrates over the axes from some axis on, the coordinates before it being fixed; graded result, energy last. */
type InnerIntegral = (component: number, energy: number, graded: Float64Array) => void;

class NestedPanels {
  readonly integrate: InnerIntegral;
  readonly report: PanelReport = { unresolved: 0, unresolvedAt: 0, open: 0 };
  private readonly point: Float64Array;
  private readonly budget: RefinementBudget;

  constructor(
    private readonly f: BlockEvaluator,
    private readonly r: number,
    private readonly weight: AxisWeight,
    private readonly breaks: LineBreaks,
    private readonly grid: PanelGrid,
  ) {
    this.point = new Float64Array(r);
    this.budget = { evaluations: grid.evaluations };
    this.integrate = this.integralFrom(0);
  }

  private integralFrom(axis: number): InnerIntegral {
    const { weight, grid, point } = this;
    const { degree } = weight;
    const behind = this.r - 1 - axis;
    const rowSize = countUpTo(behind, degree);
    const positions = positionsWithFirstAxis(behind, degree);
    const panels = new PanelAxis(
      weight,
      grid,
      rowSize + 1,
      Int32Array.from({ length: degree + 1 }, (_, b) => countUpTo(behind, degree - b)),
      behind === 0 ? this.sampleFunction() : this.sampleInner(axis, rowSize + 1),
      this.budget,
    );
    const places = new Float64Array(BREAK_LIMIT);
    const rows = new Float64Array((degree + 1) * rowSize + 1);
    const report: PanelReport = { unresolved: 0, unresolvedAt: 0, open: 0 };

    return (component, energy, graded) => {
      const count = this.breaks(axis, point, places);
      panels.project(places, count, component, energy, rows, report);
      this.include(report, axis);
      for (let b = 0; b <= degree; b++) {
        const place = positions[b]!;
        for (let j = 0; j < place.length; j++) graded[place[j]!] = rows[b * rowSize + j]!;
      }
      graded[graded.length - 1] = rows[rows.length - 1]!;
    };
  }

  /** Takes over what a line left unresolved; inner lines are named by the first coordinate of the line. */
  private include(line: PanelReport, axis: number): void {
    const share = raise(INNER_SHARE, axis);
    if (line.unresolved * share > this.report.unresolved) {
      this.report.unresolved = line.unresolved * share;
      this.report.unresolvedAt = axis === 0 ? line.unresolvedAt : this.point[0]!;
    }
    this.report.open = Math.max(this.report.open, line.open * share);
  }

  private sampleInner(axis: number, size: number): PanelSample {
    const inner = this.integralFrom(axis + 1);
    const result = new Float64Array(size);
    return (nodes, demand: NodeDemand, values) => {
      for (let i = 0; i < nodes.length; i++) {
        this.point[axis] = nodes[i]!;
        inner(INNER_SHARE * demand.component[i]!, INNER_SHARE * demand.energy[i]!, result);
        values.set(result, i * size);
      }
    };
  }

  /** Values and squares of f on a line along the last axis. */
  private sampleFunction(): PanelSample {
    const { f, r, point, budget } = this;
    const { points } = this.grid;
    const places = new Float64Array(points * r);
    const column = new Float64Array(points);
    /** The coordinates before the last that `places` has: those of the line sampled last. */
    const line = new Float64Array(r - 1).fill(Number.NaN);
    return (nodes, _demand, values) => {
      for (let axis = 0; axis < r - 1; axis++) {
        const x = point[axis]!;
        if (x === line[axis]) continue;
        line[axis] = x;
        for (let i = 0; i < points; i++) places[i * r + axis] = x;
      }
      for (let i = 0; i < points; i++) places[i * r + r - 1] = nodes[i]!;
      f(places, column);
      budget.evaluations -= points;
      // A NaN or an infinity times zero is NaN and stays NaN in the sum.
      let finite = 0;
      for (let i = 0; i < points; i++) {
        const value = column[i]!;
        const square = value * value;
        finite += square * 0;
        values[2 * i] = value;
        values[2 * i + 1] = square;
      }
      if (finite !== 0) throw this.undefinedAmong(places, column);
    };
  }

  /** What is wrong with the first value whose square is not finite. */
  private undefinedAmong(places: Float64Array, column: Float64Array): UndefinedValue {
    const { r } = this;
    const i = column.findIndex((value) => !Number.isFinite(value * value));
    return new UndefinedValue([...places.subarray(i * r, (i + 1) * r)], column[i]!);
  }
}
