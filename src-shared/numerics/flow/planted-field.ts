import type { StiefelMetric } from '../../model/experiment';
import { compileCorrelation } from '../correlation/compile-correlation';
import type { HermiteTable } from '../link/hermite-table';
import { gaussLegendre } from './gauss-legendre';
import { constantTerm, linkEnergy, withoutConstant } from './link-parts';
import { addScaledRow, complement, gram, multiplyTransposed, rowIsZero } from './matrix-products';
import { createProjectedSquare } from './projected-square';

/**
 * The planted vector field on r × q overlap matrices M and what belongs to it (theory.md §3.2), with G = MMᵀ,
 * Z = I − G, P_ij = E[∂_i f*(v) ∂_j g(u)], S = MᵀP. Calls allocate nothing.
 */
export interface PlantedField {
  /** C(M) = E[f*(v) g(u)], constant term included. */
  correlation(M: Float64Array): number;
  /** Writes P (r × q), −∇_W L = W* P, into `out`. */
  drive(M: Float64Array, out: Float64Array): void;
  /** Writes M' (r × q) into `out`. */
  derivative(M: Float64Array, out: Float64Array): void;
  /** Writes ∂M'_kl/∂M_ij (rq × rq) into `out`. */
  jacobian(M: Float64Array, out: Float64Array): void;
  /** L = ½‖f*‖² + ½‖g‖² − C(M), without cancellation near M = I when g = f* (theory.md §10.5). */
  loss(M: Float64Array): number;
  /** dL/dt = −(tr PᵀZP + κ ‖skew S‖²), κ = 1 (embedded) or 2 (canonical). */
  lossRate(M: Float64Array): number;
}

/**
 * The planted field of a teacher link f* on R^r and a frozen student link g on R^q. Both metrics are one formula,
 *     M' = Z P + κ M skew(MᵀP),   κ = 1 embedded (2e), κ = 2 canonical (2c),
 * which keeps small velocities near learned directions where theory.md's form subtracts large terms.
 * Throws InvalidInputError for links too dense.
 */
