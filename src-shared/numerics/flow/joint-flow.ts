import type { StiefelMetric } from '../../model/experiment';
import type { HermiteTable } from '../link/hermite-table';
import type { FlowSystem } from './flow-system';
import { linkOf, studentBasis, studentDegrees, type StudentBasis } from './joint-basis';
import { jointField, type JointField } from './joint-field';
import { FittedLink } from './joint-fitted-link';
import { studentFrame, type StudentFrame } from './joint-frame';

/** Where a joint flow starts. */
export interface JointStart {
  /** M(0), r × q. */
  readonly overlap: Float64Array;
  /** Student width q. */
  readonly q: number;
  /** The student link at t = 0: a link on R^q (zero without terms), or A_{Mᵀ} f*, the best one for M(0). */
  readonly link: HermiteTable | 'fitted';
}

/** A joint flow; besides M its states hold the student link. */
export interface JointFlow extends FlowSystem {
  /** Number p of columns of the matrix A (r × p) that ends a state. */
  readonly width: number;
  /** The student link f on R^q at state y. Allocates: for reports. */
  studentLink(y: Float64Array): HermiteTable;
  /** The same flow for a teacher link written in other axes: the rows of A and M refer to them, nothing else does. */
  inTeacherAxes(teacher: HermiteTable): JointFlow;
}

/**
 * The joint flow of subspace and student link with timescale ratio ε > 0 (theory.md §3.3). The student carries every
 * Hermite function whose degree occurs in f* or in its initial link. State: that of JointField in a StudentFrame,
 * M = A Vᵀ, f = f~(Vᵀu). Throws InvalidInputError for links too dense.
 */
export function jointFlow(
  teacher: HermiteTable,
  metric: StiefelMetric,
  epsilon: number,
  start: JointStart,
): JointFlow {
  const { q } = start;
  const given = start.link === 'fitted' ? null : start.link;
  const frame = studentFrame(start.overlap, teacher.r, q, given);
  const basis = studentBasis(frame.width, studentDegrees(teacher, given));
  const count = basis.indices.length;

  function inTeacherAxes(turned: HermiteTable): JointFlow {
    const { r } = turned;
    const field = jointField(turned, basis, metric, epsilon);
    const refitted = new Float64Array(count);
    return {
      size: field.size,
      r,
      q,
      width: frame.width,
      signal: field.signal,
      initialState: jointState(field, basis, frame, given),
      derivative: field.derivative,
      jacobian: field.jacobian,
      shiftedJacobian: field.shiftedJacobian,
      errorScale: field.errorScale,
      overlap(y, out) {
        multiplyByTransposed(y, count, frame, r, q, out);
      },
      loss: field.loss,
      lossRate: field.lossRate,
      gradientNorm: (y) => Math.sqrt(field.gradientSquare(y)),
      studentLink(y) {
        field.refittedLink(y, refitted);
        const inFrame = linkOf(
          basis,
          refitted.map((a, g) => a + y[g]!),
        );
        const target = studentBasis(q, basis.degrees);
        return linkOf(target, projectedLink(inFrame, transposed(frame.axes, q, frame.width), target));
      },
      inTeacherAxes,
    };
  }
  return inTeacherAxes(teacher);
}

/** The state of a joint field at M = A Vᵀ and a link on R^q; null for the fitted link, δ = 0. */
export function jointState(
  field: JointField,
  basis: StudentBasis,
  frame: StudentFrame,
  link: HermiteTable | null,
): Float64Array {
  const count = basis.indices.length;
  const state = new Float64Array(field.size);
  state.set(frame.overlap, count);
  if (link === null) return state;
  const refitted = new Float64Array(count);
  field.refittedLink(state, refitted);
  state.set(projectedLink(link, frame.axes, basis).map((c, g) => c - refitted[g]!));
  return state;
}

/** Coefficients of A_{Mᵀ} g = E[g(v)|u] for a link g and M (g.r × basis.q); for M with orthonormal rows, of g(Mu). */
function projectedLink(g: HermiteTable, M: Float64Array, basis: StudentBasis): Float64Array {
  const projection = new FittedLink(g, basis);
  const coefficients = new Float64Array(basis.indices.length);
  projection.moveTo(M, false);
  projection.coefficients(coefficients);
  return coefficients;
}

/** Writes M = A Vᵀ (r × q) into `out`, A beginning at `offset` of y. */
function multiplyByTransposed(
  y: Float64Array,
  offset: number,
  { axes, width }: StudentFrame,
  r: number,
  q: number,
  out: Float64Array,
): void {
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < q; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += y[offset + i * width + k]! * axes[j * width + k]!;
      out[i * q + j] = sum;
    }
  }
}

/** Xᵀ of a rows × columns array. */
function transposed(X: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from(X, (_, k) => X[(k % rows) * columns + Math.floor(k / rows)]!);
}
