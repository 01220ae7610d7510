import type { StiefelMetric } from '../../model/experiment';
import { compileCorrelation } from '../correlation/compile-correlation';
import type { HermiteTable } from '../link/hermite-table';
import { square } from '../raise';
import { gaussLegendre } from './gauss-legendre';
import { absoluteLink, constantTerm, linkEnergy, withoutConstant } from './link-parts';
import { lazily } from './lazily';
import { complement } from './matrix-products';
import { stiefelVelocity } from './stiefel-velocity';

/**
 * The planted vector field on r × q overlap matrices M and what belongs to it (theory.md §3.2), with Z = I − MMᵀ,
 * P_ij = E[∂_i f*(v) ∂_j g(u)], S = MᵀP. Calls allocate nothing.
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
  /** Writes the size of the rounding errors of `derivative` (r × q) into `out` (see OdeSystem.roundoff). */
  roundoff(M: Float64Array, out: Float64Array): void;
  /** L = ½‖f*‖² + ½‖g‖² − C(M), without cancellation near M = I when g = f* (theory.md §10.5). */
  loss(M: Float64Array): number;
  /** dL/dt = −(tr PᵀZP + κ ‖skew S‖²), κ = 1 (embedded) or 2 (canonical). */
  lossRate(M: Float64Array): number;
}

/**
 * The planted field of a teacher link f* on R^r and a frozen student link g on R^q (see StiefelVelocity). Throws
 * InvalidInputError for links too dense.
 */
export function plantedField(
  teacher: HermiteTable,
  student: HermiteTable,
  metric: StiefelMetric,
): PlantedField {
  const r = teacher.r;
  const q = student.r;
  const n = r * q;
  const [movingTeacher, movingStudent] = [withoutConstant(teacher), withoutConstant(student)];
  const correlation = compileCorrelation(movingTeacher, movingStudent);
  const constants = constantTerm(teacher) * constantTerm(student);
  // Kept apart from the moving part, which a large constant would round away.
  const offset = square(constantTerm(teacher) - constantTerm(student)) / 2;
  const energy = (linkEnergy(movingTeacher) + linkEnergy(movingStudent)) / 2;
  const ownLink = sameLink(teacher, student);
  const rule = gaussLegendre(Math.max(1, Math.ceil(teacher.degree / 2)));
  const motion = stiefelVelocity(r, q, metric);

  const magnitude = lazily(() =>
    compileCorrelation(absoluteLink(movingTeacher), absoluteLink(movingStudent)),
  );

  const P = new Float64Array(n);
  const size = new Float64Array(n);
  const gap = new Float64Array(n);
  const point = new Float64Array(n);
  const hessian = new Float64Array(n * n);

  function evaluate(M: Float64Array): void {
    correlation.gradient(M, P);
    motion.moveTo(M);
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
    derivative(M, out) {
      evaluate(M);
      motion.velocity(P, out);
    },
    jacobian(M, out) {
      evaluate(M);
      correlation.hessian(M, hessian);
      motion.jacobian(P, hessian, out);
    },
    roundoff(M, out) {
      for (let i = 0; i < n; i++) size[i] = Math.abs(M[i]!);
      magnitude().gradient(size, P);
      motion.roundoff(size, P, out);
    },
    loss(M) {
      if (ownLink && isNearIdentity(M, r)) return lossNearTarget(M);
      return offset + Math.max(0, energy - correlation.value(M));
    },
    lossRate(M) {
      evaluate(M);
      return -motion.descentRate(P, P);
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
