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
        const sine = cosine * tangent;
        for (let k = 0; k < length; k++) {
          const x = rows[a + k]!;
          const y = rows[b + k]!;
          rows[a + k] = cosine * x - sine * y;
          rows[b + k] = sine * x + cosine * y;
        }
        if (companion === null) continue;
        for (let k = 0; k < count; k++) {
          const x = companion[i * count + k]!;
          const y = companion[j * count + k]!;
          companion[i * count + k] = cosine * x - sine * y;
          companion[j * count + k] = sine * x + cosine * y;
        }
      }
    }
    if (!rotated) return;
  }
}

/** Writes the lengths of the rows of the row-major matrix `rows` (count × length) into `out`; 0 for rows that count as zero. */
export function writeRowLengths(rows: Float64Array, count: number, length: number, out: Float64Array): void {
  for (let i = 0; i < count; i++) {
    let square = 0;
    for (let k = i * length; k < (i + 1) * length; k++) square += rows[k]! * rows[k]!;
    out[i] = square < SMALLEST_SQUARE ? 0 : Math.sqrt(square);
  }
}
