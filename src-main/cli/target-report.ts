import type { FlowSpec } from '@shared/model/experiment';
import { flowName } from '@shared/figure/flow-name';
import type { HermiteTerm } from '@shared/model/link';
import type { TargetSpec } from '@shared/model/target';
import { residualShare } from '@shared/numerics/expansion/expansion';
import { describeTarget } from '@shared/numerics/ladder/describe-target';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { predictFlowEscapes } from '@shared/numerics/ladder/predict-flow-escapes';
import { linkSymmetries } from '@shared/numerics/link/link-symmetries';
import { describeSymmetries, type SymmetryStatement } from '@shared/numerics/link/symmetry-words';
import { startOverlap } from '@shared/numerics/start/start-overlap';
import { formatCensus, reportCensus, type CensusReport } from './census-report';

/** What `grassflow inspect --json` prints of a target. */
export interface TargetReport {
  readonly id: string;
  readonly name: string;
  readonly link: { readonly r: number; readonly terms: readonly HermiteTerm[]; readonly tex: string };
  /** How the Hermite terms were found and what they leave out of the link. */
  readonly expansion: {
    readonly degree: number;
    readonly normSquared: number;
    /** Parseval residual ‖f‖² − Σ c². */
    readonly residual: number;
    /** The residual as a part of the variance E(f − E f)². */
    readonly residualShare: number;
    /** Estimated error of a coefficient as a part of ‖f‖. */
    readonly accuracy: number;
    readonly methods: readonly string[];
    readonly note: string | null;
  };
  /** ‖T_k‖² for k = 0 … degree. */
  readonly degreeEnergies: readonly number[];
  /** Null for a constant link. */
  readonly informationExponent: number | null;
  readonly intrinsicDimension: number;
  readonly relativeExponents: readonly number[];
  /** What leaves the link unchanged, and what that means for the planted flow, in words. */
  readonly symmetries: readonly SymmetryStatement[];
  readonly ladder: readonly {
    readonly exponent: number;
    readonly dimensionBefore: number;
    readonly dimensionAfter: number;
    readonly lossBefore: number;
    readonly lossAfter: number;
  }[];
  readonly start: { readonly kind: 'haar'; readonly seed: number; readonly dimension: number };
  readonly predictions: readonly { readonly flow: FlowSpec; readonly escapes: readonly PredictedEscape[] }[];
  /** Absent when none is asked for. */
  readonly census?: CensusReport;
}

const FLOWS: readonly FlowSpec[] = [{ kind: 'two-timescale' }, { kind: 'planted', metric: 'canonical' }];

/**
 * Describes a target and predicts the escapes of both flows from the Haar start of `seed` in dimension d, q = r; with a
 * census of that many planted starts, from `seed` on, when it is more than 0. Throws InvalidInputError.
 */
export function reportTarget(
  target: TargetSpec,
  dimension: number,
  seed: number,
  censusStarts: number,
): TargetReport {
  const { table, expansion, tex, energies, ladder, relativeExponents } = describeTarget(target.link);
  const { degree, normSquared, residual, accuracy, methods, note } = expansion;
  const start = { kind: 'haar', seed } as const;
  const overlap = startOverlap(start, dimension, table.r, table.r);
  return {
    id: target.id,
    name: target.name,
    link: { r: table.r, terms: table.terms, tex },
    expansion: {
      degree,
      normSquared,
      residual,
      residualShare: residualShare(expansion),
      accuracy,
      methods,
      note,
    },
    degreeEnergies: energies,
    informationExponent: ladder.informationExponent,
    intrinsicDimension: ladder.intrinsicDimension,
    relativeExponents,
    symmetries: describeSymmetries(linkSymmetries(table)),
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
      escapes: predictFlowEscapes(table, ladder, flow, overlap, table.r),
    })),
    ...(censusStarts > 0 && { census: reportCensus(table, dimension, seed, censusStarts) }),
  };
}

/** The report as text for a terminal. */
export function formatTargetReport(report: TargetReport): string {
  const { link, expansion, ladder, start } = report;
  return [
    `${report.name} (${report.id})`,
    `  link                   f*(z) = ${link.tex}`,
    `  expansion              ${formatExpansion(expansion)}`,
    ...(expansion.note === null ? [] : [`                         ${expansion.note}`]),
    `  degree energies        ${report.degreeEnergies.map((energy, k) => `${k}: ${energy.toPrecision(6)}`).join('  ')}`,
    `  information exponent   ${report.informationExponent ?? 'none (constant link)'}`,
    `  intrinsic dimension    ${report.intrinsicDimension} of r = ${link.r}`,
    `  relative exponents     ${report.relativeExponents.join(', ')}`,
    `  symmetries`,
    ...report.symmetries.flatMap(({ symmetry, planted }) => [`    ${symmetry}`, `      ${planted}`]),
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
    ...(report.census === undefined ? [] : formatCensus(report.census)),
  ].join('\n');
}

function formatExpansion(expansion: TargetReport['expansion']): string {
  const { degree, methods, residual } = expansion;
  const share =
    residual === 0 ? '' : ` (${(100 * expansion.residualShare).toPrecision(2)} % of the variance)`;
  return `degree ${degree} by ${methods.join(', ')}; Parseval residual ${residual.toPrecision(3)}${share}`;
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
