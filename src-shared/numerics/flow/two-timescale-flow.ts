import { rowSpace } from '../linear-algebra/row-space';
import type { HermiteTable } from '../link/hermite-table';
import type { FlowSystem } from './flow-system';
import { multiply, multiplyByTransposed } from './matrix-products';
import { twoTimescaleField } from './two-timescale-field';

/**
 * The two-timescale flow M' = (I − MMᵀ) D(MMᵀ) M from M(0) = `start` (r × q) (theory.md §3.1). Rank and row space of M
 * are constant: when rank M(0) = rho < q the state is A (r × rho) with M = A Vᵀ, V an orthonormal basis of the row space,
 * so that rounding cannot raise the rank (theory.md §10.6); otherwise it is M. M(0) = 0 is stationary.
 * Throws InvalidInputError for links too dense.
 */
export function twoTimescaleFlow(link: HermiteTable, start: Float64Array, q: number): FlowSystem {
  const r = link.r;
  const { state, columns, overlap } = reducedState(start, r, q);
  const field = twoTimescaleField(link, columns);
  return {
    size: state.length,
    r,
    q,
    signal: field.signal,
    initialState: state,
    derivative: field.derivative,
    jacobian: field.jacobian,
    roundoff: field.roundoff,
    overlap,
    loss: field.loss,
    lossRate: field.lossRate,
    gradientNorm: (y) => Math.sqrt(-field.lossRate(y)),
  };
}

/** The state of smallest size that carries M exactly, and the map back to M. */
function reducedState(
  start: Float64Array,
  r: number,
  q: number,
): { state: Float64Array; columns: number; overlap: FlowSystem['overlap'] } {
  const { rank, basis } = rowSpace(start, r, q);
  if (rank === q) return { state: start.slice(), columns: q, overlap: (y, out) => out.set(y) };
  if (rank === 0) return { state: new Float64Array(r), columns: 1, overlap: (_y, out) => out.fill(0) };

  const state = new Float64Array(r * rank);
  multiply(start, basis, r, q, rank, state);
  const overlap: FlowSystem['overlap'] = (y, out) => multiplyByTransposed(y, basis, r, rank, q, out);
  return { state, columns: rank, overlap };
}
