import type { OdeSystem } from './ode-system';
import { errorNorm } from './step-control';

/** The size of an error (n) of a step between the states `before` and `after`: at most 1 means within tolerance. */
export type ErrorMeasure = (error: Float64Array, before: Float64Array, after: Float64Array) => number;

/** The measure for the unknowns of a system: `errorNorm`, relative to the system's own sizes where it states them. */
export function errorMeasure(
  system: OdeSystem,
  relativeTolerance: number,
  absoluteTolerance: number,
): ErrorMeasure {
  if (system.errorScale === undefined) {
    return (error, before, after) => errorNorm(error, before, after, relativeTolerance, absoluteTolerance);
  }
  const sizeBefore = new Float64Array(system.size);
  const sizeAfter = new Float64Array(system.size);
  return (error, before, after) => {
    system.errorScale?.(before, sizeBefore);
    system.errorScale?.(after, sizeAfter);
    return errorNorm(error, sizeBefore, sizeAfter, relativeTolerance, absoluteTolerance);
  };
}
