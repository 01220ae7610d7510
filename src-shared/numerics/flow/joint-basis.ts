import { countMultiIndices, degreeBases } from '../correlation/multi-indices';
import { canonicalTerms, totalDegree, type HermiteTable } from '../link/hermite-table';

/** The Hermite functions H_gamma on R^q whose coefficients a student carries: every gamma of the given degrees. */
export interface StudentBasis {
  readonly q: number;
  /** The degrees, ascending. */
  readonly degrees: readonly number[];
  /** gamma in N^q, by degree, then in reverse lexicographic order: the order of coefficient arrays c (N). */
  readonly indices: readonly (readonly number[])[];
}

/**
 * The degrees a student of the joint flow carries: those of f* and of its initial link, ascending (theory.md §3.3). Every
 * other coefficient stays 0.
 */
export function studentDegrees(teacher: HermiteTable, initial: HermiteTable | null): readonly number[] {
  const terms = [...teacher.terms, ...(initial?.terms ?? [])];
  return [...new Set(terms.map(totalDegree))].sort((a, b) => a - b);
}

/** Number of coefficients of a student on R^q with all Hermite functions of the given degrees. */
export function countStudentCoefficients(q: number, degrees: readonly number[]): number {
  return degrees.reduce((sum, k) => sum + countMultiIndices(q, k), 0);
}

/** The basis of a student on R^q with all Hermite functions of the given degrees, ascending. */
export function studentBasis(q: number, degrees: readonly number[]): StudentBasis {
  const bases = degreeBases(q, degrees.at(-1) ?? 0);
  return { q, degrees, indices: degrees.flatMap((k) => bases[k]?.indices ?? []) };
}

/** The link with coefficients c (N) in a basis; it may be zero or constant. */
export function linkOf(basis: StudentBasis, c: Float64Array): HermiteTable {
  const terms = canonicalTerms(basis.indices.map((beta, g) => ({ beta, c: c[g]! })));
  return { r: basis.q, degree: Math.max(0, ...terms.map(totalDegree)), terms };
}
