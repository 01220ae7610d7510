import type { StiefelMetric } from '../../model/experiment';
import type { FlowSystem } from '../flow/flow-system';
import { jointFlow, type JointFlow, type JointStart } from '../flow/joint-flow';
import { multiply, multiplyTransposed } from '../flow/matrix-products';
import { plantedFlow } from '../flow/planted-flow';
import { twoTimescaleFlow } from '../flow/two-timescale-flow';
import type { HermiteTable } from '../link/hermite-table';
import { alignLink } from './aligned-link';

/**
 * The two-timescale flow (theory.md §3.1), integrated in the axes of the link's saddle ladder and reported in the link's
 * own: M = A M̃. In axes at an angle to the ladder a learned direction puts entries of size 1 beside velocities of 1e-12,
 * and rounding decides when the next one escapes (numerics.md §3.2, theory.md §10.3).
 */
export function alignedTwoTimescaleFlow(link: HermiteTable, start: Float64Array, q: number): FlowSystem {
  const aligned = alignLink(link);
  if (aligned === null) return twoTimescaleFlow(link, start, q);
  const { r } = link;
  const { axes } = aligned;
  return turnedBack(twoTimescaleFlow(aligned.link, turnedRows(axes, start, r, q), q), axes);
}

/**
 * The planted flow with teacher link f* and student link g on R^q (theory.md §3.2), integrated in the axes of their
 * saddle ladders and reported in their own: M = A M̃ Bᵀ. `start` is r × q.
 */
export function alignedPlantedFlow(
  teacher: HermiteTable,
  student: HermiteTable,
  metric: StiefelMetric,
  start: Float64Array,
): FlowSystem {
  const left = alignLink(teacher);
  const right = alignLink(student);
  const { r } = teacher;
  const q = student.r;
  const rowsTurned = left === null ? start : turnedRows(left.axes, start, r, q);
  const bothTurned = right === null ? rowsTurned : turnedColumns(rowsTurned, right.axes, r, q);
  const flow = plantedFlow(left?.link ?? teacher, right?.link ?? student, metric, bothTurned);
  const columnsBack = right === null ? flow : withColumnsTurnedBack(flow, right.axes);
  return left === null ? columnsBack : turnedBack(columnsBack, left.axes);
}

/** The joint flow (theory.md §3.3), integrated in the teacher's axes of the saddle ladder; see the two-timescale flow. */
export function alignedJointFlow(
  teacher: HermiteTable,
  metric: StiefelMetric,
  epsilon: number,
  start: JointStart,
): JointFlow {
  const aligned = alignLink(teacher);
  if (aligned === null) return jointFlow(teacher, metric, epsilon, start);
  const overlap = turnedRows(aligned.axes, start.overlap, teacher.r, start.q);
  return turnedBack(jointFlow(aligned.link, metric, epsilon, { ...start, overlap }), aligned.axes);
}

/** Aᵀ M: the overlaps with the axes, columns of A (r × r). */
function turnedRows(axes: Float64Array, M: Float64Array, r: number, q: number): Float64Array {
  const turned = new Float64Array(r * q);
  multiplyTransposed(axes, M, r, r, q, turned);
  return turned;
}

/** M B: the overlaps of the student axes, columns of B (q × q). */
function turnedColumns(M: Float64Array, axes: Float64Array, r: number, q: number): Float64Array {
  const turned = new Float64Array(r * q);
  multiply(M, axes, r, q, q, turned);
  return turned;
}

/** The flow with M = A M̃ reported instead of its own M̃. */
function turnedBack<Flow extends FlowSystem>(flow: Flow, axes: Float64Array): Flow {
  const { r, q } = flow;
  const turned = new Float64Array(r * q);
  return {
    ...flow,
    overlap(y: Float64Array, out: Float64Array) {
      flow.overlap(y, turned);
      multiply(axes, turned, r, r, q, out);
    },
  };
}

/** The flow with M = M̃ Bᵀ reported instead of its own M̃. */
function withColumnsTurnedBack(flow: FlowSystem, axes: Float64Array): FlowSystem {
  const { r, q } = flow;
  const turned = new Float64Array(r * q);
  const inverse = axes.map((_, k) => axes[(k % q) * q + Math.floor(k / q)]!);
  return {
    ...flow,
    overlap(y, out) {
      flow.overlap(y, turned);
      multiply(turned, inverse, r, q, q, out);
    },
  };
}
