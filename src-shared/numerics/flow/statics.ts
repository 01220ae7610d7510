import type { StiefelMetric } from '../../model/experiment';
import type { HermiteTable } from '../link/hermite-table';
import { plantedField } from './planted-field';
import { twoTimescaleField } from './two-timescale-field';

/** What a flow says about one overlap matrix M (r × q), before any integration. Matrices are row-major. */
interface FlowStatics {
  /** X (r × q) with −∇_W L = W* X: D(MMᵀ) M (two-timescale) or P (planted). */
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

function written(length: number, write: (out: Float64Array) => void): Float64Array {
  const out = new Float64Array(length);
  write(out);
  return out;
}
