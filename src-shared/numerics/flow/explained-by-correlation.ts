import type { Correlation } from '../correlation/correlation';
import type { ExplainedEnergy } from './explained-energy';
import { gram } from './matrix-products';

/**
 * The explained energy from the correlation C of the link with itself, at G = MMᵀ (theory.md §2): ∂D_ab/∂M_ij =
 * Σ_d (H_ab,id + H_ab,di) M_dj with H = ∂²C/∂G∂G, by the chain rule. The fastest for links of few terms.
 */
export function explainedByCorrelation(correlation: Correlation, p: number): ExplainedEnergy {
  const { r } = correlation;
  const n = r * p;
  const G = new Float64Array(r * r);
  const hessian = new Float64Array(r * r * r * r);
  /** ∂D_ab/∂M_i· of one ab and one i (p). */
  const outerSlope = new Float64Array(p);

  /** Fills `outerSlope` for D_ab and row i. Returns whether it is nonzero: mostly not, where terms are few. */
  function fillOuterSlope(M: Float64Array, a: number, b: number, i: number): boolean {
    const row = (a * r + b) * r * r;
    let nonzero = false;
    for (let d = 0; d < r; d++) {
      const second = hessian[row + i * r + d]! + hessian[row + d * r + i]!;
      if (second === 0) continue;
      if (!nonzero) outerSlope.fill(0);
      nonzero = true;
      for (let j = 0; j < p; j++) outerSlope[j]! += second * M[d * p + j]!;
    }
    return nonzero;
  }

  return {
    value(M) {
      gram(M, r, p, G);
      return correlation.value(G);
    },
    outerProduct(M, out) {
      gram(M, r, p, G);
      correlation.gradient(G, out);
    },
    outerProductAt: (G, out) => correlation.gradient(G, out),
    driveSlope(M, D, out) {
      gram(M, r, p, G);
      correlation.hessian(G, hessian);
      out.fill(0);
      for (let a = 0; a < r; a++) {
        for (let b = 0; b < r; b++) {
          for (let l = 0; l < p; l++) out[(a * p + l) * n + b * p + l] = D[a * r + b]!;
        }
      }
      for (let a = 0; a < r; a++) {
        for (let b = 0; b < r; b++) {
          for (let i = 0; i < r; i++) {
            if (!fillOuterSlope(M, a, b, i)) continue;
            for (let l = 0; l < p; l++) {
              const m = M[b * p + l]!;
              const target = (a * p + l) * n + i * p;
              for (let j = 0; j < p; j++) out[target + j]! += m * outerSlope[j]!;
            }
          }
        }
      }
    },
  };
}
