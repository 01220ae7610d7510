import { InvalidInputError, type InputProblem } from '../../model/input-problem';
import { MAX_DEGREE, MAX_DIRECTIONS, type HermiteTerm } from '../../model/link';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';

/**
 * A link f* = Σ c_beta H_beta on R^r in canonical form: terms sorted by total degree, then by beta in reverse
 * lexicographic order; no duplicates, no zero coefficients (theory.md §1).
 */
export interface HermiteTable {
  readonly r: number;
  /** Largest total degree of a term. */
  readonly degree: number;
  readonly terms: readonly HermiteTerm[];
}

/** Range of ‖f*‖ (constant left out) in which squares and rates neither overflow nor vanish. */
const NORM_RANGE = { smallest: 1e-50, largest: 1e50 } as const;

/**
 * The canonical table of a link on R^r given by Hermite terms; terms with the same beta are summed. Values are checked
 * although they are typed, because they come from form fields and files. Throws InvalidInputError naming `link.r` or
 * `link.terms[n]` for every fault, also for a link that is zero or constant: no flow moves on it. `field` is the name of
 * another link than the target's.
 */
export function hermiteTable(r: number, terms: readonly HermiteTerm[], field = 'link'): HermiteTable {
  const problems = [...directionProblems(r, field)];
  if (problems.length === 0) problems.push(...hermiteTermProblems(r, terms, `${field}.terms`));
  if (problems.length > 0) throw new InvalidInputError(problems);

  const canonical = canonicalTerms(terms);
  const problem = normProblem(canonical, `${field}.terms`);
  if (problem !== null) throw new InvalidInputError([problem]);
  return { r, degree: Math.max(...canonical.map(totalDegree)), terms: canonical };
}

/** What is wrong with the terms of a link on R^r, a list called `field`: coefficients, sizes and degrees. */
export function hermiteTermProblems(
  r: number,
  terms: readonly HermiteTerm[],
  field: string,
): readonly InputProblem[] {
  return terms.flatMap((term, position) => termProblems(r, term, `${field}[${position}]`));
}

/** Total degree |beta| of a term. */
export function totalDegree(term: HermiteTerm): number {
  return term.beta.reduce((sum, degree) => sum + degree, 0);
}

/** Terms summed over equal beta, zeros dropped, in the order of HermiteTable. */
export function canonicalTerms(terms: readonly HermiteTerm[]): readonly HermiteTerm[] {
  const byBeta = new Map<string, { beta: readonly number[]; c: number }>();
  for (const { beta, c } of terms) {
    const key = beta.join();
    const known = byBeta.get(key);
    if (known === undefined) byBeta.set(key, { beta: [...beta], c });
    else known.c += c;
  }
  return [...byBeta.values()].filter((term) => term.c !== 0).sort(compareTerms);
}

function compareTerms(a: HermiteTerm, b: HermiteTerm): number {
  const byDegree = totalDegree(a) - totalDegree(b);
  if (byDegree !== 0) return byDegree;
  for (const [i, degree] of a.beta.entries()) {
    const difference = (b.beta[i] ?? 0) - degree;
    if (difference !== 0) return difference;
  }
  return 0;
}

function directionProblems(r: number, field: string): readonly InputProblem[] {
  if (Number.isInteger(r) && r >= 1 && r <= MAX_DIRECTIONS) return [];
  return [
    {
      field: `${field}.r`,
      cause: `the number of directions is ${r}`,
      remedy: `Use a whole number from 1 to ${MAX_DIRECTIONS}`,
    },
  ];
}

function termProblems(r: number, term: HermiteTerm, field: string): readonly InputProblem[] {
  const problems: InputProblem[] = [];
  if (typeof term.c !== 'number' || !Number.isFinite(term.c)) {
    problems.push({
      field: `${field}.c`,
      cause: `the coefficient ${String(term.c)} is not a finite number`,
      remedy: 'Give a number such as 0.5 or 1e-3',
    });
  }
  if (term.beta.length !== r) {
    problems.push({
      field: `${field}.beta`,
      cause: `has ${term.beta.length} degrees, but the link has ${r} directions`,
      remedy: `Give one degree for each of z1 … z${r}, 0 where a direction does not occur`,
    });
  }
  const wrong = term.beta.findIndex((degree) => !Number.isInteger(degree) || degree < 0);
  if (wrong >= 0) {
    problems.push({
      field: `${field}.beta[${wrong}]`,
      cause: `the degree ${String(term.beta[wrong])} is not a whole number from 0`,
      remedy: 'Give 0, 1, 2, …',
    });
  } else if (totalDegree(term) > MAX_DEGREE) {
    problems.push({
      field: `${field}.beta`,
      cause: `the total degree is ${totalDegree(term)}`,
      remedy: `Keep the sum of the degrees at ${MAX_DEGREE} or below`,
    });
  }
  return problems;
}

/**
 * What is wrong with the size of a link with these canonical terms, about `field`: zero, constant, or outside what doubles
 * can square; null when nothing is.
 */
export function normProblem(terms: readonly HermiteTerm[], field: string): InputProblem | null {
  const cause = (text: string, remedy: string): InputProblem => ({ field, cause: text, remedy });
  if (terms.length === 0) {
    return cause('the link is zero', 'Give at least one term of degree 1 or more a coefficient other than 0');
  }
  const norm = euclideanNorm(terms.filter((term) => totalDegree(term) > 0).map((term) => term.c));
  if (norm === 0) {
    return cause('the link is constant, so there is nothing to learn', 'Add a term of degree 1 or more');
  }
  if (norm < NORM_RANGE.smallest || norm > NORM_RANGE.largest) {
    return cause(
      `the norm of the link is ${norm.toExponential(1)}, outside what double precision can square`,
      'Rescale the coefficients so that the largest is near 1',
    );
  }
  return null;
}
