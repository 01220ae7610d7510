import type { Ridge } from '../../model/experiment';
import { InvalidInputError } from '../../model/input-problem';
import { totalDegree, type HermiteTable } from '../link/hermite-table';

/**
 * The link f*^mu whose two-timescale flow is the ridge-regularised flow of f*: T_k is scaled by
 * sqrt(kappa_k / (kappa_k + mu)) (theory.md §3.4); terms scaled to zero are left out. Throws InvalidInputError for a
 * negative or non-finite eigenvalue or penalty.
 */
export function shrinkLink(link: HermiteTable, ridge: Ridge): HermiteTable {
  const share = fittedShare(ridge);
  return scaleDegrees(link, (degree) => Math.sqrt(share(degree)));
}

/** The link with the terms of degree k multiplied by factor(k); terms that become zero are left out. */
export function scaleDegrees(link: HermiteTable, factor: (degree: number) => number): HermiteTable {
  const terms = link.terms
    .map((term) => ({ ...term, c: term.c * factor(totalDegree(term)) }))
    .filter((term) => term.c !== 0);
  return { ...link, degree: Math.max(0, ...terms.map(totalDegree)), terms };
}

/**
 * The share a_k = kappa_k / (kappa_k + mu) of degree k that a ridge fit keeps, as a function of k; without eigenvalue a
 * degree cannot be fitted at all, even without penalty. Throws InvalidInputError for a negative or non-finite eigenvalue or
 * penalty.
 */
export function fittedShare(ridge: Ridge): (degree: number) => number {
  checkRidge(ridge);
  const { kappa, mu } = ridge;
  return (degree) => {
    const eigenvalue = kappa[degree] ?? 0;
    return eigenvalue === 0 ? 0 : eigenvalue / (eigenvalue + mu);
  };
}

function checkRidge({ kappa, mu }: Ridge): void {
  const entries = [
    ...kappa.map((value, k) => ({ field: `ridge.kappa[${k}]`, value })),
    { field: 'ridge.mu', value: mu },
  ];
  const problems = entries
    .filter(({ value }) => !(Number.isFinite(value) && value >= 0))
    .map(({ field, value }) => ({
      field,
      cause: `the value is ${value}`,
      remedy: 'Use a finite number that is not negative',
    }));
  if (problems.length > 0) throw new InvalidInputError(problems);
}
