import type { Correlation } from '../correlation/correlation';
import type { ExplainedEnergy } from './explained-energy';
import { addScaledRow, gram } from './matrix-products';

/**
 * The explained energy from the correlation C of the link with itself, at G = MMᵀ (theory.md §2): ∂D_ab/∂M_ij =
 * Σ_d (H_ab,id + H_ab,di) M_dj with H = ∂²C/∂G∂G, by the chain rule. The fastest for links of few terms.
 */
export function explainedByCorrelation(correlation: Correlation, p: number): ExplainedEnergy {
  const { r } = correlation;
  const n = r * p;
  const G = new Float64Array(r * r);
  const hessian = new Float64Array(r * r * r * r);
  /** ∂D_ab/∂M_ij of one ab. */
  const outerSlope = new Float64Array(n);

  /** Fills `outerSlope` for D_ab. Returns whether it is nonzero. */
  function fillOuterSlope(ab: number, M: Float64Array): boolean {
    const row = ab * r * r;
    let nonzero = false;
    for (let i = 0; i < r; i++) {
      for (let j = 0; j < p; j++) outerSlope[i * p + j] = 0;
      for (let d = 0; d < r; d++) {
        const second = hessian[row + i * r + d]! + hessian[row + d * r + i]!;
        if (second === 0) continue;
        nonzero = true;
        for (let j = 0; j < p; j++) outerSlope[i * p + j]! += second * M[d * p + j]!;
      }
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
      for (let ab = 0; ab < r * r; ab++) {
        if (!fillOuterSlope(ab, M)) continue;
        const a = Math.floor(ab / r);
        const b = ab - a * r;
        for (let l = 0; l < p; l++) addScaledRow(M[b * p + l]!, outerSlope, 0, out, a * p + l, n);
      }
    },
  };
}
