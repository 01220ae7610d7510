import { InvalidInputError } from '../../model/input-problem';
import { MAX_DEGREE, type ExpansionRequest, type HermiteTerm } from '../../model/link';
import { hermiteTable, totalDegree } from '../link/hermite-table';
import { coefficientCount, type LinkPart } from './link-structure';
import type { Expansion } from './expansion';
import type { Projection } from './projection';

/** Largest number of coefficients that a degree asked for may mean, and that an automatic degree may mean. */
const COEFFICIENT_LIMIT = { requested: 15_000, automatic: 2_500 } as const;

/** Error of ‖f‖², as a part of it, that counts as rounding. */
const ROUNDING = 1e-10;

/** Checks degree and residual of a link. Throws InvalidInputError naming `link.degree` or `link.residual`. */
export function checkRequest({ degree, residual }: ExpansionRequest): void {
  const problems = [];
  if (degree !== null && !(Number.isInteger(degree) && degree >= 1 && degree <= MAX_DEGREE)) {
    problems.push({
      field: 'link.degree',
      cause: `the degree is ${degree}`,
      remedy: `Use a whole number from 1 to ${MAX_DEGREE}, or null to let the residual choose`,
    });
  }
  if (!(residual > 0 && residual < 1)) {
    problems.push({
      field: 'link.residual',
      cause: `the residual is ${residual}`,
      remedy: 'Use a part of the variance above 0 and below 1, for example 0.001',
    });
  }
  if (problems.length > 0) throw new InvalidInputError(problems);
}

/**
 * The degree up to which the coefficients of the parts of a link are computed: the one asked for, or the largest that
 * keeps their number within the automatic limit. Throws InvalidInputError naming `link.degree` when the degree asked for
 * means too many coefficients.
 */
export function degreeToCompute({ degree }: ExpansionRequest, parts: readonly LinkPart[]): number {
  if (degree === null) return largestDegree(parts, COEFFICIENT_LIMIT.automatic);
  const limit = COEFFICIENT_LIMIT.requested;
  const count = totalCount(parts, degree);
  if (count <= limit) return degree;
  throw new InvalidInputError([
    {
      field: 'link.degree',
      cause: `degree ${degree} means ${count} coefficients, where ${limit} is the limit`,
      remedy: `Use degree ${largestDegree(parts, limit)} or less`,
    },
  ]);
}

/**
 * The expansion that keeps as many degrees of a projection (computed up to degree `computed`) as the request asks for; all
 * of a polynomial, unless a degree is given.
 * Throws InvalidInputError for a link that is zero, constant, or without any part of the degrees that are kept.
 */
export function truncate(
  projection: Projection,
  r: number,
  request: ExpansionRequest,
  computed: number,
): Expansion {
  const energies = energiesByDegree(projection.terms, computed);
  const mean = energies[0] ?? 0;
  const variance = projection.normSquared - mean;
  const norm = Math.sqrt(projection.normSquared);
  if (!(variance > 4 * projection.normError) && energies.slice(1).every((energy) => energy === 0)) {
    throw constantLink(mean);
  }
  // A residual below what rounding leaves of ‖f‖² is reached when nothing but that is left.
  const rounding = Math.min(2 * projection.normError, ROUNDING * projection.normSquared);
  const allowed = request.residual * variance + rounding;
  const automatic =
    request.degree === null
      ? (wholeDegree(projection) ?? smallestDegree(energies, projection.normSquared, allowed))
      : null;
  const degree = automatic ?? computed;
  const terms = projection.terms.filter((term) => totalDegree(term) <= degree);
  const kept = energies.slice(0, degree + 1).reduce((sum, energy) => sum + energy, 0);
  const missing = projection.normSquared - kept;
  const residual = missing > 2 * projection.normError ? missing : 0;
  if (energies.slice(1, degree + 1).every((energy) => energy === 0)) throw nothingKept(degree, request);
  return {
    table: hermiteTable(r, terms),
    normSquared: projection.normSquared,
    residual,
    residualError: projection.normError,
    degree,
    methods: projection.methods,
    accuracy: norm === 0 ? 0 : projection.error / norm,
    note: truncationNote(residual / variance, degree, request, automatic !== null),
  };
}

function totalCount(parts: readonly LinkPart[], degree: number): number {
  return parts.reduce((sum, part) => sum + coefficientCount(part, degree), 0);
}

function largestDegree(parts: readonly LinkPart[], limit: number): number {
  let degree = 1;
  while (degree < MAX_DEGREE && totalCount(parts, degree + 1) <= limit) degree++;
  return degree;
}

function energiesByDegree(terms: readonly HermiteTerm[], degree: number): readonly number[] {
  const energies = new Array<number>(degree + 1).fill(0);
  for (const term of terms) {
    const k = totalDegree(term);
    energies[k] = (energies[k] ?? 0) + term.c * term.c;
  }
  return energies;
}

/** The degree of a polynomial, all of whose terms are there; null for other links. */
function wholeDegree({ terms, normSquared, normError, methods }: Projection): number | null {
  if (methods.some((method) => method !== 'polynomial algebra')) return null;
  const energy = terms.reduce((sum, { c }) => sum + c * c, 0);
  return Math.abs(normSquared - energy) <= 2 * normError ? Math.max(1, ...terms.map(totalDegree)) : null;
}

/** The smallest degree ≥ 1 beyond which no more than `allowed` of ‖f‖² is left; null when there is none. */
function smallestDegree(energies: readonly number[], normSquared: number, allowed: number): number | null {
  let left = normSquared - (energies[0] ?? 0);
  for (let degree = 1; degree < energies.length; degree++) {
    left -= energies[degree] ?? 0;
    if (left <= allowed) return degree;
  }
  return null;
}

function truncationNote(
  share: number,
  degree: number,
  request: ExpansionRequest,
  reached: boolean,
): string | null {
  if (request.degree !== null || reached) return null;
  const why =
    degree === MAX_DEGREE
      ? 'the largest degree'
      : `the largest degree with no more than ${COEFFICIENT_LIMIT.automatic} coefficients`;
  return (
    `The residual ${request.residual} is not reached: degree ${degree}, ${why}, leaves out ` +
    `${Number((100 * share).toPrecision(2))} % of the variance.`
  );
}

function constantLink(mean: number): InvalidInputError {
  const cause = mean === 0 ? 'the link is zero' : 'the link is constant, so there is nothing to learn';
  return new InvalidInputError([
    { field: 'link', cause, remedy: 'Let it depend on at least one of the directions' },
  ]);
}

function nothingKept(degree: number, request: ExpansionRequest): InvalidInputError {
  return new InvalidInputError([
    {
      field: 'link.degree',
      cause: `the link has no part of degree 1 to ${degree}, only above`,
      remedy: request.degree === null ? 'Use a link with a part of lower degree' : 'Raise the degree',
    },
  ]);
}
