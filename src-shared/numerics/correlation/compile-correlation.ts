import { InvalidInputError } from '../../model/input-problem';
import type { HermiteTable } from '../link/hermite-table';
import type { Correlation } from './correlation';
import { degreeBlockCorrelation, degreeBlockCost } from './degree-block-correlation';
import { monomialCorrelation } from './monomial-correlation';
import { enumerateMonomials } from './monomials';

/** Largest number of monomial factors kept: a gradient then takes a few milliseconds. */
const FACTOR_LIMIT = 500_000;

/** Largest cost of a gradient by degree blocks, in multiplications: some tens of milliseconds. */
const BLOCK_LIMIT = 4e7;

/** Time of one monomial factor in a gradient over that of one multiplication in a degree block, measured. */
const FACTOR_COST = 4;

/**
 * The correlation C(M) = E[f(v) g(u)] of a link f on R^r and a link g on R^q (theory.md §2), by whichever evaluator is
 * faster: monomials for sparse links, degree blocks for dense ones. Throws InvalidInputError for a link that is beyond
 * both, such as all coefficients of degree 40 in eight directions.
 */
export function compileCorrelation(f: HermiteTable, g: HermiteTable): Correlation {
  const blockCost = degreeBlockCost(f.r, g.r, Math.min(f.degree, g.degree));
  const blocksFeasible = blockCost <= BLOCK_LIMIT;
  const factorLimit = blocksFeasible ? Math.min(FACTOR_LIMIT, blockCost / FACTOR_COST) : FACTOR_LIMIT;
  const monomials = enumerateMonomials(f, g, factorLimit);
  if (monomials !== null) return monomialCorrelation(monomials);
  if (blocksFeasible) return degreeBlockCorrelation(f, g);
  throw tooDense(f, g, blockCost);
}

function tooDense(f: HermiteTable, g: HermiteTable, blockCost: number): InvalidInputError {
  const size = `${f.terms.length} × ${g.terms.length} terms up to degree ${Math.min(f.degree, g.degree)}`;
  return new InvalidInputError([
    {
      field: 'link.terms',
      cause:
        `the correlation of ${size} in ${f.r} × ${g.r} directions has more than ${FACTOR_LIMIT} monomial factors, ` +
        `and takes ${blockCost.toExponential(1)} multiplications by degree where ${BLOCK_LIMIT.toExponential(0)} is the limit`,
      remedy: 'Lower the degree, use fewer directions, or keep fewer terms of high degree',
    },
  ]);
}
