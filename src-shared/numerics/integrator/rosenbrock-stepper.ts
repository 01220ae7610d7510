import type { OdeSystem } from './ode-system';
import type { RosenbrockTableau } from './rodas5p-tableau';
import { allFinite, denseShiftedJacobian, type ShiftedJacobian } from './shifted-jacobian';

/** Stages a tableau may have: the sums over them are written out, which is three times as fast as a loop. */
const MAX_STAGES = 8;

/** Up to this stage four terms are enough. */
const HALF = 4;

/** What became of one attempted step. */
export type StepAttempt = 'computed' | 'singular' | 'not-finite';

/**
 * One-step arithmetic of a Rosenbrock method on one system: knows neither time nor tolerances. All workspaces are made
 * once; `start`, `end` and `error` (n each) are the state before the step, after it, and its error estimate.
 */
export class RosenbrockStepper {
  readonly size: number;
  start: Float64Array;
  end: Float64Array;
  readonly error: Float64Array;
  /** Length of the step that `attempt` computes. */
  h = 0;
  /** f(start), valid after `linearise`. */
  readonly slope: Float64Array;
  private readonly jacobian: ShiftedJacobian;

  private readonly gamma: number;
  private readonly stageCount: number;
  /** a and c: stages × MAX_STAGES, zero where there is none. */
  private readonly a: Float64Array;
  private readonly c: Float64Array;
  /** 1 for stages whose a_ij are those of the stage before and then 1: their argument is one addition away. */
  private readonly extends: Uint8Array;
  /** Dense output matrix H, 3 × stages row-major. */
  private readonly dense: Float64Array;
  /** k of all stages, n × MAX_STAGES. */
  private readonly k: Float64Array;
  private readonly argument: Float64Array;
  private readonly value: Float64Array;
  private readonly rightHandSide: Float64Array;
  /** K₁, K₂, K₃ of the dense output, n × 3. */
  private readonly denseK: Float64Array;
  private denseReady = false;

  constructor(
    private readonly system: OdeSystem,
    tableau: RosenbrockTableau,
    initial: Float64Array,
    /** Smaller entries of a new state are put to 0: decayed to nothing, they would slow the arithmetic by underflow. */
    private readonly negligible: number,
  ) {
    const n = system.size;
    const stages = tableau.a.length;
    if (stages > MAX_STAGES) throw new Error(`A method of ${stages} stages is beyond this stepper.`);
    this.size = n;
    this.gamma = tableau.gamma;
    this.stageCount = stages;
    this.a = flattenLowerTriangle(tableau.a);
    this.c = flattenLowerTriangle(tableau.c);
    this.extends = Uint8Array.from(tableau.a, (row, i) => (extendsRow(row, tableau.a[i - 1]) ? 1 : 0));
    this.dense = Float64Array.from(tableau.h.flat());
    this.start = Float64Array.from(initial);
    this.end = Float64Array.from(initial);
    this.error = new Float64Array(n);
    this.slope = new Float64Array(n);
    this.jacobian = system.shiftedJacobian?.() ?? denseShiftedJacobian(system);
    this.k = new Float64Array(n * MAX_STAGES);
    this.argument = new Float64Array(n);
    this.value = new Float64Array(n);
    this.rightHandSide = new Float64Array(n);
    this.denseK = new Float64Array(n * 3);
  }

  /** Evaluates f and its Jacobian at `start`; false when either has a NaN or an infinity. */
  linearise(): boolean {
    this.system.derivative(this.start, this.slope);
    return this.jacobian.linearise(this.start) && allFinite(this.slope);
  }

  /** Number of derivative evaluations one `attempt` makes; the first stage reuses `slope`. */
  get evaluationsPerAttempt(): number {
    return this.stageCount - 1;
  }

  /**
   * Computes `end` and `error` of a step of length `h` from `start`. `linearise` must have been called at `start`, and the
   * length set (see ShiftedJacobian.shift).
   */
  attempt(): StepAttempt {
    const n = this.size;
    const { argument, value, rightHandSide, slope } = this;
    this.denseReady = false;
    this.jacobian.shift = 1 / (this.gamma * this.h);
    if (!this.jacobian.factor()) return 'singular';
    for (let m = 0; m < n; m++) rightHandSide[m] = slope[m]!;
    this.jacobian.solve(rightHandSide);
    this.keepStage(0);
    for (let stage = 1; stage < this.stageCount; stage++) {
      this.combineStates(stage);
      this.system.derivative(argument, value);
      this.combineRates(stage);
      this.jacobian.solve(rightHandSide);
      this.keepStage(stage);
    }
    // After the last stage `argument` holds y + Σ a_sj k_j and `rightHandSide` the last k, the error estimate.
    for (let m = 0; m < n; m++) {
      const last = rightHandSide[m]!;
      this.error[m] = last;
      const end = argument[m]! + last;
      this.end[m] = Math.abs(end) < this.negligible ? 0 : end;
    }
    if (allFinite(this.end) && allFinite(this.error)) return 'computed';
    // The sums over stages run over all eight, with weight 0 for those to come; they must be finite.
    this.k.fill(0);
    return 'not-finite';
  }

