import { splitAdditive, type FormulaPart } from '../formula/additive-terms';
import { add, multiply } from '../formula/build-tree';
import { compileFormula } from '../formula/compile-formula';
import { constantValue } from '../formula/formula-value';
import { kinks } from '../formula/kinks';
import { parity } from '../formula/parity';
import { splitProduct } from '../formula/product-factors';
import { radialProfile } from '../formula/radial';
import { asRidge } from '../formula/ridge';
import type { FormulaTree } from '../formula/syntax';
import { NORMAL_REACH } from '../formula/zeros';
import { ExpansionRefusal } from './expansion-refusal';
import { GRID_AXES } from './function-projection';
import { countUpTo } from './graded-indices';
import { addScaled, isAccurate, monomial, type HermitePolynomial } from './hermite-algebra';
import { polynomialOf } from './polynomial-formula';
import type { RadialFunction } from './radial-projection';
import { restrictTree } from './restrict-tree';
import { supportOf, type RidgeFunction } from './ridge-function';

/** A part of a formula that is expanded by one method. `variables`: the (0-based) directions it reads. */
export type LinkPart =
  | {
      readonly kind: 'ridges';
      readonly variables: readonly number[];
      readonly ridges: readonly RidgeFunction[];
    }
  | { readonly kind: 'radial'; readonly variables: readonly number[]; readonly radial: RadialFunction }
  /** A product of sums in separate variables, each on R^r. */
  | { readonly kind: 'product'; readonly variables: readonly number[]; readonly factors: readonly LinkSum[] }
  /** Quadrature on a grid; `tree` is a formula on `variables` alone. */
  | { readonly kind: 'grid'; readonly variables: readonly number[]; readonly tree: FormulaTree }
  /** Parts that share variables; `pairs` has the products of those that do, whose means are E[part_i part_j]. */
  | {
      readonly kind: 'overlapping';
      readonly variables: readonly number[];
      readonly parts: readonly LinkPart[];
      readonly pairs: readonly { readonly i: number; readonly j: number; readonly product: LinkSum }[];
    };

/** A formula on R^r as a polynomial plus parts, no two of which read the same variable. */
export interface LinkSum {
  readonly r: number;
  readonly polynomial: HermitePolynomial;
  readonly parts: readonly LinkPart[];
}

/**
 * Takes a formula on R^r apart into what the program can expand: a polynomial, sums of ridge functions, radial
 * functions, products, and functions of up to three variables. Throws ExpansionRefusal when a part is none of these.
 */
export function linkStructure(tree: FormulaTree, r: number): LinkSum {
  let polynomial: HermitePolynomial = monomial(new Array<number>(r).fill(0), 0);
  const others: FormulaPart[] = [];
  for (const term of splitAdditive(tree)) {
    const known = polynomialOf(term.tree, r);
    if (known === null || !isAccurate(known)) others.push(term);
    else polynomial = addScaled(polynomial, 1, known);
  }
  return { r, polynomial, parts: connected(others).map((terms) => connectedPart(terms, r)) };
}

/** How many coefficients up to a total degree a part may have, the zeros that a symmetry brings included. */
export function coefficientCount(part: LinkPart, degree: number): number {
  switch (part.kind) {
    case 'ridges': {
      const supports = new Set(part.ridges.map(({ direction }) => supportOf(direction).join()));
      return [...supports].reduce((sum, support) => sum + countUpTo(support.split(',').length, degree), 0);
    }
    case 'radial':
    case 'grid':
    case 'product':
      return countUpTo(part.variables.length, degree);
    case 'overlapping':
      return part.parts.reduce((sum, one) => sum + coefficientCount(one, degree), 0);
  }
}

/** Groups of terms connected by shared variables, in the order of their first terms. */
function connected(terms: readonly FormulaPart[]): readonly (readonly FormulaPart[])[] {
  let groups: (readonly FormulaPart[])[] = [];
  for (const term of terms) {
    const touches = (group: readonly FormulaPart[]): boolean =>
      group.some((other) => sharesVariable(other, term));
    const joined = [...groups.filter(touches).flat(), term];
    const at = groups.findIndex(touches);
    const rest = groups.filter((group) => !touches(group));
    groups = at < 0 ? [...rest, joined] : [...rest.slice(0, at), joined, ...rest.slice(at)];
  }
  return groups;
}

