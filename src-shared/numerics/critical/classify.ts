import { ignoredDirections } from '../link/link-symmetries';
import { singularValues } from '../linear-algebra/singular-values';
import { coreHessian, HESSIAN_THRESHOLD, type CoreHessian } from './hessian';
import type { Landscape } from './landscape';
import { symmetryTangents } from './symmetry-tangents';

/** What a state is, in the words of the reference cases. */
export type CriticalKind =
  /** The least possible loss. */
  | 'global_min'
  /** Planted: a local minimum, isolated up to symmetries, with a larger loss. */
  | 'spurious_min'
  /** The Hessian has a negative eigenvalue. */
  | 'saddle'
  /** No negative eigenvalue, but zeros that no symmetry explains: higher orders decide. */
  | 'degenerate'
  /** A local minimum of a student with fewer directions than the link depends on. */
  | 'underparametrised_min'
  /** Not a critical point, or none of the above. */
  | 'other';

/** Rules of classification; thresholds are in units of ‖f*‖² (without the constant). */
export interface ClassificationRules {
  /** Eigenvalues of the Hessian up to this size count as zero. */
  readonly hessianThreshold: number;
  /** A state with a larger gradient is not critical. */
  readonly gradientTolerance: number;
  /** A loss within this of the least possible one is the least. */
  readonly lossTolerance: number;
}

/** Defaults: the Hessian's threshold is that of the reference cases. */
export const CLASSIFICATION_RULES: ClassificationRules = {
  hessianThreshold: HESSIAN_THRESHOLD,
  gradientTolerance: 1e-6,
  lossTolerance: 1e-8,
};

/** A state with everything its kind was read from. */
export interface Classification {
  readonly kind: CriticalKind;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly hessian: CoreHessian;
  /** Zeros of the Hessian (core, and of S) beyond those that symmetries bring. */
  readonly unexplainedZeros: number;
}

/** Tangents of symmetries shorter than this are those of directions that are learned already. */
const TANGENT_TOLERANCE = 1e-3;

/**
 * The kind of the state with overlap M (r × q). A state near a critical point is judged as that point; that a gradient is
 * small does not prove that there is one (theory.md §10.8, §10.9).
 */
export function classifyState(
  landscape: Landscape,
  M: Float64Array,
  rules: ClassificationRules = CLASSIFICATION_RULES,
): Classification {
  const { signal } = landscape;
  const loss = landscape.loss(M);
  const gradientNorm = landscape.gradientNorm(M);
  const hessian = coreHessian(landscape, M, rules.hessianThreshold * signal);
  const unexplainedZeros = countUnexplainedZeros(landscape, M, hessian);
  const evidence = { loss, gradientNorm, hessian, unexplainedZeros };
  return { kind: kindOf(landscape, evidence, rules), ...evidence };
}

function kindOf(
  landscape: Landscape,
  { loss, gradientNorm, hessian, unexplainedZeros }: Omit<Classification, 'kind'>,
  rules: ClassificationRules,
): CriticalKind {
  const { signal, leastLoss, teacher, student, q } = landscape;
  if (!(gradientNorm <= rules.gradientTolerance * signal)) return 'other';
  if (loss - leastLoss <= rules.lossTolerance * signal) return 'global_min';
  if (hessian.core.negative + hessian.extra.negative > 0) return 'saddle';
  if (unexplainedZeros > 0) return 'degenerate';
  if (q < teacher.r - ignoredDirections(teacher).length) return 'underparametrised_min';
  return student === null ? 'other' : 'spurious_min';
}

/** Zeros of the Hessian beyond the dimension of the orbit of symmetries through W. */
function countUnexplainedZeros(landscape: Landscape, M: Float64Array, hessian: CoreHessian): number {
  const tangents = symmetryTangents(landscape, M);
  const inCore = hessian.core.zero - rank(tangents.core);
  const outside = hessian.extra.zero - rank(tangents.extra);
  return Math.max(0, inCore) + Math.max(0, outside);
}

function rank(vectors: readonly Float64Array[]): number {
  const [first] = vectors;
  if (first === undefined) return 0;
  const rows = Float64Array.from(vectors.flatMap((vector) => [...vector]));
  return singularValues(rows, vectors.length, first.length).filter((s) => s > TANGENT_TOLERANCE).length;
}