  /** Overwrites a velocity error b (n) by what it does to a stage of the attempted step: (I/(γh) − J)⁻¹ b. */
  respond(b: Float64Array): void {
    this.jacobian.solve(b);
  }

  /** Writes the dense output at θ in [0, 1] of the step last computed into `out` (n). */
  interpolate(theta: number, out: Float64Array): void {
    if (!this.denseReady) this.prepareDenseOutput();
    const { start, end, denseK } = this;
    const rest = 1 - theta;
    for (let m = 0; m < this.size; m++) {
      const base = m * 3;
      const inner = denseK[base]! + theta * (denseK[base + 1]! + theta * denseK[base + 2]!);
      out[m] = rest * start[m]! + theta * (end[m]! + rest * inner);
    }
  }

  /** Whether any bit of the state changes in the step last computed. */
  hasMoved(): boolean {
    for (let m = 0; m < this.size; m++) if (this.end[m] !== this.start[m]) return true;
    return false;
  }

  /** Makes `end` the start of the next step. */
  accept(): void {
    const previous = this.start;
    this.start = this.end;
    this.end = previous;
    this.denseReady = false;
  }

  /** Puts `rightHandSide`, now k of a stage, with the others. */
  private keepStage(stage: number): void {
    const { k, rightHandSide, size } = this;
    for (let m = 0; m < size; m++) k[m * MAX_STAGES + stage] = rightHandSide[m]!;
  }

  /** `argument` = y + Σ a_ij k_j of stage i > 0. */
  private combineStates(stage: number): void {
    const { k, argument, a, start, rightHandSide, size } = this;
    if (this.extends[stage] === 1) {
      for (let m = 0; m < size; m++) argument[m]! += rightHandSide[m]!;
      return;
    }
    const row = stage * MAX_STAGES;
    const a0 = a[row]!;
    const a1 = a[row + 1]!;
    const a2 = a[row + 2]!;
    const a3 = a[row + 3]!;
    if (stage <= HALF) {
      for (let m = 0; m < size; m++) {
        const at = m * MAX_STAGES;
        argument[m] = start[m]! + (a0 * k[at]! + a1 * k[at + 1]! + (a2 * k[at + 2]! + a3 * k[at + 3]!));
      }
      return;
    }
    const a4 = a[row + 4]!;
    const a5 = a[row + 5]!;
    const a6 = a[row + 6]!;
    for (let m = 0; m < size; m++) {
      const at = m * MAX_STAGES;
      const first = a0 * k[at]! + a1 * k[at + 1]! + (a2 * k[at + 2]! + a3 * k[at + 3]!);
      argument[m] = start[m]! + (first + (a4 * k[at + 4]! + a5 * k[at + 5]! + a6 * k[at + 6]!));
    }
  }

  /** `rightHandSide` = f(argument) + Σ (c_ij/h) k_j of stage i > 0. */
  private combineRates(stage: number): void {
    const { k, value, rightHandSide, c, size } = this;
    const perLength = 1 / this.h;
    const row = stage * MAX_STAGES;
    const c0 = c[row]!;
    const c1 = c[row + 1]!;
    const c2 = c[row + 2]!;
    const c3 = c[row + 3]!;
    if (stage <= HALF) {
      for (let m = 0; m < size; m++) {
        const at = m * MAX_STAGES;
        const sum = c0 * k[at]! + c1 * k[at + 1]! + (c2 * k[at + 2]! + c3 * k[at + 3]!);
        rightHandSide[m] = value[m]! + perLength * sum;
      }
      return;
    }
    const c4 = c[row + 4]!;
    const c5 = c[row + 5]!;
    const c6 = c[row + 6]!;
    for (let m = 0; m < size; m++) {
      const at = m * MAX_STAGES;
      const first = c0 * k[at]! + c1 * k[at + 1]! + (c2 * k[at + 2]! + c3 * k[at + 3]!);
      const second = c4 * k[at + 4]! + c5 * k[at + 5]! + c6 * k[at + 6]!;
      rightHandSide[m] = value[m]! + perLength * (first + second);
    }
  }

  private prepareDenseOutput(): void {
    const stages = this.stageCount;
    const { k, dense, denseK, size } = this;
    for (let m = 0; m < size; m++) {
      for (let row = 0; row < 3; row++) {
        let sum = 0;
        for (let j = 0; j < stages; j++) sum += dense[row * stages + j]! * k[m * MAX_STAGES + j]!;
        denseK[m * 3 + row] = sum;
      }
    }
    this.denseReady = true;
  }
}

/** Whether a row of a tableau is the one before it and then 1. */
function extendsRow(row: readonly number[], before: readonly number[] | undefined): boolean {
  return before !== undefined && row.at(-1) === 1 && before.every((entry, j) => entry === row[j]);
}

function flattenLowerTriangle(rows: readonly (readonly number[])[]): Float64Array {
  const flat = new Float64Array(rows.length * MAX_STAGES);
  rows.forEach((row, i) => flat.set(row, i * MAX_STAGES));
  return flat;
}
