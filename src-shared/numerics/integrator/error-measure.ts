import type { OdeSystem } from './ode-system';

/** The size of an error of a step, relative to the tolerances and to the sizes of the unknowns. */
export class ErrorMeasure {
  /** The size last evaluated: at most 1 means within tolerance, NaN that an entry was NaN. */
  size = 0;
  private readonly sizeBefore: Float64Array;
  private readonly sizeAfter: Float64Array;

  constructor(
    private readonly system: OdeSystem,
    private readonly relativeTolerance: number,
    private readonly absoluteTolerance: number,
  ) {
    this.sizeBefore = new Float64Array(system.size);
    this.sizeAfter = new Float64Array(system.size);
  }

  /**
   * Sets `size` to the root mean square of error_i / (atol + rtol·max(|before_i|, |after_i|) + floor_i), with the system's
   * own sizes in place of the absolute values where it states them. All vectors have length n; `floor` is null where
   * nothing is to be added.
   */
  evaluate(error: Float64Array, before: Float64Array, after: Float64Array, floor: Float64Array | null): void {
    const { system, relativeTolerance, absoluteTolerance } = this;
    let sizeBefore = before;
    let sizeAfter = after;
    if (system.errorScale !== undefined) {
      sizeBefore = this.sizeBefore;
      sizeAfter = this.sizeAfter;
      system.errorScale(before, sizeBefore);
      system.errorScale(after, sizeAfter);
    }
    const n = system.size;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const size = Math.max(Math.abs(sizeBefore[i]!), Math.abs(sizeAfter[i]!));
      const allowed = absoluteTolerance + relativeTolerance * size + (floor === null ? 0 : floor[i]!);
      // A size that overflowed allows nothing.
      const ratio = allowed < Infinity ? error[i]! / allowed : Infinity;
      sum += ratio * ratio;
    }
    this.size = Math.sqrt(sum / n);
  }
}
