import { CLASSIFICATION_RULES, classifyState } from '@shared/numerics/critical/classify';
import type { CoreHessian } from '@shared/numerics/critical/hessian';
import type { Landscape } from '@shared/numerics/critical/landscape';
import { largestDifference } from './deviation';
import type { ReferenceCase } from './reference-case';
import { compared, type QuantityCheck } from './report';

/** The threshold of the reference Hessians, an absolute number. */
const REFERENCE_THRESHOLD = 1e-5;

/** Compares kind and Hessian of the final state, at the overlap M (r × q) the engine arrives at. */
export function criticalChecks(
  { expect, tol }: ReferenceCase,
  landscape: Landscape,
  M: Float64Array,
): readonly QuantityCheck[] {
  const expected = expect.final;
  const { kind, hessian } = classifyState(landscape, M, {
    ...CLASSIFICATION_RULES,
    hessianThreshold: REFERENCE_THRESHOLD / landscape.signal,
  });
  const checks: QuantityCheck[] = [];
  if (expected?.kind !== undefined) {
    checks.push(compared('final.kind', kind === expected.kind ? 0 : 1, 0));
  }
  if (expected?.hessian !== undefined) {
    const { eigs, ...counts } = expected.hessian;
    const differing = Object.entries(countsOf(hessian)).filter(
      ([name, count]) => counts[name as keyof typeof counts] !== count,
    );
    checks.push(compared('final.hessian', differing.length, 0));
    const deviation = largestDifference(hessian.coreEigenvalues, eigs);
    checks.push(compared('final.hessian.eigs', deviation, tol.final_abs));
  }
  return checks;
}

/** The counts by the names of the reference schema. */
function countsOf({ core, extra }: CoreHessian) {
  return {
    neg: core.negative,
    zero: core.zero,
    pos: core.positive,
    extra_neg_per_dim: extra.negative,
    extra_zero_per_dim: extra.zero,
  };
}
