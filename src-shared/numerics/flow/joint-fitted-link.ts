import { pairNumbers } from '../correlation/derivative-axes';
import { degreeBases, multiIndexFactorial } from '../correlation/multi-indices';
import { PowerBlocks } from '../correlation/power-blocks';
import type { HermiteTable } from '../link/hermite-table';
import type { StudentBasis } from './joint-basis';
import { derivativeRows, DerivativePolynomials } from './joint-derivatives';
import { constantTerm } from './link-parts';

/**
 * The refitted link A_{Mᵀ} f* = E[f*(v)|u] on R^q, Cov(v, u) = M, in a student basis, with its derivatives in M
 * (theory.md §1 and §3.3). With p(v) = Σ c*_beta v^beta/√beta! its coefficients are a_gamma = √gamma! [t^gamma] p(Mt), so
 *     ∂a_gamma/∂M_ij = √gamma! [t^(gamma − e_j)] (∂_i p)(Mt),
 *     ∂²a_gamma/∂M_ij∂M_kl = √gamma! [t^(gamma − e_j − e_l)] (∂_i∂_k p)(Mt).
 * `moveTo` sets M for the calls that follow; calls allocate nothing.
 */
export class FittedLink {
  private readonly r: number;
  private readonly q: number;
  /** Largest degree of a derivative. */
  private readonly highest: number;
  private readonly constant: number;
  private readonly powers: PowerBlocks;
  private readonly first: DerivativePolynomials;
  private readonly second: DerivativePolynomials;
  private readonly rootFactorial: Float64Array;
  private readonly degree: Float64Array;
  /** Numbers of the derivatives ∂_i∂_k on R^r and R^q. */
  private readonly pair: Int32Array;
  private readonly studentPair: Int32Array;
  private readonly M: Float64Array;
  /** c_gamma √gamma!. */
  private readonly weighted: Float64Array;
  /** E[∂_i∂_k f* ∂_j∂_l f], pairs of R^r × pairs of R^q. */
  private readonly curvature: Float64Array;

  /** `basis` must have every degree of `link`. */
  constructor(link: HermiteTable, basis: StudentBasis) {
    const { q, indices } = basis;
    const rows = derivativeRows(link);
    const columns = degreeBases(q, rows.length - 1);
    this.r = link.r;
    this.q = q;
    this.highest = rows.length - 1;
    this.constant = constantTerm(link);
    this.powers = new PowerBlocks(rows, columns);
    this.first = new DerivativePolynomials(link, 1, basis, rows, columns);
    this.second = new DerivativePolynomials(link, 2, basis, rows, columns);
    this.rootFactorial = Float64Array.from(indices, (gamma) => Math.sqrt(multiIndexFactorial(gamma)));
    this.degree = Float64Array.from(indices, (gamma) => gamma.reduce((sum, k) => sum + k, 0));
    this.pair = pairNumbers(link.r);
    this.studentPair = pairNumbers(q);
    this.M = new Float64Array(link.r * q);
    this.weighted = new Float64Array(indices.length);
    this.curvature = new Float64Array((link.r * (link.r + 1) * q * (q + 1)) / 4);
  }

  /** Makes M (r × q) the point of the calls that follow; `driveSlope` needs `withCurvature`. */
  moveTo(M: Float64Array, withCurvature: boolean): void {
    this.M.set(M);
    this.first.clear();
    this.second.clear();
    this.powers.forEachDegree(M, this.highest, withCurvature ? this.addToBoth : this.addToFirst);
  }

  /** Writes a (N) into `out`: of degree k, a_gamma = (1/k) Σ_ij M_ij ∂a_gamma/∂M_ij (Euler). */
  coefficients(out: Float64Array): void {
    this.rate(this.M, out);
    for (let g = 0; g < out.length; g++) {
      out[g] = this.degree[g] === 0 ? this.constant : out[g]! / this.degree[g]!;
    }
  }

