import { compileCorrelation } from '../correlation/compile-correlation';
import type { HermiteTable } from '../link/hermite-table';
import { gaussLegendre } from './gauss-legendre';
import { lazily } from './lazily';
import { absoluteLink, linkEnergy, withoutConstant } from './link-parts';
import { addScaledRow, complement, gram, multiply, multiplyTransposed } from './matrix-products';
import { createProjectedSquare } from './projected-square';

/**
 * The two-timescale vector field on r × p overlap matrices M and what belongs to it (theory.md §3.1), with G = MMᵀ,
 * Z = I − G, D(G)_ij = E[∂_i f* ∂_j f*], X = D M. Calls allocate nothing.
 */
export interface TwoTimescaleField {
  /** ‖f*‖² without the constant term. */
  readonly signal: number;
  /** Writes D(G) (r × r) into `out`. */
  outerProduct(M: Float64Array, out: Float64Array): void;
  /** Writes X = D(G) M (r × p), −∇_W L = W* X, into `out`. */
  drive(M: Float64Array, out: Float64Array): void;
  /** Writes M' = Z D(G) M (r × p) into `out`. */
  derivative(M: Float64Array, out: Float64Array): void;
  /** Writes ∂M'_kl/∂M_ij (rp × rp) into `out`. */
  jacobian(M: Float64Array, out: Float64Array): void;
  /** Writes the size of the rounding errors of `derivative` (r × p) into `out` (see OdeSystem.roundoff). */
  roundoff(M: Float64Array, out: Float64Array): void;
  /** L = ½ (C(I) − C(G)), without cancellation when G is near I (theory.md §10.5). */
  loss(M: Float64Array): number;
  /** dL/dt = −tr XᵀZX. */
  lossRate(M: Float64Array): number;
}

