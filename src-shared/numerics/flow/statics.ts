import type { StiefelMetric } from '../../model/experiment';
import type { HermiteTable } from '../link/hermite-table';
import { linkOf, studentBasis, studentDegrees } from './joint-basis';
import { jointField } from './joint-field';
import { jointState, type JointStart } from './joint-flow';
import { wholeFrame } from './joint-frame';
import { plantedField } from './planted-field';
import { twoTimescaleField } from './two-timescale-field';

/** What a flow says about one overlap matrix M (r × q), before any integration. Matrices are row-major. */
export interface FlowStatics {
  /** X (r × q) with −∇_W L = W* X: D(MMᵀ) M (two-timescale) or P (planted, joint). */
  readonly drive: Float64Array;
  /** M' (r × q). */
  readonly derivative: Float64Array;
  readonly loss: number;
  /** dL/dt along the flow. */
  readonly lossRate: number;
}

/** Statics of the two-timescale flow (theory.md §3.1). */
export interface TwoTimescaleStatics extends FlowStatics {
  /** D(MMᵀ) (r × r). */
  readonly outerProduct: Float64Array;
}

/** Statics of the planted flow (theory.md §3.2). */
export interface PlantedStatics extends FlowStatics {
  /** C(M) = E[f*(v) g(u)], constant term included. */
  readonly correlation: number;
}

/** Statics of the joint flow (theory.md §3.3). */
export interface JointStatics extends FlowStatics {
  /** f' = −(f − A_{Mᵀ} f*)/ε, a function on R^q. */
  readonly linkRate: HermiteTable;
}

/** Statics of the two-timescale flow at M (r × q). Throws InvalidInputError for links too dense. */
export function twoTimescaleStatics(link: HermiteTable, M: Float64Array, q: number): TwoTimescaleStatics {
  const field = twoTimescaleField(link, q);
  return {
    outerProduct: written(link.r * link.r, (out) => field.outerProduct(M, out)),
    drive: written(M.length, (out) => field.drive(M, out)),
    derivative: written(M.length, (out) => field.derivative(M, out)),
    loss: field.loss(M),
    lossRate: field.lossRate(M),
  };
}

/** Statics of the planted flow at M (r × q, q = student.r). Throws InvalidInputError for links too dense. */
export function plantedStatics(
  teacher: HermiteTable,
  student: HermiteTable,
  metric: StiefelMetric,
  M: Float64Array,
): PlantedStatics {
  const field = plantedField(teacher, student, metric);
  return {
    correlation: field.correlation(M),
    drive: written(M.length, (out) => field.drive(M, out)),
    derivative: written(M.length, (out) => field.derivative(M, out)),
    loss: field.loss(M),
    lossRate: field.lossRate(M),
  };
}

/** Statics of the joint flow at an overlap and a student link. Throws InvalidInputError for links too dense. */
export function jointStatics(
  teacher: HermiteTable,
  metric: StiefelMetric,
  epsilon: number,
  start: JointStart,
): JointStatics {
  const given = start.link === 'fitted' ? null : start.link;
  const basis = studentBasis(start.q, studentDegrees(teacher, given));
  const field = jointField(teacher, basis, metric, epsilon);
  const state = jointState(field, basis, wholeFrame(start.overlap, start.q), given);
  const N = basis.indices.length;
  return {
    drive: written(start.overlap.length, (out) => field.drive(state, out)),
    derivative: written(field.size, (out) => field.derivative(state, out)).subarray(N),
    loss: field.loss(state),
    lossRate: field.lossRate(state),
    linkRate: linkOf(
      basis,
      state.subarray(0, N).map((delta) => -delta / epsilon),
    ),
  };
}

function written(length: number, write: (out: Float64Array) => void): Float64Array {
  const out = new Float64Array(length);
  write(out);
  return out;
}
