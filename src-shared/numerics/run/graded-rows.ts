/** Rows this many times as far out count as much longer. */
const MUCH_LONGER = 8;

/**
 * The rows of a matrix from the longest to the shortest: Gram–Schmidt that always takes the row with the largest rest. In
 * an overlap matrix what a flow has learned makes long rows, what it has not makes short ones; where a short row leans on
 * long ones, its own small part is a difference of large numbers. Calls of `grade` allocate nothing.
 */
export class GradedRows {
  /** How much short rows lean on much longer ones; see `grade`. */
  lean = 0;
  /** Length of the longest row. */
  longest = 0;
  /** Number of rows taken: the rank, up to exact zeros. */
  private found = 0;
  /** The rows taken, longest first. */
  private readonly order: Int32Array;
  /** Their orthonormal directions (count × length) and distances from the span of those before. */
  private readonly directions: Float64Array;
  private readonly distances: Float64Array;
  private readonly rest: Float64Array;
  private readonly taken: Uint8Array;
  private readonly count: number;

  constructor(
    private readonly rows: number,
    private readonly length: number,
  ) {
    this.count = Math.min(rows, length);
    this.order = new Int32Array(this.count);
    this.directions = new Float64Array(this.count * length);
    this.distances = new Float64Array(this.count);
    this.rest = new Float64Array(rows * length);
    this.taken = new Uint8Array(rows);
  }

  /**
   * Grades the rows of X (rows × length). `lean` becomes the largest, over the rows taken, of the length of a row's
   * projection on the directions of much longer rows, divided by its distance from all rows before it.
   */
  grade(X: Float64Array): void {
    const { rest, distances, order, taken, count } = this;
    rest.set(X);
    taken.fill(0);
    this.lean = 0;
    this.longest = 0;
    this.found = 0;
    for (let step = 0; step < count; step++) {
      const row = this.farthestRow();
      this.takeDirection(row, step);
      if (step === 0) this.longest = distances[0]!;
      if (distances[step] === 0) return;
      taken[row] = 1;
      order[step] = row;
      this.found = step + 1;
      this.noteLean(X, row, step);
    }
  }

  /** The directions, longest row first, completed to an orthogonal matrix (length × length) with directions as columns. */
  basis(): Float64Array {
    const { length, found } = this;
    const rows = new Float64Array(length * length);
    rows.set(this.directions.subarray(0, found * length));
    for (let position = found; position < length; position++) completeRow(rows, position, length);
    return rows.map((_, i) => rows[(i % length) * length + Math.floor(i / length)]!);
  }

  /** Rewrites X (rows × length), as last graded, in the directions of `basis`: X ← X · basis. */
  rewrite(X: Float64Array, basis: Float64Array): void {
    const { rows, length, order, found } = this;
    const rank = new Int32Array(rows).fill(length);
    for (let step = 0; step < found; step++) rank[order[step]!] = step;
    const row = new Float64Array(length);
    for (let i = 0; i < rows; i++) {
      row.set(X.subarray(i * length, (i + 1) * length));
      for (let l = 0; l < length; l++) {
        let sum = 0;
        // A row has nothing along the directions of shorter ones; rounding must not put it there.
        if (l <= rank[i]!) for (let k = 0; k < length; k++) sum += row[k]! * basis[k * length + l]!;
        X[i * length + l] = sum;
      }
    }
  }

  private farthestRow(): number {
    const { rest, taken, rows, length } = this;
    let best = 0;
    let largest = -1;
    for (let row = 0; row < rows; row++) {
      if (taken[row] === 1) continue;
      let square = 0;
      for (let k = 0; k < length; k++) square += rest[row * length + k]! * rest[row * length + k]!;
      if (square > largest) {
        largest = square;
        best = row;
      }
    }
    return best;
  }

  /** Makes the rest of `row` direction number `step`, notes its length, and takes it out of all rests. */
  private takeDirection(row: number, step: number): void {
    const { rest, directions, distances, rows, length } = this;
    const at = step * length;
    for (let k = 0; k < length; k++) directions[at + k] = rest[row * length + k]!;
    removeProjections(directions, step, length);
    normaliseRow(directions, step, length, distances);
    for (let other = 0; other < rows; other++) {
      let inner = 0;
      for (let k = 0; k < length; k++) inner += rest[other * length + k]! * directions[at + k]!;
      for (let k = 0; k < length; k++) rest[other * length + k]! -= inner * directions[at + k]!;
    }
  }

  /** Raises `lean` to that of a row taken as number `step`. */
  private noteLean(X: Float64Array, row: number, step: number): void {
    const { directions, distances, length } = this;
    const distance = distances[step]!;
    let square = 0;
    for (let other = 0; other < step; other++) {
      if (!(distances[other]! > MUCH_LONGER * distance)) continue;
      let inner = 0;
      for (let k = 0; k < length; k++) inner += X[row * length + k]! * directions[other * length + k]!;
      square += inner * inner;
    }
    this.lean = Math.max(this.lean, Math.sqrt(square) / distance);
  }
}

/** Fills row `position` of a square matrix with a unit vector orthogonal to the orthonormal rows before it. */
function completeRow(rows: Float64Array, position: number, length: number): void {
  const norms = new Float64Array(length);
  for (let axis = 0; axis < length; axis++) {
    for (let k = 0; k < length; k++) rows[position * length + k] = k === axis ? 1 : 0;
    removeProjections(rows, position, length);
    normaliseRow(rows, position, length, norms);
    // Some axis keeps at least 1/√length of its length outside any proper subspace.
    if (norms[position]! * Math.sqrt(length) < 0.5) continue;
    removeProjections(rows, position, length);
    normaliseRow(rows, position, length, norms);
    return;
  }
}

/** Subtracts from a row its projections on the orthonormal rows before it. */
function removeProjections(rows: Float64Array, row: number, length: number): void {
  for (let other = 0; other < row; other++) {
    let inner = 0;
    for (let k = 0; k < length; k++) inner += rows[row * length + k]! * rows[other * length + k]!;
    for (let k = 0; k < length; k++) rows[row * length + k]! -= inner * rows[other * length + k]!;
  }
}

/** Scales a row to unit length, if it is not zero, and writes its former length into `norms` at its position. */
function normaliseRow(rows: Float64Array, row: number, length: number, norms: Float64Array): void {
  let square = 0;
  for (let k = 0; k < length; k++) square += rows[row * length + k]! * rows[row * length + k]!;
  const norm = Math.sqrt(square);
  norms[row] = norm;
  if (norm > 0) for (let k = 0; k < length; k++) rows[row * length + k]! /= norm;
}
