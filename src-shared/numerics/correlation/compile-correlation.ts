import type { HermiteTable } from '../link/hermite-table';
import type { Correlation } from './correlation';
import { monomialCorrelation } from './monomial-correlation';
import { enumerateMonomials } from './monomials';

/** Largest number of monomial factors kept. */
const FACTOR_LIMIT = 2_000_000;

/** The correlation C(M) = E[f(v) g(u)] of a link f on R^r and a link g on R^q (theory.md §2). */
export function compileCorrelation(f: HermiteTable, g: HermiteTable): Correlation {
  const monomials = enumerateMonomials(f, g, FACTOR_LIMIT);
  if (monomials === null) throw new Error('link too dense');
  return monomialCorrelation(monomials);
}
