import { radialTerms } from '../link/rotational-links';
import type { BlockEvaluator } from '../formula/compile-formula';
import { radialWeight } from './axis-weight';
import { projectOnLaw } from './function-projection';
import { writeBreaks } from './panel-quadrature';
import type { Projection } from './projection';

/** A function g(‖z‖) on R^m, m ≥ 2. */
export interface RadialFunction {
  /** g on [0, ∞). */
  readonly evaluate: BlockEvaluator;
  /** Where g is not analytic for ρ > 0, ascending. */
  readonly breaks: readonly number[];
}

/**
 * Hermite expansion of a radial function on R^m up to a total degree: only even degrees occur, and the part of degree 2k
 * is a multiple of the one radial polynomial of that degree, found by quadrature over the law of ‖z‖ (theory.md §5).
 * Throws ExpansionRefusal as `projectFunction`.
 */
export function projectRadial({ evaluate, breaks }: RadialFunction, m: number, degree: number): Projection {
  const halfDegree = Math.floor(degree / 2);
  const line = projectOnLaw(
    {
      evaluate,
      axes: ['|z|'],
      smooth: false,
      breaks: (_axis, _point, out) => writeBreaks(breaks, out),
    },
    radialWeight(m, halfDegree),
  );
  const terms = Array.from({ length: halfDegree + 1 }, (_, k) => {
    const amplitude = line.coefficients[k]!;
    if (Math.abs(amplitude) <= 2 * line.error) return [];
    return radialTerms(m, k).map(({ beta, c }) => ({ beta, c: amplitude * c }));
  });
  return {
    terms: terms.flat(),
    normSquared: line.normSquared,
    error: line.error,
    normError: line.normError,
    methods: ['radial quadrature', line.method],
  };
}
