import type { FlowSpec } from '@shared/model/experiment';
import type { HermiteTerm } from '@shared/model/link';
import type { TargetSpec } from '@shared/model/target';
import { describeTarget } from '@shared/numerics/ladder/describe-target';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { predictEscapes } from '@shared/numerics/ladder/predict-escapes';
import { startOverlap } from '@shared/numerics/start/start-overlap';
import { flowName } from './run-report';

/** What `grassflow inspect --json` prints of a target. */
export interface TargetReport {
  readonly id: string;
  readonly name: string;
  readonly link: { readonly r: number; readonly terms: readonly HermiteTerm[]; readonly tex: string };
  /** ‖T_k‖² for k = 0 … degree. */
  readonly degreeEnergies: readonly number[];
  /** Null for a constant link. */
  readonly informationExponent: number | null;
  readonly intrinsicDimension: number;
  readonly relativeExponents: readonly number[];
  readonly ladder: readonly {
    readonly exponent: number;
    readonly dimensionBefore: number;
    readonly dimensionAfter: number;
    readonly lossBefore: number;
    readonly lossAfter: number;
  }[];
  readonly start: { readonly kind: 'haar'; readonly seed: number; readonly dimension: number };
  readonly predictions: readonly { readonly flow: FlowSpec; readonly escapes: readonly PredictedEscape[] }[];
}

const FLOWS: readonly FlowSpec[] = [{ kind: 'two-timescale' }, { kind: 'planted', metric: 'canonical' }];

/**
 * Describes a target and predicts the escapes of both flows from the Haar start of `seed` in dimension d, q = r.
 * Throws InvalidInputError.
 */
export function reportTarget(target: TargetSpec, dimension: number, seed: number): TargetReport {
  const { table, tex, energies, ladder, relativeExponents } = describeTarget(target.link);
  const start = { kind: 'haar', seed } as const;
  const overlap = startOverlap(start, dimension, table.r, table.r);
  return {
    id: target.id,
    name: target.name,
    link: { r: table.r, terms: table.terms, tex },
    degreeEnergies: energies,
    informationExponent: ladder.informationExponent,
    intrinsicDimension: ladder.intrinsicDimension,
    relativeExponents,
    ladder: ladder.rungs.map(({ exponent, dimensionBefore, dimensionAfter, lossBefore, lossAfter }) => ({
      exponent,
      dimensionBefore,
      dimensionAfter,
      lossBefore,
      lossAfter,
    })),
    start: { ...start, dimension },
    predictions: FLOWS.map((flow) => ({
      flow,
      escapes: predictEscapes(table, ladder, flow, overlap, table.r),
    })),
  };
}

/** The report as text for a terminal. */
export function formatTargetReport(report: TargetReport): string {
  const { link, ladder, start } = report;
  return [
    `${report.name} (${report.id})`,
    `  link                   f*(z) = ${link.tex}`,
    `  degree energies        ${report.degreeEnergies.map((energy, k) => `${k}: ${energy.toPrecision(6)}`).join('  ')}`,
    `  information exponent   ${report.informationExponent ?? 'none (constant link)'}`,
    `  intrinsic dimension    ${report.intrinsicDimension} of r = ${link.r}`,
    `  relative exponents     ${report.relativeExponents.join(', ')}`,
    `  saddle ladder (two-timescale loss)`,
    ...ladder.map(
      ({ exponent, dimensionBefore, dimensionAfter, lossBefore, lossAfter }) =>
        `    dimension ${dimensionBefore} → ${dimensionAfter}  exponent ${exponent}  loss ${lossBefore.toPrecision(6)} → ${lossAfter.toPrecision(6)}`,
    ),
    `  predicted escapes, Haar start of seed ${start.seed} in d = ${start.dimension}`,
    ...report.predictions.flatMap(({ flow, escapes }) => [
      `    ${flowName(flow)}`,
      ...escapes.map(
        (escape) =>
          `      exponent ${escape.exponent}  t = ${escape.time?.toExponential(3) ?? 'never'}  grows as ${formatGrowth(escape.growth)}  loss ${escape.lossBefore.toPrecision(6)} → ${escape.lossAfter.toPrecision(6)}`,
      ),
    ]),
  ].join('\n');
}

function formatGrowth(growth: PredictedEscape['growth']): string {
  switch (growth.kind) {
    case 'constant':
      return '1';
    case 'logarithmic':
      return 'log d';
    case 'power':
      return `d^${growth.exponent}`;
  }
}
