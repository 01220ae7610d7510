import type { HermiteTerm } from '../../model/link';
import { multinomial } from '../correlation/multi-indices';
import { raise } from '../raise';
import { projectByPanels, projectFunction } from './function-projection';
import { gradedIndices } from './graded-indices';
import { writeBreaks } from './panel-quadrature';
import { joinMethods, type Projection } from './projection';
import { mergeParallel, supportOf, type ExpandedRidge, type RidgeFunction } from './ridge-function';
import { normOfSum } from './ridge-norm';

/** Degree of the one-dimensional expansions from which E[g_i g_j] is summed. */
const CROSS_DEGREE = 512;

/**
 * Hermite expansion of a sum of ridge functions on R^r up to a total degree: each is expanded along its direction, and
 * h_k(⟨u, z⟩) is the tensor power with coefficient √(k!/beta!) u^beta on H_beta (theory.md §1). The norm needs
 * E[g_i(⟨u_i, z⟩) g_j(⟨u_j, z⟩)] = Σ_k c_k^i c_k^j ⟨u_i, u_j⟩^k (Mehler). Throws ExpansionRefusal as `projectFunction`.
 */
export function projectRidges(ridges: readonly RidgeFunction[], r: number, degree: number): Projection {
  const distinct = mergeParallel(ridges);
  const expanded = distinct.map((ridge) => expandRidge(ridge, distinct.length > 1, degree));
  const { normSquared, normError } = normOfSum(expanded);
  return {
    terms: ridgeTerms(expanded, r, degree),
    normSquared,
    error: expanded.reduce((sum, { line }) => sum + line.error, 0),
    normError,
    methods: joinMethods([], 'ridge functions', ...expanded.map(({ line }) => line.method)),
  };
}

/** Coefficients c_k, noise and those that a parity forbids set to 0. */
function expandRidge(ridge: RidgeFunction, several: boolean, degree: number): ExpandedRidge {
  const f = lineFunction(ridge);
  const line = several
    ? projectByPanels(f, Math.max(degree, CROSS_DEGREE))
    : projectFunction({ ...f, smooth: ridge.breaks.length === 0 }, degree);
  const coefficients = line.coefficients.map((c, k) => {
    const forbidden = ridge.parity === (k % 2 === 0 ? 'odd' : 'even');
    return forbidden || Math.abs(c) <= 2 * line.error ? 0 : c;
  });
  return { ridge, line: { ...line, coefficients } };
}

function lineFunction({ direction, evaluate, breaks }: RidgeFunction) {
  const axis =
    direction.filter((x) => x !== 0).length === 1 ? `z${direction.findIndex((x) => x !== 0) + 1}` : '⟨u, z⟩';
  return {
    evaluate,
    axes: [axis],
    smooth: false,
    breaks: (_axis: number, _point: Float64Array, out: Float64Array) => writeBreaks(breaks, out),
  };
}

/** Σ_i c_k^i √(k!/beta!) u_i^beta on every beta, |beta| = k ≤ degree. */
function ridgeTerms(expanded: readonly ExpandedRidge[], r: number, degree: number): readonly HermiteTerm[] {
  const sums = new Map<string, { readonly beta: readonly number[]; c: number }>();
  const bySupport = new Map<string, ExpandedRidge[]>();
  for (const item of expanded) {
    const key = supportOf(item.ridge.direction).join();
    bySupport.set(key, [...(bySupport.get(key) ?? []), item]);
  }
  for (const items of bySupport.values()) {
    for (const { beta, c } of supportTerms(items, r, degree)) {
      const key = beta.join();
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { beta, c });
      else known.c += c;
    }
  }
  return [...sums.values()];
}

/** Terms of ridge functions whose directions have components along the same axes. */
function supportTerms(items: readonly ExpandedRidge[], r: number, degree: number): readonly HermiteTerm[] {
  const axes = supportOf(items[0]!.ridge.direction);
  const { indices, upTo } = gradedIndices(axes.length, degree);
  const sums = new Float64Array(indices.length);
  const powers = new Float64Array(axes.length * (degree + 1));
  for (const { ridge, line } of items) {
    for (const [position, axis] of axes.entries()) {
      for (let e = 0; e <= degree; e++)
        powers[position * (degree + 1) + e] = raise(ridge.direction[axis]!, e);
    }
    for (let k = 0; k <= degree; k++) {
      const c = line.coefficients[k]!;
      if (c === 0) continue;
      for (let n = k === 0 ? 0 : upTo[k - 1]!; n < upTo[k]!; n++) {
        const beta = indices[n]!;
        let product = c;
        for (let position = 0; position < beta.length; position++) {
          product *= powers[position * (degree + 1) + beta[position]!]!;
        }
        sums[n] = sums[n]! + product;
      }
    }
  }
  return indices.map((part, n) => {
    const beta = new Array<number>(r).fill(0);
    for (const [position, axis] of axes.entries()) beta[axis] = part[position]!;
    return { beta, c: sums[n]! * Math.sqrt(multinomial(part)) };
  });
}
