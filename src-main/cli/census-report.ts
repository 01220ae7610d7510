import type { StiefelMetric } from '@shared/model/experiment';
import { haarStarts, plantedCensus, type CensusProblem } from '@shared/numerics/critical/census';
import type { CriticalKind } from '@shared/numerics/critical/classify';
import { singularValues } from '@shared/numerics/linear-algebra/singular-values';
import type { HermiteTable } from '@shared/numerics/link/hermite-table';
import type { FrequencyEstimate } from '@shared/numerics/statistics/wilson';

/** Where planted starts of a target end, as `grassflow inspect --census --json` prints it. */
export interface CensusReport {
  readonly metric: StiefelMetric;
  readonly dimension: number;
  /** Haar starts of the seeds `seed` … `seed` + `starts` − 1, q = r. */
  readonly starts: number;
  readonly seed: number;
  readonly successes: FrequencyEstimate;
  readonly trapped: FrequencyEstimate;
  /** Starts still on their way when time ran out: not counted as trapped. */
  readonly unfinished: number;
  /** Whether families are told apart by the link's symmetries one by one, or by loss, singular values and spectrum. */
  readonly comparedBy: 'symmetries' | 'invariants';
  /** Families of critical points up to the link's symmetries, by loss. */
  readonly families: readonly {
    readonly kind: CriticalKind;
    readonly loss: number;
    /** Number of negative Hessian directions in dimension d. */
    readonly index: number;
    readonly basin: FrequencyEstimate;
    readonly singularValues: readonly number[];
    /** Overlap matrix of one member, row by row. */
    readonly overlap: readonly number[];
  }[];
}

/** A census of the planted landscape of a link, from Haar starts. Throws InvalidInputError for links too dense. */
export function reportCensus(
  table: HermiteTable,
  dimension: number,
  seed: number,
  starts: number,
): CensusReport {
  const problem: CensusProblem = { teacher: table, student: table, metric: 'embedded', dimension };
  const census = plantedCensus(problem, haarStarts(problem, seed, starts));
  return {
    metric: problem.metric,
    dimension,
    starts,
    seed,
    successes: census.successes,
    trapped: census.trapped,
    unfinished: census.unfinished,
    comparedBy: census.comparedBy,
    families: census.entries.map(({ kind, loss, index, basin, M }) => ({
      kind,
      loss,
      index,
      basin,
      singularValues: Array.from(singularValues(M, table.r, table.r)),
      overlap: Array.from(M),
    })),
  };
}

const KINDS: Readonly<Record<CriticalKind, string>> = {
  global_min: 'global minimum',
  spurious_min: 'spurious minimum',
  saddle: 'saddle',
  degenerate: 'degenerate',
  underparametrised_min: 'underparametrised minimum',
  other: 'other',
};

/** The census as lines of text for a terminal. */
export function formatCensus(census: CensusReport): readonly string[] {
  const { starts, seed, dimension, metric, unfinished } = census;
  return [
    `  census of planted ends, ${metric} metric, ${starts} Haar starts from seed ${seed} in d = ${dimension}`,
    `    success ${frequency(census.successes)}  trapped ${frequency(census.trapped)}  unfinished ${unfinished}`,
    ...census.families.map(
      ({ kind, loss, index, basin, singularValues: sigma }) =>
        `    ${KINDS[kind].padEnd(17)} loss ${loss.toPrecision(6).padEnd(12)} index ${String(index).padEnd(3)} ` +
        `basin ${frequency(basin)}  λ ${sigma.map((value) => value.toFixed(4)).join(' ')}`,
    ),
  ];
}

/** A frequency with its 95 % Wilson interval. */
function frequency({ estimate, low, high }: FrequencyEstimate): string {
  return `${estimate.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}
