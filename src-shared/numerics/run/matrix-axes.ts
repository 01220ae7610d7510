import { multiply, multiplyTransposed } from '../flow/matrix-products';
import { GradedRows } from './graded-rows';
import type { RelativeSpeed } from './velocity-bound';

/** One side of the axes of N in A = U N Vᵀ, as plain data. */
export interface SideAxes {
  /** U or V, orthogonal, axes as columns. */
  readonly axes: Float64Array;
  /** The axes are turned when rows or columns lean more than this (see GradedRows); never when it is infinite. */
  readonly limit: number;
}

/** The axes of N on both sides, as plain data: with them and N a flow can be made again. */
export interface Alignment {
  readonly left: SideAxes;
  readonly right: SideAxes;
}

/** Axes are turned when the lean is this many times what it was when they were chosen, or what is harmless … */
const TOLERATED_GROWTH = 32;
/** … or, in a step of length h, when lean · speed · h is more than this: rounding then moves short rows by 1e-10 of them … */
const TOLERATED_DRIFT = 1e6;
/** … but not for a lean below this, which may be all there is. */
const SMALLEST_LEAN = 1e-3;
/** Turns of one side after the other until both are aligned: each squares what is left. */
const MAX_PASSES = 4;

/**
 * The axes in which a state N (rows × columns) stands for A = U N Vᵀ. They follow the singular directions of N coarsely:
 * they are turned only when a short row (for U) or column (for V) of N leans on much longer ones so much that its own
 * small part drowns (theory.md §10.3).
 */
export class MatrixAxes {
  private left: SideAxes;
  private right: SideAxes;
  private former: Alignment;
  /** Lean that does no harm in the coming step. */
  private harmless = 0;
  private readonly rowGrades: GradedRows;
  private readonly columnGrades: GradedRows;
  private readonly transposed: Float64Array;
  private readonly between: Float64Array;

  constructor(
    readonly rows: number,
    readonly columns: number,
    alignment: Alignment,
  ) {
    this.left = alignment.left;
    this.right = alignment.right;
    this.former = alignment;
    this.rowGrades = new GradedRows(rows, columns);
    this.columnGrades = new GradedRows(columns, rows);
    this.transposed = new Float64Array(rows * columns);
    this.between = new Float64Array(rows * columns);
  }

  get alignment(): Alignment {
    return { left: this.left, right: this.right };
  }

  /** Takes the lean that a state N has at its start for harmless: no axes can help it. */
  tolerate(N: Float64Array): void {
    this.grade(N);
    this.left = { ...this.left, limit: Math.max(this.left.limit, this.rowGrades.lean * TOLERATED_GROWTH) };
    this.right = {
      ...this.right,
      limit: Math.max(this.right.limit, this.columnGrades.lean * TOLERATED_GROWTH),
    };
  }

  /** Goes back to the axes before the last `align` that changed them, and never turns them again. */
  fixFormer(): void {
    this.left = fixedAxes(this.former.left.axes);
    this.right = fixedAxes(this.former.right.axes);
  }

  /**
   * Writes N = Uᵀ A V into `out`, with 0 for entries that are no more than rounding of the turn: on a saddle they would be
   * a way out. Allocates.
   */
  enter(A: Float64Array, out: Float64Array): void {
    const { rows, columns } = this;
    const [U, V] = [this.left.axes, this.right.axes];
    const absolute = (X: Float64Array): Float64Array => X.map(Math.abs);
    const sizes = turned(absolute(U), absolute(A), absolute(V), rows, columns);
    const N = turned(U, A, V, rows, columns);
    const resolution = (rows + columns) * Number.EPSILON;
    for (let i = 0; i < N.length; i++) out[i] = Math.abs(N[i]!) <= resolution * sizes[i]! ? 0 : N[i]!;
  }

  /** Writes A = U N Vᵀ into `out`. */
  leave(N: Float64Array, out: Float64Array): void {
    const { rows, columns, between } = this;
    const V = this.right.axes;
    multiply(this.left.axes, N, rows, rows, columns, between);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < columns; k++) sum += between[i * columns + k]! * V[j * columns + k]!;
        out[i * columns + j] = sum;
      }
    }
  }

  /**
   * Turns the axes, and rewrites N in them, where N leans too much for a step of length h of a flow with these speeds. Answers whether anything changed. Allocates only then.
   */
  align(N: Float64Array, h: number, speed: RelativeSpeed): boolean {
    this.grade(N);
    const size = this.rowGrades.longest * Math.sqrt(this.rows);
    this.harmless = Math.max(SMALLEST_LEAN, TOLERATED_DRIFT / (speed(Math.min(1, size)) * h));
    if (!this.rightLeans && !this.leftLeans) return false;
    this.former = this.alignment;
    for (let pass = 0; pass < MAX_PASSES && (this.rightLeans || this.leftLeans); pass++) {
      if (this.rightLeans) this.turnRight(N);
      if (this.leftLeans) this.turnLeft(N);
    }
    return true;
  }

  private get leftLeans(): boolean {
    const { limit } = this.left;
    return limit < Infinity && this.rowGrades.lean > Math.min(limit, this.harmless);
  }

  private get rightLeans(): boolean {
    const { limit } = this.right;
    return limit < Infinity && this.columnGrades.lean > Math.min(limit, this.harmless);
  }

  private grade(N: Float64Array): void {
    this.rowGrades.grade(N);
    this.transpose(N);
    this.columnGrades.grade(this.transposed);
  }

  /** V ← V W and N ← N W, W the directions of the rows of N: then no column has a part of a shorter row. */
  private turnRight(N: Float64Array): void {
    const W = this.rowGrades.basis();
    this.rowGrades.rewrite(N, W);
    this.right = { axes: product(this.right.axes, W, this.columns), limit: TOLERATED_GROWTH };
    this.grade(N);
  }

  /** U ← U W and N ← Wᵀ N, W the directions of the columns of N. */
  private turnLeft(N: Float64Array): void {
    const { rows, columns, transposed } = this;
    const W = this.columnGrades.basis();
    this.columnGrades.rewrite(transposed, W);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) N[i * columns + j] = transposed[j * rows + i]!;
    }
    this.left = { axes: product(this.left.axes, W, rows), limit: TOLERATED_GROWTH };
    this.grade(N);
  }

  private transpose(N: Float64Array): void {
    const { rows, columns, transposed } = this;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) transposed[j * rows + i] = N[i * columns + j]!;
    }
  }
}

/** Axes that may be turned when that is needed. */
export function movableAxes(axes: Float64Array): SideAxes {
  return { axes, limit: TOLERATED_GROWTH };
}

/** Axes that stay as they are. */
export function fixedAxes(axes: Float64Array): SideAxes {
  return { axes, limit: Infinity };
}

/** Uᵀ A V. */
function turned(
  U: Float64Array,
  A: Float64Array,
  V: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  const between = new Float64Array(rows * columns);
  const N = new Float64Array(rows * columns);
  multiplyTransposed(U, A, rows, rows, columns, between);
  multiply(between, V, rows, columns, columns, N);
  return N;
}

function product(A: Float64Array, B: Float64Array, size: number): Float64Array {
  const C = new Float64Array(size * size);
  multiply(A, B, size, size, size, C);
  return C;
}
