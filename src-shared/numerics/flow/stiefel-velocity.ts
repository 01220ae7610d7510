import type { StiefelMetric } from '../../model/experiment';
import { addScaledRow, complement, gram, multiplyTransposed } from './matrix-products';
import { createProjectedSquare } from './projected-square';

/**
 * The motion of r × q overlap matrices M that a drive P (r × q, −∇_W L = W* P) makes on the Stiefel manifold, with
 * G = MMᵀ, Z = I − G, S = MᵀP. Both metrics are one formula,
 *     M' = Z P + κ M skew(MᵀP),   κ = 1 embedded (2e), κ = 2 canonical (2c) of theory.md §3.2,
 * which keeps small velocities near learned directions where theory.md's form subtracts large terms. `moveTo` sets M for
 * the calls that follow; calls allocate nothing.
 */
export interface StiefelVelocity {
  /** Makes M (r × q) the point at which velocities are asked for. */
  moveTo(M: Float64Array): void;
  /** Writes M' (r × q) under the drive P, linear in P, into `out`. */
  velocity(P: Float64Array, out: Float64Array): void;
  /**
   * tr PᵀZP + κ ‖skew MᵀP‖², the rate at which the drive P lowers the loss; never negative. `turningPart` is P, or a part of
   * it with the same skew MᵀP where the rest would only add rounding.
   */
  descentRate(P: Float64Array, turningPart: Float64Array): number;
  /**
   * Writes the size of the rounding errors of `velocity` (r × q) at a point with absolute values |M|, under a drive whose
   * terms have absolute values that sum to at most `drive`, into `out`: the unit roundoff times
   * (I + |M||M|ᵀ) |P| + κ |M| sym(|M|ᵀ|P|).
   */
  roundoff(absolute: Float64Array, drive: Float64Array, out: Float64Array): void;
  /** Writes ∂M'_kl/∂M_ij (rq × rq) into `out`, for the drive P and its slope H_kl,ij = ∂P_kl/∂M_ij (rq × rq). */
  jacobian(P: Float64Array, H: Float64Array, out: Float64Array): void;
}

/** Largest relative error of one rounded operation on doubles. */
const UNIT_ROUNDOFF = Number.EPSILON / 2;

