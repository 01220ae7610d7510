import type { FlowSpec } from '../../model/experiment';
import { compileCorrelation } from '../correlation/compile-correlation';
import { flowLinks } from '../flow/flow-links';
import { constantTerm, linkEnergy, withoutConstant } from '../flow/link-parts';
import { plantedField } from '../flow/planted-field';
import { twoTimescaleField } from '../flow/two-timescale-field';
import { degreeEnergies } from '../link/degree-energies';
import type { HermiteTable } from '../link/hermite-table';
import { square } from '../raise';

/**
 * The loss of a flow as a function of the overlap M (r × q, row-major) alone, with two derivatives. Whatever W in
 * St(d, q) has the overlap M, −∇_W L = W* X(M) (theory.md §3). Calls allocate nothing.
 */
export interface Landscape {
  /** Teacher directions. */
  readonly r: number;
  /** Student width. */
  readonly q: number;
  readonly teacher: HermiteTable;
  /** The student's link where it is frozen; null where it is refitted, so that the loss sees the span of W only. */
  readonly student: HermiteTable | null;
  /** ‖f*‖² without the constant: the scale of the loss. */
  readonly signal: number;
  /** A lower bound of the loss by Cauchy–Schwarz, degree by degree; 0 when the student can be right. */
  readonly leastLoss: number;
  loss(M: Float64Array): number;
  /** Norm of the Riemannian gradient of the loss in W, embedded metric. */
  gradientNorm(M: Float64Array): number;
  /** Writes X = −∂L/∂M (r × q): P (planted) or D M (two-timescale). */
  drive(M: Float64Array, out: Float64Array): void;
  /** Writes −∂²L/∂M_ij∂M_kl (rq × rq). */
  driveSlope(M: Float64Array, out: Float64Array): void;
}

/**
 * The landscape a flow of f* = `link` descends. The joint flow rests exactly where the two-timescale flow does, with the
 * same index: its link block is convex and minimised (theory.md §3.3).
 */
export function landscapeOf(flow: FlowSpec, link: HermiteTable, q: number): Landscape {
  const { teacher, student } = flowLinks(flow, link, q);
  return student === null ? twoTimescaleLandscape(teacher, q) : plantedLandscape(teacher, student);
}

/** L = ½‖f*‖² + ½‖g‖² − C(M) on r × q overlaps, q = student.r (theory.md §3.2). Throws InvalidInputError for links too dense. */
export function plantedLandscape(teacher: HermiteTable, student: HermiteTable): Landscape {
  const field = plantedField(teacher, student, 'embedded');
  const correlation = compileCorrelation(withoutConstant(teacher), withoutConstant(student));
  return {
    r: teacher.r,
    q: student.r,
    teacher,
    student,
    signal: linkEnergy(withoutConstant(teacher)),
    leastLoss: leastPlantedLoss(teacher, student),
    loss: field.loss,
    gradientNorm: (M) => Math.sqrt(-field.lossRate(M)),
    drive: (M, out) => correlation.gradient(M, out),
    driveSlope: (M, out) => correlation.hessian(M, out),
  };
}

/** ½ (c_0 − ĉ_0)² + ½ Σ_k (‖T_k‖ − ‖T̂_k‖)²: no W does better, as ⟨T_k, M^{⊗k} T̂_k⟩ ≤ ‖T_k‖‖T̂_k‖. */
function leastPlantedLoss(teacher: HermiteTable, student: HermiteTable): number {
  const [own, other] = [degreeEnergies(teacher), degreeEnergies(student)];
  let loss = square(constantTerm(teacher) - constantTerm(student)) / 2;
  for (let k = 1; k < Math.max(own.length, other.length); k++) {
    loss += square(Math.sqrt(own[k] ?? 0) - Math.sqrt(other[k] ?? 0)) / 2;
  }
  return loss;
}

/** L = ½‖f*‖² − ½⟨A_G f*, f*⟩, G = MMᵀ, on r × q overlaps (theory.md §3.1). Throws InvalidInputError for links too dense. */
export function twoTimescaleLandscape(link: HermiteTable, q: number): Landscape {
  const r = link.r;
  const field = twoTimescaleField(link, q);
  return {
    r,
    q,
    teacher: link,
    student: null,
    signal: field.signal,
    leastLoss: 0,
    loss: field.loss,
    gradientNorm: (M) => Math.sqrt(-field.lossRate(M)),
    drive: field.drive,
    driveSlope: field.driveSlope,
  };
}
