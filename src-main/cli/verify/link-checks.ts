import { saddleLadder } from '@shared/numerics/ladder/saddle-ladder';
import { degreeEnergies } from '@shared/numerics/link/degree-energies';
import { linkOfCase } from './case-flow';
import { largestDifference } from './deviation';
import type { ReferenceCase } from './reference-case';
import { compared, type QuantityCheck } from './report';

/** Compares what depends on the link alone: energies, exponents, ladder. Throws InvalidInputError for a link refused. */
export function linkChecks(entry: ReferenceCase): readonly QuantityCheck[] {
  const { expect, tol } = entry;
  const link = linkOfCase(entry);
  const ladder = saddleLadder(link);
  const checks: QuantityCheck[] = [];
  if (expect.degree_energies) {
    const deviation = largestDifference(degreeEnergies(link), expect.degree_energies);
    checks.push(compared('degree_energies', deviation, tol.loss_abs));
  }
  if (expect.info_exponent !== undefined) {
    const same = ladder.informationExponent === expect.info_exponent;
    checks.push(compared('info_exponent', same ? 0 : 1, 0));
  }
  if (expect.intrinsic_dimension !== undefined) {
    const deviation = Math.abs(ladder.intrinsicDimension - expect.intrinsic_dimension);
    checks.push(compared('intrinsic_dimension', deviation, 0));
  }
  if (expect.ladder) {
    const rungs = ladder.rungs.map((rung) => ({ s: rung.exponent, dim_after: rung.dimensionAfter }));
    checks.push(compared('ladder', differingRungs(rungs, expect.ladder), 0));
  }
  return checks;
}

type ReferenceRung = Readonly<Record<'s' | 'dim_after', number>>;

function differingRungs(computed: readonly ReferenceRung[], expected: readonly ReferenceRung[]): number {
  const length = Math.max(computed.length, expected.length);
  return Array.from({ length }, (_, i) => [computed[i], expected[i]]).filter(
    ([a, b]) => a?.s !== b?.s || a?.dim_after !== b?.dim_after,
  ).length;
}
