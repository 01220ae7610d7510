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
  const height = (corner: number): number => (values[corner] ?? Number.NaN) - level;
  for (let j = 0; j + 1 < n; j++) {
    for (let i = 0; i + 1 < n; i++) {
      // Heights above the level at the corners, counter-clockwise from the lower left.
      const corner = j * n + i;
      const a = height(corner);
      const b = height(corner + 1);
      const c = height(corner + n + 1);
      const d = height(corner + n);
      const above = a > 0;
      if (b > 0 === above && c > 0 === above && d > 0 === above) continue;
      const west = points[i] ?? Number.NaN;
      const east = points[i + 1] ?? Number.NaN;
      const south = points[j] ?? Number.NaN;
      const north = points[j + 1] ?? Number.NaN;
      const ends: number[] = [];
      addCrossing(ends, west, south, a, east, south, b);
      addCrossing(ends, east, south, b, east, north, c);
      addCrossing(ends, east, north, c, west, north, d);
      addCrossing(ends, west, north, d, west, south, a);
      // Four crossings: the pieces cut off the corners whose sign the middle of the cell does not have.
      const first = ends.length === 8 && above !== a + b + c + d > 0 ? 2 : 0;
      const end = (k: number): number => ends[(first + k) % ends.length] ?? Number.NaN;
      for (let k = 0; k < ends.length; k += 4) pieces.push([end(k), end(k + 1), end(k + 2), end(k + 3)]);
    }
  }
  return pieces;
}

/** Adds x and y of where the height is zero between two corners; nothing where both are on the same side. */
function addCrossing(
  ends: number[],
  fromX: number,
  fromY: number,
  from: number,
  toX: number,
  toY: number,
  to: number,
): void {
  if (from > 0 === to > 0) return;
  const share = from / (from - to);
  ends.push(fromX + share * (toX - fromX), fromY + share * (toY - fromY));
}
