import { turnFrame, ownFrame } from '@shared/numerics/ladder/link-frame';
import { hermiteTable, type HermiteTable } from '@shared/numerics/link/hermite-table';
import { orthonormal } from './small-matrices';
import { smallMatrix } from './links';

/** An r × r rotation or reflection in general position. */
export function randomAxes(r: number, seed: number): Float64Array {
  return orthonormal(smallMatrix(r, r, 1, seed), r, r);
}

/** The link z ↦ f(B z) without its constant, B orthogonal. */
export function rotatedLink(table: HermiteTable, B: Float64Array): HermiteTable {
  const { r } = table;
  const columns = Array.from({ length: r }, (_, k) =>
    Float64Array.from({ length: r }, (_unused, i) => B[i * r + k] ?? NaN),
  );
  return hermiteTable(r, turnFrame(ownFrame(table), columns, 0).terms);
}
