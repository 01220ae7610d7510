import type { OdeSystem } from './ode-system';
import type { RosenbrockTableau } from './rodas5p-tableau';
import { allFinite, denseShiftedJacobian, type ShiftedJacobian } from './shifted-jacobian';

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
  /** f(start), valid after `linearise`. */
  readonly slope: Float64Array;
  private readonly jacobian: ShiftedJacobian;

  private readonly gamma: number;
  private readonly stageCount: number;
  /** a, c, c/h: stages × stages row-major. */
  private readonly a: Float64Array;
  private readonly c: Float64Array;
  private readonly cOverH: Float64Array;
  /** Dense output matrix H, 3 × stages row-major. */
  private readonly dense: Float64Array;
  /** k of all stages, component-major: n × stages. */
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
  ) {
    const n = system.size;
    const stages = tableau.a.length;
    this.size = n;
    this.gamma = tableau.gamma;
    this.stageCount = stages;
    this.a = flattenLowerTriangle(tableau.a);
    this.c = flattenLowerTriangle(tableau.c);
    this.cOverH = new Float64Array(stages * stages);
    this.dense = Float64Array.from(tableau.h.flat());
    this.start = Float64Array.from(initial);
    this.end = Float64Array.from(initial);
    this.error = new Float64Array(n);
    this.slope = new Float64Array(n);
    this.jacobian = system.shiftedJacobian?.() ?? denseShiftedJacobian(system);
    this.k = new Float64Array(n * stages);
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

  /** Computes `end` and `error` of a step of length h from `start`. `linearise` must have been called at `start`. */
  attempt(h: number): StepAttempt {
    const n = this.size;
    const stages = this.stageCount;
    const { k, argument, value, rightHandSide, slope, cOverH } = this;
    this.denseReady = false;
    if (!this.jacobian.factor(1 / (this.gamma * h))) return 'singular';
    for (let i = 0; i < cOverH.length; i++) cOverH[i] = this.c[i]! / h;

    for (let stage = 0; stage < stages; stage++) {
      if (stage === 0) {
        for (let m = 0; m < n; m++) rightHandSide[m] = slope[m]!;
      } else {
        this.combineStages(stage);
        this.system.derivative(argument, value);
        for (let m = 0; m < n; m++) rightHandSide[m]! += value[m]!;
      }
      this.jacobian.solve(rightHandSide);
      for (let m = 0; m < n; m++) k[m * stages + stage] = rightHandSide[m]!;
    }
    // After the last stage `argument` holds y + Σ a_sj k_j and `rightHandSide` the last k, the error estimate.
    for (let m = 0; m < n; m++) {
      const last = rightHandSide[m]!;
      this.error[m] = last;
      this.end[m] = argument[m]! + last;
    }
    return allFinite(this.end) && allFinite(this.error) ? 'computed' : 'not-finite';
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

  /** `argument` = y + Σ a_ij k_j and `rightHandSide` = Σ (c_ij/h) k_j of stage i > 0. */
  private combineStages(stage: number): void {
    const { k, argument, rightHandSide, a, cOverH, start, size, stageCount } = this;
    const row = stage * stageCount;
    for (let m = 0; m < size; m++) {
      const base = m * stageCount;
      let state = start[m]!;
      let rate = 0;
      for (let j = 0; j < stage; j++) {
        const kj = k[base + j]!;
        state += a[row + j]! * kj;
        rate += cOverH[row + j]! * kj;
      }
      argument[m] = state;
      rightHandSide[m] = rate;
    }
  }

  private prepareDenseOutput(): void {
    const stages = this.stageCount;
    const { k, dense, denseK } = this;
    for (let m = 0; m < this.size; m++) {
      const base = m * stages;
      for (let row = 0; row < 3; row++) {
        let sum = 0;
        for (let j = 0; j < stages; j++) sum += dense[row * stages + j]! * k[base + j]!;
        denseK[m * 3 + row] = sum;
      }
    }
    this.denseReady = true;
  }
}

function flattenLowerTriangle(rows: readonly (readonly number[])[]): Float64Array {
  const size = rows.length;
  const flat = new Float64Array(size * size);
  rows.forEach((row, i) => flat.set(row, i * size));
  return flat;
}
