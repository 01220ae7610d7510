/** What of its row and column an entry may be smaller than without having to be more accurate. */
const FRACTION = 0.3;

/**
 * A function that writes, for the entries of a rows × columns matrix N, max(|N_ij|, 0.3·min(length of row i, of column j))
 * into `out`: how accurate an entry must be where only the singular values of a graded matrix matter. It allocates nothing.
 */
export function createEntrySizes(
  rows: number,
  columns: number,
): (N: Float64Array, out: Float64Array) => void {
  const rowSquares = new Float64Array(rows);
  const columnSquares = new Float64Array(columns);
  return (N, out) => {
    rowSquares.fill(0);
    columnSquares.fill(0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const square = N[i * columns + j]! * N[i * columns + j]!;
        rowSquares[i]! += square;
        columnSquares[j]! += square;
      }
    }
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const least = FRACTION * Math.sqrt(Math.min(rowSquares[i]!, columnSquares[j]!));
        out[i * columns + j] = Math.max(Math.abs(N[i * columns + j]!), least);
      }
    }
  };
}
