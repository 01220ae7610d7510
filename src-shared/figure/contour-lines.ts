/** A straight piece of a contour line: x and y of its ends. */
export type ContourPiece = readonly [number, number, number, number];

/**
 * Where a function on a square grid has the value `level`, as straight pieces within the cells (marching squares; at
 * saddles of a cell the mean of its corners decides). `values` is n × n row-major, row j at y = points[j].
 */
export function contourPieces(
  points: Float64Array,
  values: Float64Array,
  level: number,
): readonly ContourPiece[] {
  const n = points.length;
  const pieces: ContourPiece[] = [];
  const height = (i: number, j: number): number => (values[j * n + i] ?? Number.NaN) - level;
  for (let j = 0; j + 1 < n; j++) {
    for (let i = 0; i + 1 < n; i++) {
      const above = height(i, j) > 0;
      const crossed =
        height(i + 1, j) > 0 !== above ||
        height(i + 1, j + 1) > 0 !== above ||
        height(i, j + 1) > 0 !== above;
      if (crossed) pieces.push(...cellPieces(points, height, i, j));
    }
  }
  return pieces;
}

/** The pieces in one cell that the line crosses, (i, j) its lower left corner. */
function cellPieces(
  points: Float64Array,
  height: (i: number, j: number) => number,
  i: number,
  j: number,
): readonly ContourPiece[] {
  const at = (index: number): number => points[index] ?? Number.NaN;
  // Counter-clockwise from the lower left.
  const corners = [
    { x: at(i), y: at(j), height: height(i, j) },
    { x: at(i + 1), y: at(j), height: height(i + 1, j) },
    { x: at(i + 1), y: at(j + 1), height: height(i + 1, j + 1) },
    { x: at(i), y: at(j + 1), height: height(i, j + 1) },
  ];
  const crossings = corners.flatMap((from, k) => {
    const to = corners[(k + 1) % 4] ?? from;
    if (from.height > 0 === to.height > 0) return [];
    const share = from.height / (from.height - to.height);
    return [{ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }];
  });
  // Four crossings: the pieces cut off the corners whose sign the middle of the cell does not have.
  const middle = corners.reduce((sum, corner) => sum + corner.height, 0) > 0;
  const first = crossings.length === 4 && (corners[0]?.height ?? 0) > 0 !== middle ? 1 : 0;
  const pieces: ContourPiece[] = [];
  for (let k = 0; k < crossings.length; k += 2) {
    const start = crossings[(first + k) % crossings.length];
    const end = crossings[(first + k + 1) % crossings.length];
    if (start && end) pieces.push([start.x, start.y, end.x, end.y]);
  }
  return pieces;
}
