import type { FormulaTree } from '../formula/syntax';
import type { Projection } from './projection';

/** How many are remembered: the parts of a few formulas. */
const KEPT = 16;

/** The last ones by what they are of, the latest at the end. */
const remembered = new Map<string, Projection>();

/**
 * The projection that `project` makes of a part of a formula on the variables of these numbers up to a degree, remembered:
 * while a formula is being written most of its parts stay what they are, and quadrature is nearly all that a formula
 * takes. The part alone decides the projection, where in the text it stands does not.
 */
export function rememberedGrid(
  tree: FormulaTree,
  variables: readonly number[],
  degree: number,
  project: () => Projection,
): Projection {
  const key = JSON.stringify([tree, variables, degree], (name, value: unknown) =>
    name === 'span' ? undefined : value,
  );
  const projection = remembered.get(key) ?? project();
  remembered.delete(key);
  remembered.set(key, projection);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= KEPT) break;
    remembered.delete(oldest);
  }
  return projection;
}
