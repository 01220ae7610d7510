import type { DegreeBasis } from './multi-indices';
import { rowRule, type RowRule } from './row-rule';

/**
 * The matrices R_k(M) of (Mt)^beta = Σ_gamma R_{beta,gamma} t^gamma, degree by degree, by the recursion of theory.md §2:
 * R_beta = Σ_j M_ij shift_j(R_{beta − e_i}). Two buffers are reused; nothing is allocated per call.
 */
export class PowerBlocks {
  private readonly rules: readonly RowRule[];
  private even: Float64Array;
  private odd: Float64Array;

  /** `rowBases` are those of N^r, `columnBases` those of N^q, for degrees 0 … K. */
  constructor(
    private readonly rowBases: readonly DegreeBasis[],
    private readonly columnBases: readonly DegreeBasis[],
  ) {
    this.rules = rowBases.map((basis, k) => rowRule(basis, rowBases[k - 1]));
    const largest = Math.max(
      ...rowBases.map((basis, k) => basis.indices.length * (columnBases[k]?.indices.length ?? 0)),
    );
    this.even = new Float64Array(largest);
    this.odd = new Float64Array(largest);
  }

  /** Calls `visit` with k and R_k(M) (row-major, valid during the call) for k = 0 … degree. */
  forEachDegree(M: Float64Array, degree: number, visit: (k: number, R: Float64Array) => void): void {
    this.even[0] = 1;
    visit(0, this.even);
    for (let k = 1; k <= degree; k++) {
      const from = k % 2 === 0 ? this.odd : this.even;
      const to = k % 2 === 0 ? this.even : this.odd;
      this.raise(M, k, from, to);
      visit(k, to);
    }
  }

  private raise(M: Float64Array, k: number, from: Float64Array, to: Float64Array): void {
    const { parent, axis } = this.rules[k]!;
    const raised = this.columnBases[k - 1]!.raised;
    const q = raised.length;
    const width = this.columnBases[k - 1]!.indices.length;
    const newWidth = this.columnBases[k]!.indices.length;
    const rows = this.rowBases[k]!.indices.length;
    to.fill(0, 0, rows * newWidth);
    for (let row = 0; row < rows; row++) {
      const source = parent[row]! * width;
      const target = row * newWidth;
      for (let j = 0; j < q; j++) {
        const entry = M[axis[row]! * q + j]!;
        if (entry === 0) continue;
        const position = raised[j]!;
        for (let b = 0; b < width; b++) to[target + position[b]!]! += entry * from[source + b]!;
      }
    }
  }
}
