import { compileCorrelation } from '../correlation/compile-correlation';
import { monomialCorrelation } from '../correlation/monomial-correlation';
import { enumerateMonomials } from '../correlation/monomials';
import { hasTensors } from '../correlation/pulled-tensor';
import type { HermiteTable } from '../link/hermite-table';
import { explainedByCorrelation } from './explained-by-correlation';
import { explainedByTensors } from './explained-by-tensors';
import type { ExplainedEnergy } from './explained-energy';

/** Time of one monomial factor in D(G) over that of one multiplication of tensors, measured. */
const FACTOR_COST = 4;

/**
 * The explained energy of a link without constant term at r × p overlaps, by whichever evaluator is faster: monomials for
 * few terms, tensors for many. Throws InvalidInputError for links beyond both.
 */
export function compileExplainedEnergy(link: HermiteTable, p: number): ExplainedEnergy {
  if (!hasTensors(Math.max(link.r, p), link.degree)) {
    return explainedByCorrelation(compileCorrelation(link, link), p);
  }
  const tensors = explainedByTensors(link, p);
  const monomials = enumerateMonomials(link, link, tensors.cost / FACTOR_COST);
  return monomials === null ? tensors : explainedByCorrelation(monomialCorrelation(monomials), p);
}
