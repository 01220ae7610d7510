import type { HermiteTerm } from '../../model/link';
import { compileFormula } from '../formula/compile-formula';
import { breakSurfaces } from '../formula/break-surfaces';
import { parity } from '../formula/parity';
import type { FormulaTree } from '../formula/syntax';
import { canonicalTerms, totalDegree } from '../link/hermite-table';
import { formulaBreaks } from './formula-breaks';
import { projectFunction } from './function-projection';
import { gradedIndices } from './graded-indices';
import { degreeOf, significantTerms } from './hermite-algebra';
import type { LinkPart, LinkSum } from './link-structure';
import { embedded, joinMethods, meanOf, withoutNoise, type Projection } from './projection';
import { projectRadial } from './radial-projection';
import { rememberedGrid } from './remembered-grids';
import { projectRidges } from './ridge-projection';

/** The Hermite expansion of a sum of parts up to a total degree. Throws ExpansionRefusal where a part has none. */
export function projectSum(sum: LinkSum, degree: number): Projection {
  const { terms: polynomialTerms, error } = significantTerms(sum.polynomial);
  // The polynomial's product with the parts needs their coefficients up to its own degree.
  const partDegree = sum.parts.length === 0 ? degree : Math.max(degree, degreeOf(sum.polynomial));
  const parts = sum.parts.map((part) => projectPart(part, sum.r, partDegree));
  const polynomial: Projection = {
    terms: polynomialTerms,
    normSquared: energyOf(polynomialTerms),
    error,
    normError: 2 * error * Math.sqrt(energyOf(polynomialTerms)),
    methods: polynomialTerms.length === 0 ? [] : ['polynomial algebra'],
  };
  const all = parts.reduce(addIndependent, {
    terms: [],
    normSquared: 0,
    error: 0,
    normError: 0,
    methods: [],
  });
  const whole = addOrthogonally(polynomial, all);
  return { ...whole, terms: whole.terms.filter((term) => totalDegree(term) <= degree) };
}

function projectPart(part: LinkPart, r: number, degree: number): Projection {
  switch (part.kind) {
    case 'ridges':
      return projectRidges(part.ridges, r, degree);
    case 'radial':
      return embedded(projectRadial(part.radial, part.variables.length, degree), part.variables, r);
    case 'grid': {
      const { tree, variables } = part;
      const grid = rememberedGrid(tree, variables, degree, () => projectGrid(tree, variables, degree));
      return embedded(grid, variables, r);
    }
    case 'product':
      return part.factors.map((factor) => projectSum(factor, degree)).reduce((a, b) => product(a, b, degree));
    case 'overlapping':
      return projectOverlapping(part, r, degree);
  }
}

/** A formula on up to three variables; `variables` are their numbers in the link, for messages. */
function projectGrid(tree: FormulaTree, variables: readonly number[], degree: number): Projection {
  const m = variables.length;
  const dense = projectFunction(
    {
      evaluate: compileFormula(tree),
      axes: variables.map((variable) => `z${variable + 1}`),
      smooth: breakSurfaces(tree).length === 0,
      breaks: formulaBreaks(tree, m),
    },
    degree,
  );
  const parities = variables.map((_, i) => parity(tree, i));
  const allowed = (beta: readonly number[]): boolean =>
    beta.every((b, i) => parities[i] !== (b % 2 === 0 ? 'odd' : 'even'));
  const terms = gradedIndices(m, degree)
    .indices.map((beta, n) => ({ beta, c: dense.coefficients[n]! }))
    .filter(({ beta }) => allowed(beta));
  return {
    terms: withoutNoise(terms, dense.error),
    normSquared: dense.normSquared,
    error: dense.error,
    normError: dense.normError,
    methods: [dense.method],
  };
}

/** Terms that share variables: ‖Σ p_i‖² with E[p_i p_j] where the parts are not independent. */
function projectOverlapping(
  part: Extract<LinkPart, { kind: 'overlapping' }>,
  r: number,
  degree: number,
): Projection {
  const single = part.parts.map((one) => projectPart(one, r, degree));
  const whole = single.reduce(addIndependent);
  let { normSquared, normError } = whole;
  for (const { i, j, product: pair } of part.pairs) {
    const cross = projectSum(pair, 0);
    normSquared += 2 * (meanOf(cross) - meanOf(single[i]!) * meanOf(single[j]!));
    normError += 2 * cross.error;
  }
  return { ...whole, normSquared, normError };
}

/** The sum of two functions of independent variables: only their means meet. */
function addIndependent(a: Projection, b: Projection): Projection {
  return addWithProduct(a, b, meanOf(a) * meanOf(b));
}

/** The sum of a polynomial, all of whose terms are known, and a function known up to the polynomial's degree. */
function addOrthogonally(polynomial: Projection, other: Projection): Projection {
  const known = new Map(other.terms.map(({ beta, c }) => [beta.join(), c]));
  const inner = polynomial.terms.reduce((sum, { beta, c }) => sum + c * (known.get(beta.join()) ?? 0), 0);
  return addWithProduct(polynomial, other, inner);
}

/** The sum of two functions with E[a b] = `inner`. Coefficients that cancel to noise are left out. */
function addWithProduct(a: Projection, b: Projection, inner: number): Projection {
  const error = a.error + b.error;
  const meeting = new Set(a.terms.map(({ beta }) => beta.join()));
  const shared = new Set(b.terms.map(({ beta }) => beta.join()).filter((key) => meeting.has(key)));
  const terms = canonicalTerms([...a.terms, ...b.terms]);
  return {
    terms: terms.filter(({ beta, c }) => !shared.has(beta.join()) || Math.abs(c) > 2 * error),
    normSquared: a.normSquared + 2 * inner + b.normSquared,
    error,
    normError:
      a.normError +
      b.normError +
      2 * (a.error * Math.sqrt(b.normSquared) + b.error * Math.sqrt(a.normSquared)),
    methods: joinMethods([a, b]),
  };
}

/** The product of two functions of separate variables, up to a total degree. */
function product(a: Projection, b: Projection, degree: number): Projection {
  const terms: HermiteTerm[] = [];
  for (const left of a.terms) {
    for (const right of b.terms) {
      const beta = left.beta.map((n, i) => n + right.beta[i]!);
      if (beta.reduce((sum, n) => sum + n, 0) <= degree) terms.push({ beta, c: left.c * right.c });
    }
  }
  return {
    terms,
    normSquared: a.normSquared * b.normSquared,
    error: a.error * Math.sqrt(b.normSquared) + b.error * Math.sqrt(a.normSquared),
    normError: a.normError * b.normSquared + b.normError * a.normSquared,
    methods: joinMethods([a, b], 'product'),
  };
}

function energyOf(terms: readonly HermiteTerm[]): number {
  return terms.reduce((sum, { c }) => sum + c * c, 0);
}
