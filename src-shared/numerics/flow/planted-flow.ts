import type { StiefelMetric } from '../../model/experiment';
import type { HermiteTable } from '../link/hermite-table';
import { createEntrySizes } from './entry-sizes';
import type { FlowSystem } from './flow-system';
import { linkEnergy, withoutConstant } from './link-parts';
import { plantedField } from './planted-field';

/**
 * The planted flow (theory.md §3.2) from M(0) = `start` (r × q): the student link g is frozen, W moves on St(d, q) with
 * the given metric. State: M itself. Student width q is `student.r`; g = f* is the ordinary case.
 * Throws InvalidInputError for links too dense.
 */
export function plantedFlow(
  teacher: HermiteTable,
  student: HermiteTable,
  metric: StiefelMetric,
  start: Float64Array,
): FlowSystem {
  const field = plantedField(teacher, student, metric);
  return {
    size: start.length,
    r: teacher.r,
    q: student.r,
    signal: linkEnergy(withoutConstant(teacher)),
    initialState: start.slice(),
    derivative: field.derivative,
    jacobian: field.jacobian,
    errorScale: createEntrySizes(teacher.r, student.r),
    roundoff: field.roundoff,
    overlap: (y, out) => out.set(y),
    loss: field.loss,
    lossRate: field.lossRate,
    gradientNorm: (y) => Math.sqrt(-field.lossRate(y)),
  };
}
