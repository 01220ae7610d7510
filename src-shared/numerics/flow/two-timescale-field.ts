import type { HermiteTable } from '../link/hermite-table';
import { compileExplainedEnergy } from './compile-explained-energy';
import { gaussLegendre } from './gauss-legendre';
import { lazily } from './lazily';
import { absoluteLink, linkEnergy, withoutConstant } from './link-parts';
import { complement, gram, multiply, multiplyTransposed } from './matrix-products';
import { createProjectedSquare } from './projected-square';
import { hasSameBits } from './same-bits';

/** Fraction of the energy: when less is left to explain, the difference to the whole has lost two digits. */
const CANCELLING = 0.01;

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
  /** Writes ∂X_kl/∂M_ij (rp × rp) into `out`. */
  driveSlope(M: Float64Array, out: Float64Array): void;
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
  const explained = compileExplainedEnergy(moving, p);
  const signal = linkEnergy(moving);
  const magnitude = lazily(() => compileExplainedEnergy(absoluteLink(moving), p));
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
  /** ∂X_kl/∂M_ij (rp × rp). */
  const driveSlope = new Float64Array(n * n);

  function evaluate(M: Float64Array): void {
    if (hasSameBits(at, M)) return;
    for (let i = 0; i < n; i++) at[i] = M[i]!;
    gram(M, r, p, G);
    complement(G, r, Z);
    explained.outerProduct(M, D);
    multiply(D, M, r, r, p, X);
  }

  function jacobian(M: Float64Array, out: Float64Array): void {
    evaluate(M);
    explained.driveSlope(M, D, driveSlope);
    // The slopes of the p entries of a row of X are one long row.
    multiply(Z, driveSlope, r, r, p * n, out);
    addExplicitSlope(M, out);
  }

  /** Adds the slope of (I − MMᵀ) X at fixed X: −δ_ki S_jl − M_kj X_il, S = Mᵀ X. */
  function addExplicitSlope(M: Float64Array, out: Float64Array): void {
    multiplyTransposed(M, X, r, p, p, S);
    for (let k = 0; k < r; k++) {
      for (let l = 0; l < p; l++) {
        const row = (k * p + l) * n;
        for (let i = 0; i < r; i++) {
          const x = X[i * p + l]!;
          for (let j = 0; j < p; j++) out[row + i * p + j]! -= M[k * p + j]! * x;
        }
        for (let j = 0; j < p; j++) out[row + k * p + j]! -= S[j * p + l]!;
      }
    }
  }

  /** Whether nearly all of the energy is explained for sure: C_k(I − Z) ≥ (1 − k tr Z) ‖T_k‖², for Z ⪯ (tr Z) I. */
  function isSurelyNearTarget(): boolean {
    let trace = 0;
    for (let i = 0; i < r; i++) trace += lossZ[i * r + i]!;
    return moving.degree * trace <= CANCELLING;
  }

  /** ½ ∫₀¹ tr(D(I − xZ) Z) dx: exact, and a sum of small terms when Z is small (theory.md §10.5). */
  function lossNearTarget(): number {
    let sum = 0;
    for (let node = 0; node < rule.nodes.length; node++) {
      const x = rule.nodes[node]!;
      for (let i = 0; i < r * r; i++) between[i] = -x * lossZ[i]!;
      for (let i = 0; i < r; i++) between[i * r + i]! += 1;
      explained.outerProductAt(between, lossD);
      let trace = 0;
      for (let i = 0; i < r * r; i++) trace += lossD[i]! * lossZ[i]!;
      sum += rule.weights[node]! * trace;
    }
    return Math.max(0, sum / 2);
  }

  return {
    signal,
    outerProduct: explained.outerProduct,
    drive(M, out) {
      evaluate(M);
      out.set(X);
    },
    driveSlope(M, out) {
      evaluate(M);
      explained.driveSlope(M, D, out);
    },
    derivative(M, out) {
      evaluate(M);
      multiply(Z, X, r, r, p, out);
    },
    jacobian,
    roundoff(M, out) {
      for (let i = 0; i < n; i++) size[i] = Math.abs(M[i]!);
      gram(size, r, p, lossG);
      magnitude().outerProduct(size, lossD);
      multiply(lossD, size, r, r, p, bound);
      for (let i = 0; i < r; i++) lossG[i * r + i]! += 1;
      multiply(lossG, bound, r, r, p, out);
      for (let i = 0; i < n; i++) out[i]! *= Number.EPSILON / 2;
    },
    loss(M) {
      gram(M, r, p, lossG);
      complement(lossG, r, lossZ);
      if (isSurelyNearTarget()) return lossNearTarget();
      const energy = explained.value(M);
      return energy < (1 - CANCELLING) * signal ? (signal - energy) / 2 : lossNearTarget();
    },
    lossRate(M) {
      evaluate(M);
      return -projectedSquare(Z, X);
    },
  };
}
