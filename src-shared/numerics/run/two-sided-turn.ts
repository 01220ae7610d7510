import { multiply, multiplyByTransposed, multiplyTransposed } from '../flow/matrix-products';

/**
 * The map N ↦ U N Vᵀ of rows × columns matrices and its inverse, U and V orthogonal (axes as columns); null stands for the
 * identity. Calls allocate nothing.
 */
export class TwoSidedTurn {
  private readonly between: Float64Array;

  constructor(
    readonly rows: number,
    readonly columns: number,
    readonly left: Float64Array | null,
    readonly right: Float64Array | null,
  ) {
    this.between = new Float64Array(rows * columns);
  }

  /** Writes U N Vᵀ into `out`, which may be N itself. */
  forward(N: Float64Array, out: Float64Array): void {
    const { rows, columns, left, right, between } = this;
    if (left === null) between.set(N);
    else multiply(left, N, rows, rows, columns, between);
    if (right === null) out.set(between);
    else multiplyByTransposed(between, right, rows, columns, columns, out);
  }

  /** Writes Uᵀ A V into `out`, which may be A itself. */
  backward(A: Float64Array, out: Float64Array): void {
    const { rows, columns, left, right, between } = this;
    if (left === null) between.set(A);
    else multiplyTransposed(left, A, rows, rows, columns, between);
    if (right === null) out.set(between);
    else multiply(between, right, rows, columns, columns, out);
  }
}