export function plantedField(
  teacher: HermiteTable,
  student: HermiteTable,
  metric: StiefelMetric,
): PlantedField {
  const r = teacher.r;
  const q = student.r;
  const n = r * q;
  const kappa = metric === 'embedded' ? 1 : 2;
  const [movingTeacher, movingStudent] = [withoutConstant(teacher), withoutConstant(student)];
  const correlation = compileCorrelation(movingTeacher, movingStudent);
  const constants = constantTerm(teacher) * constantTerm(student);
  // Kept apart from the moving part, which a large constant would round away.
  const offset = (constantTerm(teacher) - constantTerm(student)) ** 2 / 2;
  const energy = (linkEnergy(movingTeacher) + linkEnergy(movingStudent)) / 2;
  const ownLink = sameLink(teacher, student);
  const rule = gaussLegendre(Math.max(1, Math.ceil(teacher.degree / 2)));
  const projectedSquare = createProjectedSquare(r, q);

  const G = new Float64Array(r * r);
  const Z = new Float64Array(r * r);
  const P = new Float64Array(n);
  const S = new Float64Array(q * q);
  const skew = new Float64Array(q * q);
  const gap = new Float64Array(n);
  const point = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  /** 1 for the rows of `hessian` that are not zero: few for sparse links. */
  const occupied = new Uint8Array(n);
  /** Σ_a M_ka H_ba,·, one block of rq per (b, k). */
  const turned = new Float64Array(r * r * n);

  function evaluate(M: Float64Array): void {
    gram(M, r, q, G);
    complement(G, r, Z);
    correlation.gradient(M, P);
    multiplyTransposed(M, P, r, q, q, S);
    for (let a = 0; a < q; a++) {
      for (let b = 0; b < q; b++) skew[a * q + b] = (S[a * q + b]! - S[b * q + a]!) / 2;
    }
  }

  function derivative(M: Float64Array, out: Float64Array): void {
    evaluate(M);
    for (let k = 0; k < r; k++) {
      for (let l = 0; l < q; l++) {
        let radial = 0;
        for (let b = 0; b < r; b++) radial += Z[k * r + b]! * P[b * q + l]!;
        let turning = 0;
        for (let a = 0; a < q; a++) turning += M[k * q + a]! * skew[a * q + l]!;
        out[k * q + l] = radial + kappa * turning;
      }
    }
  }

  function jacobian(M: Float64Array, out: Float64Array): void {
    evaluate(M);
    correlation.hessian(M, hessian);
    out.fill(0);
    addDriveSlope(M, out);
    addExplicitSlope(M, out);
  }

  /** Adds the slope through P: Σ_b (Z + κ/2 G)_kb H_bl,· − κ/2 Σ_ab M_ka M_bl H_ba,·. */
  function addDriveSlope(M: Float64Array, out: Float64Array): void {
    turned.fill(0);
    for (let b = 0; b < r; b++) {
      for (let a = 0; a < q; a++) {
        const row = b * q + a;
        occupied[row] = rowIsZero(hessian, row, n) ? 0 : 1;
        if (occupied[row] === 0) continue;
        for (let k = 0; k < r; k++) addScaledRow(M[k * q + a]!, hessian, row, turned, b * r + k, n);
      }
    }
    for (let k = 0; k < r; k++) {
      for (let l = 0; l < q; l++) {
        const row = k * q + l;
        for (let b = 0; b < r; b++) {
          const direct = Z[k * r + b]! + (kappa / 2) * G[k * r + b]!;
          if (occupied[b * q + l] === 1) addScaledRow(direct, hessian, b * q + l, out, row, n);
          addScaledRow((-kappa / 2) * M[b * q + l]!, turned, b * r + k, out, row, n);
        }
      }
    }
  }

  /** Adds the slope at fixed P: −δ_ki (S − κ skew S)_jl − (1 − κ/2) M_kj P_il − κ/2 (M Pᵀ)_ki δ_jl. */
  function addExplicitSlope(M: Float64Array, out: Float64Array): void {
    for (let k = 0; k < r; k++) {
      for (let i = 0; i < r; i++) {
        let cross = 0;
        for (let a = 0; a < q; a++) cross += M[k * q + a]! * P[i * q + a]!;
        for (let l = 0; l < q; l++) {
          const row = (k * q + l) * n + i * q;
          for (let j = 0; j < q; j++) out[row + j]! -= (1 - kappa / 2) * M[k * q + j]! * P[i * q + l]!;
          out[row + l]! -= (kappa / 2) * cross;
        }
      }
      for (let l = 0; l < q; l++) {
        const row = (k * q + l) * n + k * q;
        for (let j = 0; j < q; j++) out[row + j]! -= S[j * q + l]! - kappa * skew[j * q + l]!;
      }
    }
  }

  /** ∫₀¹ ⟨P(M + x(I − M)), I − M⟩ dx for g = f* (theory.md §10.5). */
  function lossNearTarget(M: Float64Array): number {
    complement(M, r, gap);
    let sum = 0;
    for (let node = 0; node < rule.nodes.length; node++) {
      const x = rule.nodes[node]!;
      for (let i = 0; i < n; i++) point[i] = M[i]! + x * gap[i]!;
      correlation.gradient(point, P);
      let inner = 0;
      for (let i = 0; i < n; i++) inner += P[i]! * gap[i]!;
      sum += rule.weights[node]! * inner;
    }
    return Math.max(0, sum);
  }

  return {
    correlation: (M) => constants + correlation.value(M),
    drive: (M, out) => correlation.gradient(M, out),
    derivative,
    jacobian,
    loss(M) {
      if (ownLink && isNearIdentity(M, r)) return lossNearTarget(M);
      return offset + Math.max(0, energy - correlation.value(M));
    },
    lossRate(M) {
      evaluate(M);
      let turning = 0;
      for (let i = 0; i < q * q; i++) turning += skew[i]! * skew[i]!;
      return -(projectedSquare(Z, P) + kappa * turning);
    },
  };
}

/** Whether every entry of the size × size matrix M is within ½ of the identity's. */
function isNearIdentity(M: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (Math.abs(M[i * size + j]! - (i === j ? 1 : 0)) > 0.5) return false;
    }
  }
  return true;
}

/** Whether two links in canonical form are the same function. */
function sameLink(f: HermiteTable, g: HermiteTable): boolean {
  return (
    f.r === g.r &&
    f.terms.length === g.terms.length &&
    f.terms.every((term, k) => {
      const other = g.terms[k];
      return other !== undefined && term.c === other.c && term.beta.every((b, i) => b === other.beta[i]);
    })
  );
}
