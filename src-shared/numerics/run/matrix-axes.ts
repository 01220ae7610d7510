import { multiply, multiplyTransposed } from '../flow/matrix-products';
import { GradedRows } from './graded-rows';
import { TwoSidedTurn } from './two-sided-turn';
import type { RelativeSpeed } from './velocity-bound';

/** One side of the axes of N in A = U N Vᵀ, as plain data. */
export interface SideAxes {
  /** U or V, orthogonal, axes as columns. */
  readonly axes: Float64Array;
  /** The axes are turned when rows or columns lean more than this (see GradedRows); never when it is infinite. */
  readonly limit: number;
}

/** The axes in which the links are written, as plain data: the velocities of a state are computed there. */
export interface LinkAxes {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Whether they stay as they are: in other axes the links have too many terms. */
  readonly fixed: boolean;
}

/** The axes of N on both sides and those of the links, as plain data: with them and N a flow can be made again. */
export interface Alignment {
  readonly left: SideAxes;
  readonly right: SideAxes;
  readonly links: LinkAxes;
}

/**
 * The axes of a state are turned when the lean is this many times what it was when they were chosen: a tolerance relative
 * to the entries of a short row is so many times looser for the row's own small part …
 */
const TOLERATED_GROWTH = 32;
/**
 * … and both these and the axes of the links when, in a step of length h, lean · speed · h is more than this: rounding of
 * the velocities then moves short rows by 1e-11 of them …
 */
const TOLERATED_DRIFT = 1e5;
/** … but not for a lean below this, which may be all there is. */
const SMALLEST_LEAN = 1e-3;
/** Turns of one side after the other until both are aligned: each squares what is left. */
const MAX_PASSES = 4;

/** What `align` changed. */
export type AxesChange = 'nothing' | 'state' | 'links';

/**
 * The axes in which a state N (rows × columns) stands for A = U N Vᵀ, and those of the links. Both follow the singular
 * directions of N coarsely. The axes of the state are turned when a short row (for U) or column (for V) of N leans on much
 * longer ones, so that its own small part escapes the tolerance; that costs nothing. The axes of the links are turned to
 * those of the state only where that small part would drown in the rounding of the velocities (theory.md §10.3): links
 * that are sparse in their own axes are dense in others.
 */
export class MatrixAxes {
  private left: SideAxes;
  private right: SideAxes;
  private links: LinkAxes;
  private formerLinks: LinkAxes;
  /** Lean that does no harm in the coming step. */
  private harmless = 0;
  private relation: TwoSidedTurn | null;
  private readonly rowGrades: GradedRows;
  private readonly columnGrades: GradedRows;
  private readonly transposed: Float64Array;
  private readonly image: Float64Array;

  /** `linksSeeRight` is false where the links do not depend on V: then they are always in the state's axes there. */
  constructor(
    readonly rows: number,
    readonly columns: number,
    alignment: Alignment,
    private readonly linksSeeRight: boolean,
  ) {
    this.left = alignment.left;
    this.right = alignment.right;
    this.links = alignment.links;
    this.formerLinks = alignment.links;
    this.rowGrades = new GradedRows(rows, columns);
    this.columnGrades = new GradedRows(columns, rows);
    this.transposed = new Float64Array(rows * columns);
    this.image = new Float64Array(rows * columns);
    this.relation = this.linkTurn();
  }

  get alignment(): Alignment {
    return { left: this.left, right: this.right, links: this.links };
  }

  /** N ↦ A. */
  stateTurn(): TwoSidedTurn {
    return new TwoSidedTurn(this.rows, this.columns, this.left.axes, this.right.axes);
  }

  /** N ↦ B, the matrix in the axes of the links; null when these are the state's. */
  linkTurn(): TwoSidedTurn | null {
    const { rows, columns, left, right, links } = this;
    const relativeLeft = relativeAxes(links.left, left.axes, rows);
    const relativeRight = relativeAxes(links.right, right.axes, columns);
    if (relativeLeft === null && relativeRight === null) return null;
    return new TwoSidedTurn(rows, columns, relativeLeft, relativeRight);
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

  /** Goes back to the axes of the links before the last `align`, and never turns them again. */
  keepFormerLinks(): void {
    this.links = { ...this.formerLinks, fixed: true };
    this.relation = this.linkTurn();
  }

  /**
   * Writes N = Uᵀ A V into `out`, with 0 for entries that are no more than rounding of the turn: on a saddle they would be
   * a way out. Allocates.
   */
  enter(A: Float64Array, out: Float64Array): void {
    const { rows, columns } = this;
    const [U, V] = [this.left.axes, this.right.axes];
    const absolute = (X: Float64Array): Float64Array => X.map(Math.abs);
    const N = new Float64Array(rows * columns);
    const sizes = new Float64Array(rows * columns);
    new TwoSidedTurn(rows, columns, U, V).backward(A, N);
    new TwoSidedTurn(rows, columns, absolute(U), absolute(V)).backward(absolute(A), sizes);
    const resolution = (rows + columns) * Number.EPSILON;
    for (let i = 0; i < N.length; i++) out[i] = Math.abs(N[i]!) <= resolution * sizes[i]! ? 0 : N[i]!;
  }

  /**
   * Turns the axes, and rewrites N in those of the state, where N leans too much for a step of length h of a flow with
   * these speeds. Answers what changed; `links` includes the state. Allocates only when something does.
   */
  align(N: Float64Array, h: number, speed: RelativeSpeed): AxesChange {
    this.grade(N);
    const size = this.rowGrades.longest * Math.sqrt(this.rows);
    this.harmless = Math.max(SMALLEST_LEAN, TOLERATED_DRIFT / (speed(Math.min(1, size)) * h));
    const turns = this.rightLeans || this.leftLeans;
    if (turns) this.turnState(N);
    this.formerLinks = this.links;
    if (!this.linksLean(N)) return turns ? 'state' : 'nothing';
    this.links = { left: this.left.axes, right: this.right.axes, fixed: false };
    this.relation = null;
    return 'links';
  }

  private turnState(N: Float64Array): void {
    for (let pass = 0; pass < MAX_PASSES && (this.rightLeans || this.leftLeans); pass++) {
      if (this.rightLeans) this.turnRight(N);
      if (this.leftLeans) this.turnLeft(N);
    }
    if (!this.linksSeeRight) this.links = { ...this.links, right: this.right.axes };
    this.relation = this.linkTurn();
  }

  /** Whether rows or columns drown in the axes of the links. */
  private linksLean(N: Float64Array): boolean {
    const { relation, image } = this;
    if (this.links.fixed || relation === null) return false;
    relation.forward(N, image);
    this.grade(image);
    return Math.max(this.rowGrades.lean, this.columnGrades.lean) > this.harmless;
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

/** Axes as seen from others; null when they are the same. */
function relativeAxes(from: Float64Array, axes: Float64Array, size: number): Float64Array | null {
  if (axes.every((entry, i) => entry === from[i])) return null;
  const relative = new Float64Array(size * size);
  multiplyTransposed(from, axes, size, size, size, relative);
  return relative;
}

function product(A: Float64Array, B: Float64Array, size: number): Float64Array {
  const C = new Float64Array(size * size);
  multiply(A, B, size, size, size, C);
  return C;
}
