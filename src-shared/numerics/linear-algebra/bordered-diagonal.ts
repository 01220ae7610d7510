import { factorLu, solveLu } from './lu';

/**
 * The matrix W = [diag | B; C | S] with a long diagonal (N) and a narrow border (n), and the solution of W x = b by
 * eliminating the diagonal part: N n² operations and an LU of size n instead of (N + n)³ (numerics.md §3.4). Fill the
 * blocks, factor, solve. Calls allocate nothing.
 */
export class BorderedDiagonalSystem {
  /** diag (N). */
  readonly diagonal: Float64Array;
  /** B, N × n row-major. */
  readonly right: Float64Array;
  /** Cᵀ, N × n row-major: column g of C is row g here. */
  readonly bottomTransposed: Float64Array;
  /** S, n × n row-major. */
  readonly corner: Float64Array;
  /** 1/diag of the last factorisation. */
  private readonly inverse: Float64Array;
  /** LU of the Schur complement S − C diag⁻¹ B. */
  private readonly schur: Float64Array;
  private readonly pivots: Int32Array;
  private readonly border: Float64Array;

  constructor(
    /** Length N of the diagonal. */
    readonly length: number,
    /** Width n of the border. */
    readonly width: number,
  ) {
    this.diagonal = new Float64Array(length);
    this.right = new Float64Array(length * width);
    this.bottomTransposed = new Float64Array(length * width);
    this.corner = new Float64Array(width * width);
    this.inverse = new Float64Array(length);
    this.schur = new Float64Array(width * width);
    this.pivots = new Int32Array(width);
    this.border = new Float64Array(width);
  }

  /**
   * Factors W; false when an entry of diag or the Schur complement is singular or not finite. There is no pivoting between
   * diagonal and border: the diagonal must not be small against B and C.
   */
  factor(): boolean {
    const { length, diagonal, inverse, schur } = this;
    for (let g = 0; g < length; g++) {
      const reciprocal = 1 / diagonal[g]!;
      if (!(Math.abs(reciprocal) < Infinity) || reciprocal === 0) return false;
      inverse[g] = reciprocal;
    }
    schur.set(this.corner);
    const blocked = length - (length % 4);
    for (let g = 0; g < blocked; g += 4) this.eliminateFour(g);
    for (let g = blocked; g < length; g++) this.eliminate(g);
    return factorLu(schur, this.width, this.pivots);
  }

  /** Solves W x = b in place: `b` (N + n, the diagonal part first) is overwritten by x. */
  solve(b: Float64Array): void {
    const { length, width, right, bottomTransposed, inverse, border } = this;
    for (let i = 0; i < width; i++) border[i] = b[length + i]!;
    for (let g = 0; g < length; g++) {
      const x = inverse[g]! * b[g]!;
      const row = g * width;
      for (let i = 0; i < width; i++) border[i]! -= bottomTransposed[row + i]! * x;
    }
    solveLu(this.schur, width, this.pivots, border);
    for (let g = 0; g < length; g++) {
      const row = g * width;
      let sum = b[g]!;
      for (let i = 0; i < width; i++) sum -= right[row + i]! * border[i]!;
      b[g] = inverse[g]! * sum;
    }
    for (let i = 0; i < width; i++) b[length + i] = border[i]!;
  }

  /** Writes W ((N + n) × (N + n), row-major) into `out`. */
  writeDense(out: Float64Array): void {
    const { length, width, diagonal, right, bottomTransposed, corner } = this;
    const size = length + width;
    out.fill(0);
    for (let g = 0; g < length; g++) {
      out[g * size + g] = diagonal[g]!;
      for (let i = 0; i < width; i++) {
        out[g * size + length + i] = right[g * width + i]!;
        out[(length + i) * size + g] = bottomTransposed[g * width + i]!;
      }
    }
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) out[(length + i) * size + length + j] = corner[i * width + j]!;
    }
  }

  /** `eliminate` for g … g + 3 at once: one pass over the Schur complement instead of four. */
  private eliminateFour(g: number): void {
    const { width, right, bottomTransposed, inverse, schur } = this;
    const row0 = g * width;
    const row1 = row0 + width;
    const row2 = row1 + width;
    const row3 = row2 + width;
    for (let i = 0; i < width; i++) {
      const factor0 = bottomTransposed[row0 + i]! * inverse[g]!;
      const factor1 = bottomTransposed[row1 + i]! * inverse[g + 1]!;
      const factor2 = bottomTransposed[row2 + i]! * inverse[g + 2]!;
      const factor3 = bottomTransposed[row3 + i]! * inverse[g + 3]!;
      const target = i * width;
      for (let j = 0; j < width; j++) {
        const first = factor0 * right[row0 + j]! + factor1 * right[row1 + j]!;
        const second = factor2 * right[row2 + j]! + factor3 * right[row3 + j]!;
        schur[target + j]! -= first + second;
      }
    }
  }

  /** Subtracts column g of C times row g of B over the pivot from the Schur complement. */
  private eliminate(g: number): void {
    const { width, right, bottomTransposed, schur } = this;
    const row = g * width;
    for (let i = 0; i < width; i++) {
      const factor = bottomTransposed[row + i]! * this.inverse[g]!;
      if (factor === 0) continue;
      const target = i * width;
      for (let j = 0; j < width; j++) schur[target + j]! -= factor * right[row + j]!;
    }
  }
}
