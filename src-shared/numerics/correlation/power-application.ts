import type { DegreeBasis } from './multi-indices';
import { rowRule, type RowRule } from './row-rule';

/**
 * The products R_k(M) X of the matrices of (Mt)^beta = Σ_gamma R_{beta,gamma} t^gamma (theory.md §2) with several vectors
 * at once, without forming R: one factor of (Mt)^beta after the other, U_{a+1}[beta + e_i, gamma] = Σ_j M_ij
 * U_a[beta, gamma + e_j] from U_0 = X to U_k = R X. Nothing is allocated per call.
 */
export class PowerApplication {
  private readonly rules: readonly RowRule[];
  private even: Float64Array;
  private odd: Float64Array;

  /** `rowBases` are those of N^r, `columnBases` those of N^q, for degrees 0 … K; `count` vectors at a time. */
  constructor(
    private readonly rowBases: readonly DegreeBasis[],
    private readonly columnBases: readonly DegreeBasis[],
    private readonly count: number,
  ) {
    this.rules = rowBases.map((basis, k) => rowRule(basis, rowBases[k - 1]));
    let largest = 1;
    rowBases.forEach((_, k) => {
      for (let a = 1; a <= k; a++) {
        largest = Math.max(largest, rowBases[a]!.indices.length * columnBases[k - a]!.indices.length);
      }
    });
    this.even = new Float64Array(largest * count);
    this.odd = new Float64Array(largest * count);
  }

  /** R_k(M) X for X with one row of `count` numbers per gamma of degree k; valid until the next call. */
  apply(k: number, M: Float64Array, X: Float64Array): Float64Array {
    let from = X;
    for (let a = 1; a <= k; a++) {
      const to = a % 2 === 0 ? this.even : this.odd;
      this.replaceFactor(a, k - a, M, from, to);
      from = to;
    }
    return from;
  }

  /** U_a from U_{a−1}; gamma has degree `rest`. */
  private replaceFactor(
    a: number,
    rest: number,
    M: Float64Array,
    from: Float64Array,
    to: Float64Array,
  ): void {
    const { count } = this;
    const { parent, axis } = this.rules[a]!;
    const { raised, indices } = this.columnBases[rest]!;
    const q = raised.length;
    const blocked = q - (q % 4);
    const width = indices.length;
    const widthBefore = this.columnBases[rest + 1]!.indices.length;
    const rows = this.rowBases[a]!.indices.length;
    to.fill(0, 0, rows * width * count);
    for (let row = 0; row < rows; row++) {
      const source = parent[row]! * widthBefore;
      const entry = axis[row]! * q;
      for (let gamma = 0; gamma < width; gamma++) {
        const target = (row * width + gamma) * count;
        for (let j = 0; j < blocked; j += 4) {
          const m0 = M[entry + j]!;
          const m1 = M[entry + j + 1]!;
          const m2 = M[entry + j + 2]!;
          const m3 = M[entry + j + 3]!;
          const s0 = (source + raised[j]![gamma]!) * count;
          const s1 = (source + raised[j + 1]![gamma]!) * count;
          const s2 = (source + raised[j + 2]![gamma]!) * count;
          const s3 = (source + raised[j + 3]![gamma]!) * count;
          for (let c = 0; c < count; c++) {
            to[target + c]! +=
              m0 * from[s0 + c]! + m1 * from[s1 + c]! + (m2 * from[s2 + c]! + m3 * from[s3 + c]!);
          }
        }
        for (let j = blocked; j < q; j++) {
          const m = M[entry + j]!;
          if (m === 0) continue;
          const s = (source + raised[j]![gamma]!) * count;
          for (let c = 0; c < count; c++) to[target + c]! += m * from[s + c]!;
        }
      }
    }
  }
}
