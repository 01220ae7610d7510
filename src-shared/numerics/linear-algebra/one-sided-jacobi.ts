/** Sweeps allowed; a handful suffice for the sizes in use. */
const MAX_SWEEPS = 40;

/** Rows with a smaller square count as zero: below it squares lose digits to underflow. */
const SMALLEST_SQUARE = 2 ** -960;

/**
 * Rotates the rows of the row-major count × length matrix `rows`, in place, until they are orthogonal to rounding
 * (Hestenes' one-sided Jacobi). The same rotations are applied to the rows of `companion` (count × count) if given, so
 * that rows_before = companionᵀ rows_after when it starts as the identity. Rows shorter than about 1e-144 count as zero.
 */
export function orthogonaliseRows(
  rows: Float64Array,
  count: number,
  length: number,
  companion: Float64Array | null,
): void {
  const resolution = length * Number.EPSILON;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let i = 0; i < count - 1; i++) {
      for (let j = i + 1; j < count; j++) {
        const a = i * length;
        const b = j * length;
        let aa = 0;
        let bb = 0;
        let ab = 0;
        for (let k = 0; k < length; k++) {
          const x = rows[a + k]!;
          const y = rows[b + k]!;
          aa += x * x;
          bb += y * y;
          ab += x * y;
        }
        if (aa < SMALLEST_SQUARE || bb < SMALLEST_SQUARE) continue;
        if (Math.abs(ab) <= resolution * Math.sqrt(aa) * Math.sqrt(bb)) continue;
        rotated = true;
        const zeta = (bb - aa) / (2 * ab);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const cosine = 1 / Math.sqrt(1 + tangent * tangent);
        rotatePair(rows, a, b, length, cosine, cosine * tangent);
        if (companion !== null) {
          rotatePair(companion, i * count, j * count, count, cosine, cosine * tangent);
        }
      }
    }
    if (!rotated) return;
  }
}

/** Length of row i of the row-major matrix `rows`; 0 for rows that count as zero. */
export function rowLength(rows: Float64Array, i: number, length: number): number {
  let square = 0;
  for (let k = i * length; k < (i + 1) * length; k++) square += rows[k]! * rows[k]!;
  return square < SMALLEST_SQUARE ? 0 : Math.sqrt(square);
}

/** (x, y) ← (c x − s y, s x + c y) for the stretches of X that start at a and b. */
function rotatePair(X: Float64Array, a: number, b: number, length: number, c: number, s: number): void {
  for (let k = 0; k < length; k++) {
    const x = X[a + k]!;
    const y = X[b + k]!;
    X[a + k] = c * x - s * y;
    X[b + k] = s * x + c * y;
  }
}
