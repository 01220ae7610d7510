import { InvalidInputError } from '../../model/input-problem';
import type { FormulaLink } from '../../model/link';
import { domainProblems } from '../formula/domain/domain-problems';
import { parseFormula } from '../formula/parse-formula';
import type { Expansion } from './expansion';
import { refusalsAs } from './expansion-refusal';
import { linkStructure } from './link-structure';
import { projectSum } from './sum-projection';
import { checkRequest, degreeToCompute, truncate } from './truncate';

const FIELD = 'link.text';

/**
 * The Hermite expansion of a formula. Throws InvalidInputError naming `link.text`, with the character where there is one,
 * for a text that cannot be read, a formula without a finite E f(z)², and one the program cannot expand to its standard
 * of accuracy; naming `link.degree` or `link.residual` for a request that cannot be met.
 */
export function expandFormula(link: FormulaLink): Expansion {
  checkRequest(link);
  const formula = parseFormula(link.text, link.r, FIELD);
  const problems = domainProblems(formula);
  if (problems.length > 0) {
    throw new InvalidInputError(
      problems.map(({ span, cause, remedy }) => ({
        field: FIELD,
        cause: `character ${span.start + 1}: ${cause}`,
        remedy,
      })),
    );
  }
  return refusalsAs(FIELD, () => {
    const structure = linkStructure(formula.tree, link.r);
    const degree = degreeToCompute(link, structure.parts);
    return truncate(projectSum(structure, degree), link.r, link, degree);
  });
}