/** The Stiefel motion of r × q overlap matrices in one of the two metrics (theory.md §3.2). */
export function stiefelVelocity(r: number, q: number, metric: StiefelMetric): StiefelVelocity {
  const n = r * q;
  const kappa = metric === 'embedded' ? 1 : 2;
  const projectedSquare = createProjectedSquare(r, q);

  const M = new Float64Array(n);
  const G = new Float64Array(r * r);
  const Z = new Float64Array(r * r);
  const S = new Float64Array(q * q);
  const turning = new Float64Array(q * q);
  /** Non-zero entries of one block of H. */
  const positions = new Int32Array(2 * n);
  const values = new Float64Array(2 * n);
  /** Σ_a M_ka H_ba,· for one b, a row of rq per k. */
  const turned = new Float64Array(r * n);

  /** κ skew MᵀP. */
  function evaluateTurning(P: Float64Array): void {
    for (let a = 0; a < q; a++) {
      turning[a * q + a] = 0;
      for (let b = 0; b < a; b++) {
        let sum = 0;
        for (let k = 0; k < n; k += q) sum += M[k + a]! * P[k + b]! - M[k + b]! * P[k + a]!;
        turning[a * q + b] = (kappa / 2) * sum;
        turning[b * q + a] = (-kappa / 2) * sum;
      }
    }
  }

  /** Writes the slope through P: Σ_b (Z + κ/2 G)_kb H_bl,· − κ/2 Σ_ab M_ka M_bl H_ba,·. */
  function writeDriveSlope(H: Float64Array, out: Float64Array): void {
    out.fill(0);
    for (let b = 0; b < r; b++) {
      const entries = collectBlock(H, b);
      if (entries < 2 * n) scatterBlock(b, entries, out);
      else addTurnedBlock(H, b, out);
    }
  }

  /** Notes the positions of the non-zero entries of the rows b of H, as far as they are few; returns their number. */
  function collectBlock(H: Float64Array, b: number): number {
    let count = 0;
    const end = (b + 1) * q * n;
    for (let at = b * q * n; at < end && count < 2 * n; at++) {
      if (H[at]! === 0) continue;
      positions[count] = at;
      values[count] = H[at]!;
      count += 1;
    }
    return count;
  }

  /** The terms of b one entry of H after the other: for sparse links. */
  function scatterBlock(b: number, entries: number, out: Float64Array): void {
    for (let e = 0; e < entries; e++) {
      const row = Math.floor(positions[e]! / n);
      const column = positions[e]! - row * n;
      const a = row - b * q;
      const value = values[e]!;
      for (let k = 0; k < r; k++) {
        const target = k * q * n + column;
        const across = (-kappa / 2) * M[k * q + a]! * value;
        for (let l = 0; l < q; l++) out[target + l * n]! += across * M[b * q + l]!;
        out[target + a * n]! += (Z[k * r + b]! + (kappa / 2) * G[k * r + b]!) * value;
      }
    }
  }

  /** The terms of b row by row: for dense links. */
  function addTurnedBlock(H: Float64Array, b: number, out: Float64Array): void {
    turned.fill(0);
    for (let a = 0; a < q; a++) {
      for (let k = 0; k < r; k++) addScaledRow(M[k * q + a]!, H, b * q + a, turned, k, n);
    }
    for (let k = 0; k < r; k++) {
      const direct = Z[k * r + b]! + (kappa / 2) * G[k * r + b]!;
      const source = k * n;
      for (let l = 0; l < q; l++) {
        const target = (k * q + l) * n;
        const row = (b * q + l) * n;
        const across = (-kappa / 2) * M[b * q + l]!;
        for (let c = 0; c < n; c++) out[target + c]! += direct * H[row + c]! + across * turned[source + c]!;
      }
    }
  }

  /** Adds the slope at fixed P: −δ_ki (S − κ skew S)_jl − (1 − κ/2) M_kj P_il − κ/2 (M Pᵀ)_ki δ_jl. */
  function addExplicitSlope(P: Float64Array, out: Float64Array): void {
    const outer = 1 - kappa / 2;
    for (let a = 0; a < q * q; a++) S[a] = S[a]! - turning[a]!;
    for (let k = 0; k < r; k++) {
      const ownRow = k * q;
      for (let i = 0; i < r; i++) {
        const otherRow = i * q;
        let cross = 0;
        for (let a = 0; a < q; a++) cross += M[ownRow + a]! * P[otherRow + a]!;
        cross *= kappa / 2;
        for (let l = 0; l < q; l++) {
          const row = (ownRow + l) * n + otherRow;
          const factor = outer * P[otherRow + l]!;
          for (let j = 0; j < q; j++) out[row + j]! -= factor * M[ownRow + j]!;
          out[row + l]! -= cross;
        }
      }
      for (let l = 0; l < q; l++) {
        const row = (ownRow + l) * n + ownRow;
        for (let j = 0; j < q; j++) out[row + j]! -= S[j * q + l]!;
      }
    }
  }

  return {
    moveTo(point) {
      for (let i = 0; i < n; i++) M[i] = point[i]!;
      gram(M, r, q, G);
      complement(G, r, Z);
    },
    velocity(P, out) {
      evaluateTurning(P);
      let at = 0;
      for (let k = 0; k < r; k++) {
        for (let l = 0; l < q; l++) {
          let sum = 0;
          for (let b = 0, from = l; b < r; b++, from += q) sum += Z[k * r + b]! * P[from]!;
          for (let a = 0, from = l; a < q; a++, from += q) sum += M[k * q + a]! * turning[from]!;
          out[at++] = sum;
        }
      }
    },
    descentRate(P, turningPart) {
      evaluateTurning(turningPart);
      let square = 0;
      for (let i = 0; i < q * q; i++) square += turning[i]! * turning[i]!;
      return projectedSquare(Z, P) + square / kappa;
    },
    roundoff(absolute, drive, out) {
      gram(absolute, r, q, G);
      multiplyTransposed(absolute, drive, r, q, q, S);
      for (let k = 0; k < r; k++) {
        for (let l = 0; l < q; l++) {
          let sum = drive[k * q + l]!;
          for (let b = 0; b < r; b++) sum += G[k * r + b]! * drive[b * q + l]!;
          let turned = 0;
          for (let a = 0; a < q; a++) turned += absolute[k * q + a]! * (S[a * q + l]! + S[l * q + a]!);
          out[k * q + l] = UNIT_ROUNDOFF * (sum + (kappa / 2) * turned);
        }
      }
    },
    jacobian(P, H, out) {
      evaluateTurning(P);
      multiplyTransposed(M, P, r, q, q, S);
      writeDriveSlope(H, out);
      addExplicitSlope(P, out);
    },
  };
}