  /** Writes Σ_ij V_ij ∂a_gamma/∂M_ij (N), the rate of a when M moves with velocity V (r × q), into `out`. */
  rate(V: Float64Array, out: Float64Array): void {
    const { r, q, rootFactorial } = this;
    const { size, values, raised } = this.first;
    out.fill(0);
    for (let x = 0; x < size; x++) {
      for (let j = 0; j < q; j++) {
        let sum = 0;
        for (let i = 0; i < r; i++) sum += V[i * q + j]! * values[i * size + x]!;
        out[raised[x * q + j]!]! += sum;
      }
    }
    for (let g = 0; g < out.length; g++) out[g]! *= rootFactorial[g]!;
  }

  /** Writes P_ij = Σ_gamma c_gamma ∂a_gamma/∂M_ij = E[∂_i f*(v) ∂_j f(u)] (r × q) for a student link c (N) into `out`. */
  drive(c: Float64Array, out: Float64Array): void {
    const { r, q } = this;
    const { size, values, raised } = this.first;
    this.weigh(c);
    for (let i = 0; i < r; i++) {
      for (let j = 0; j < q; j++) {
        let sum = 0;
        for (let x = 0; x < size; x++) sum += values[i * size + x]! * this.weighted[raised[x * q + j]!]!;
        out[i * q + j] = sum;
      }
    }
  }

  /** Writes ∂a_gamma/∂M_ij (N × rq) into `out`. */
  slope(out: Float64Array): void {
    const { r, q, rootFactorial } = this;
    const { size, values, raised } = this.first;
    const n = r * q;
    out.fill(0);
    for (let x = 0; x < size; x++) {
      for (let j = 0; j < q; j++) {
        const g = raised[x * q + j]!;
        for (let i = 0; i < r; i++) out[g * n + i * q + j] = rootFactorial[g]! * values[i * size + x]!;
      }
    }
  }

  /** Writes Σ_gamma c_gamma ∂²a_gamma/∂M_ij∂M_kl (rq × rq) for a student link c (N) into `out`. */
  driveSlope(c: Float64Array, out: Float64Array): void {
    const { r, q, curvature } = this;
    const { size, values, raised } = this.second;
    const width = (q * (q + 1)) / 2;
    this.weigh(c);
    curvature.fill(0);
    for (let x = 0; x < size; x++) {
      for (let jl = 0; jl < width; jl++) {
        const weight = this.weighted[raised[x * width + jl]!]!;
        if (weight === 0) continue;
        for (let ik = 0; ik < (r * (r + 1)) / 2; ik++) {
          curvature[ik * width + jl]! += values[ik * size + x]! * weight;
        }
      }
    }
    const n = r * q;
    for (let i = 0; i < r; i++) {
      for (let k = 0; k < r; k++) {
        const row = this.pair[i * r + k]! * width;
        for (let j = 0; j < q; j++) {
          for (let l = 0; l < q; l++) {
            out[(i * q + j) * n + k * q + l] = curvature[row + this.studentPair[j * q + l]!]!;
          }
        }
      }
    }
  }

  /** Writes Σ_ij V_ij ∂²a_gamma/∂M_ij∂M_kl (N × rq) for a velocity V (r × q) into `out`. */
  slopeRate(V: Float64Array, out: Float64Array): void {
    const { r, q, rootFactorial, pair, studentPair } = this;
    const { size, values, raised } = this.second;
    const width = (q * (q + 1)) / 2;
    const n = r * q;
    out.fill(0);
    for (let x = 0; x < size; x++) {
      for (let k = 0; k < r; k++) {
        for (let j = 0; j < q; j++) {
          let sum = 0;
          for (let i = 0; i < r; i++) sum += V[i * q + j]! * values[pair[i * r + k]! * size + x]!;
          if (sum === 0) continue;
          for (let l = 0; l < q; l++) {
            const g = raised[x * width + studentPair[j * q + l]!]!;
            out[g * n + k * q + l]! += rootFactorial[g]! * sum;
          }
        }
      }
    }
  }

  private weigh(c: Float64Array): void {
    for (let g = 0; g < c.length; g++) this.weighted[g] = c[g]! * this.rootFactorial[g]!;
  }

  private readonly addToFirst = (k: number, R: Float64Array): void => {
    this.first.addDegree(k, R);
  };

  private readonly addToBoth = (k: number, R: Float64Array): void => {
    this.first.addDegree(k, R);
    this.second.addDegree(k, R);
  };
}
