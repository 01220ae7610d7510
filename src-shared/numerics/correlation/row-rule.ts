import type { DegreeBasis } from './multi-indices';

/** How the rows beta of R_k follow from those of R_{k−1}: beta = parent + e_axis, axis the first nonzero index of beta. */
export interface RowRule {
  readonly parent: Int32Array;
  readonly axis: Int32Array;
}

/** The rule for the rows of `basis` from those of the basis one degree `below`. */
export function rowRule(basis: DegreeBasis, below: DegreeBasis | undefined): RowRule {
  const parent = new Int32Array(basis.indices.length);
  const axis = Int32Array.from(basis.indices, (beta) =>
    Math.max(
      0,
      beta.findIndex((b) => b > 0),
    ),
  );
  below?.raised.forEach((positions, i) => {
    positions.forEach((position, b) => {
      if (axis[position] === i) parent[position] = b;
    });
  });
  return { parent, axis };
}