/** The two-timescale field of a link on r × p matrices (theory.md §3.1). Throws InvalidInputError for links too dense. */
export function twoTimescaleField(link: HermiteTable, p: number): TwoTimescaleField {
  const r = link.r;
  const n = r * p;
  const moving = withoutConstant(link);
  const correlation = compileCorrelation(moving, moving);
  const signal = linkEnergy(moving);
  const magnitude = lazily(() => compileCorrelation(absoluteLink(moving), absoluteLink(moving)));
  const rule = gaussLegendre(Math.max(1, Math.ceil(moving.degree / 2)));
  const projectedSquare = createProjectedSquare(r, p);

  /** Where G, Z, D and X were last evaluated; one step of an integration asks at its ends three times. */
  const at = new Float64Array(n).fill(NaN);
  const G = new Float64Array(r * r);
  const Z = new Float64Array(r * r);
  const D = new Float64Array(r * r);
  const X = new Float64Array(n);
  /** What losses and bounds are worked out in, so that G, Z, D and X stay. */
  const lossG = new Float64Array(r * r);
  const lossZ = new Float64Array(r * r);
  const lossD = new Float64Array(r * r);
  const bound = new Float64Array(n);
  const size = new Float64Array(n);
  const between = new Float64Array(r * r);
  const S = new Float64Array(p * p);
  const hessian = new Float64Array(r * r * r * r);
  /** ∂D_ab/∂M_ij (r² × rp) and ∂D_ab/∂M_ij contracted with M over b (rp × rp). */
  const outerSlope = new Float64Array(r * r * n);
  const driveSlope = new Float64Array(n * n);

  function isEvaluatedAt(M: Float64Array): boolean {
    // By the bits: 0 and −0 have other products.
    for (let i = 0; i < n; i++) if (!Object.is(at[i], M[i])) return false;
    return true;
  }

  function evaluate(M: Float64Array): void {
    if (isEvaluatedAt(M)) return;
    for (let i = 0; i < n; i++) at[i] = M[i]!;
    gram(M, r, p, G);
    complement(G, r, Z);
    correlation.gradient(G, D);
    multiply(D, M, r, r, p, X);
  }

  function jacobian(M: Float64Array, out: Float64Array): void {
    evaluate(M);
    correlation.hessian(G, hessian);
    multiplyTransposed(M, X, r, p, p, S);
    driveSlope.fill(0);
    for (let ab = 0; ab < r * r; ab++) {
      if (!fillOuterSlope(ab, M)) continue;
      const a = Math.floor(ab / r);
      const b = ab - a * r;
      for (let l = 0; l < p; l++) addScaledRow(M[b * p + l]!, outerSlope, ab, driveSlope, a * p + l, n);
    }
    out.fill(0);
    for (let k = 0; k < r; k++) {
      for (let a = 0; a < r; a++) {
        const z = Z[k * r + a]!;
        if (z === 0) continue;
        for (let l = 0; l < p; l++) addScaledRow(z, driveSlope, a * p + l, out, k * p + l, n);
      }
    }
    addExplicitSlope(M, out);
  }

  /** Fills row ab of `outerSlope`: Σ_d (H_ab,id + H_ab,di) M_dj. Returns whether it is nonzero. */
  function fillOuterSlope(ab: number, M: Float64Array): boolean {
    const row = ab * r * r;
    const target = ab * n;
    let nonzero = false;
    for (let i = 0; i < r; i++) {
      for (let j = 0; j < p; j++) outerSlope[target + i * p + j] = 0;
      for (let d = 0; d < r; d++) {
        const second = hessian[row + i * r + d]! + hessian[row + d * r + i]!;
        if (second === 0) continue;
        nonzero = true;
        for (let j = 0; j < p; j++) outerSlope[target + i * p + j]! += second * M[d * p + j]!;
      }
    }
    return nonzero;
  }

  /** Adds the slope of Z D(G) M at fixed D: (Z D)_ki δ_jl − δ_ki S_jl − M_kj X_il, S = Mᵀ D M. */
  function addExplicitSlope(M: Float64Array, out: Float64Array): void {
    multiply(Z, D, r, r, r, between);
    for (let k = 0; k < r; k++) {
      for (let l = 0; l < p; l++) {
        const row = (k * p + l) * n;
        for (let i = 0; i < r; i++) {
          const x = X[i * p + l]!;
          for (let j = 0; j < p; j++) out[row + i * p + j]! -= M[k * p + j]! * x;
          out[row + i * p + l]! += between[k * r + i]!;
        }
        for (let j = 0; j < p; j++) out[row + k * p + j]! -= S[j * p + l]!;
      }
    }
  }

  /** ½ ∫₀¹ tr(D(I − xZ) Z) dx: exact, and a sum of small terms when Z is small (theory.md §10.5). */
  function lossNearTarget(): number {
    let sum = 0;
    for (let node = 0; node < rule.nodes.length; node++) {
      const x = rule.nodes[node]!;
      for (let i = 0; i < r * r; i++) between[i] = -x * lossZ[i]!;
      for (let i = 0; i < r; i++) between[i * r + i]! += 1;
      correlation.gradient(between, lossD);
      let trace = 0;
      for (let i = 0; i < r * r; i++) trace += lossD[i]! * lossZ[i]!;
      sum += rule.weights[node]! * trace;
    }
    return Math.max(0, sum / 2);
  }

  return {
    signal,
    outerProduct(M, out) {
      gram(M, r, p, lossG);
      correlation.gradient(lossG, out);
    },
    drive(M, out) {
      evaluate(M);
      out.set(X);
    },
    derivative(M, out) {
      evaluate(M);
      multiply(Z, X, r, r, p, out);
    },
    jacobian,
    roundoff(M, out) {
      for (let i = 0; i < n; i++) size[i] = Math.abs(M[i]!);
      gram(size, r, p, lossG);
      magnitude().gradient(lossG, lossD);
      multiply(lossD, size, r, r, p, bound);
      for (let i = 0; i < r; i++) lossG[i * r + i]! += 1;
      multiply(lossG, bound, r, r, p, out);
      for (let i = 0; i < n; i++) out[i]! *= Number.EPSILON / 2;
    },
    loss(M) {
      gram(M, r, p, lossG);
      complement(lossG, r, lossZ);
      const explained = correlation.value(lossG);
      return explained < signal / 2 ? (signal - explained) / 2 : lossNearTarget();
    },
    lossRate(M) {
      evaluate(M);
      return -projectedSquare(Z, X);
    },
  };
}
