import { chiSquare } from './chi-square';
import type { RandomStream } from './generator';

/** A rows × q matrix, row-major. */
export interface Factor {
  readonly rows: number;
  readonly entries: Float64Array;
}

/**
 * A factor T of B = TᵀT ~ Wishart_q(degreesOfFreedom, I): Bartlett's upper triangle, T_ii² ~ χ²(ν − i + 1) and normals
 * above the diagonal, or ν × q normals when ν < q (theory.md §4). The cost does not depend on ν.
 */
export function wishartFactor(stream: RandomStream, degreesOfFreedom: number, q: number): Factor {
  const rows = Math.min(degreesOfFreedom, q);
  const triangular = degreesOfFreedom >= q;
  const entries = new Float64Array(rows * q);
  for (let i = 0; i < rows; i++) {
    for (let j = triangular ? i : 0; j < q; j++) {
      entries[i * q + j] =
        triangular && i === j ? Math.sqrt(chiSquare(stream, degreesOfFreedom - i)) : stream.normal();
    }
  }
  return { rows, entries };
}