function sharesVariable(a: FormulaPart, b: FormulaPart): boolean {
  return a.variables.some((variable) => b.variables.includes(variable));
}

/** The part for terms that hang together. */
function connectedPart(terms: readonly FormulaPart[], r: number): LinkPart {
  const variables = unionOf(terms);
  const tree = terms.map((term) => term.tree).reduce(add);
  const simple =
    ridgePart([tree], variables, r) ??
    ridgePart(
      terms.map((term) => term.tree),
      variables,
      r,
    ) ??
    radialPart(tree, variables);
  if (simple !== null) return simple;
  const [only] = terms;
  const product = only !== undefined && terms.length === 1 ? productPart(only, r) : null;
  if (product !== null) return product;
  if (variables.length <= GRID_AXES) return { kind: 'grid', variables, tree: restrictTree(tree, variables) };
  if (terms.length > 1) return overlappingPart(terms, variables, r);
  throw tooManyVariables(variables);
}

function unionOf(terms: readonly FormulaPart[]): readonly number[] {
  return [...new Set(terms.flatMap((term) => term.variables))].sort((a, b) => a - b);
}

/** The sum of trees each of which is a ridge function; null if one is not. */
function ridgePart(trees: readonly FormulaTree[], variables: readonly number[], r: number): LinkPart | null {
  const ridges: RidgeFunction[] = [];
  for (const tree of trees) {
    const ridge = asRidge(tree, r);
    if (ridge === null) return null;
    ridges.push(ridgeFunction(ridge.direction, ridge.profile));
  }
  return { kind: 'ridges', variables, ridges };
}

/** g(⟨u, z⟩) for a formula g in z1. */
export function ridgeFunction(direction: readonly number[], profile: FormulaTree): RidgeFunction {
  return {
    direction,
    evaluate: compileFormula(profile),
    breaks: kinks(profile).map(({ at }) => at),
    parity: parity(profile, 0),
  };
}

function radialPart(tree: FormulaTree, variables: readonly number[]): LinkPart | null {
  const profile = radialProfile(restrictTree(tree, variables), variables.length);
  if (profile === null) return null;
  const breaks = kinks(profile, { from: 0, to: NORMAL_REACH.to }).map(({ at }) => at);
  return { kind: 'radial', variables, radial: { evaluate: compileFormula(profile), breaks } };
}

function productPart({ tree, variables }: FormulaPart, r: number): LinkPart | null {
  const factors = splitProduct(tree);
  const varying = factors.filter((factor) => constantValue(factor.tree) === null);
  if (varying.length < 2) return null;
  return { kind: 'product', variables, factors: factors.map((factor) => linkStructure(factor.tree, r)) };
}

/** Terms in more than three variables together, each expanded by itself. */
function overlappingPart(terms: readonly FormulaPart[], variables: readonly number[], r: number): LinkPart {
  const parts = terms.map((term) => connectedPart([term], r));
  const pairs = terms.flatMap((a, i) =>
    terms.slice(i + 1).flatMap((b, offset) => {
      if (!sharesVariable(a, b)) return [];
      return [{ i, j: i + 1 + offset, product: linkStructure(multiply(a.tree, b.tree), r) }];
    }),
  );
  return { kind: 'overlapping', variables, parts, pairs };
}

function tooManyVariables(variables: readonly number[]): ExpansionRefusal {
  const names = variables.map((variable) => `z${variable + 1}`).join(', ');
  return new ExpansionRefusal(
    `it joins ${variables.length} directions (${names}) in a way that is neither a polynomial, nor a sum or product of parts ` +
      `in separate directions, nor a function of norm(z), nor a sum of functions of single directions ⟨v, z⟩`,
    `Quadrature takes at most ${GRID_AXES} directions: write it as a sum of terms of at most ${GRID_AXES} directions, or of neurons`,
  );
}
