import type { ConditionSummary, EscapeTimes, FiveQuantiles } from '@shared/ensembles/condition-summary';
import type { ScalingAnswer } from '@shared/ensembles/fit-scaling';
import type { LandscapeRuns } from '@shared/ensembles/landscape-runs';
import type { LeftOutRuns } from '@shared/ensembles/left-out';
import { methodInWords, verdictInWords } from '@shared/ensembles/scaling-words';
import type { FieldValue, RunField } from '@shared/ensembles/run-fields';
import type { FlowSpec } from '@shared/model/experiment';
import type { CollapseScore } from '@shared/numerics/statistics/collapse-score';
import type { Interval } from '@shared/numerics/statistics/interval';
import type { OutcomeRates } from '@shared/numerics/statistics/outcome-rates';
import type { PredictedScaling } from '@shared/numerics/statistics/predicted-scaling';
import type { ScalingCounts, ScalingRules } from '@shared/numerics/statistics/scaling-fit';
import type { WrittenBands } from './bands-file';
import type { FoundFamily } from './rescaled-conditions';

/** What `grassflow analyse --json` prints. In JSON a number that is not finite (a time beyond the horizon) is null. */
export interface AnalysisReport {
  readonly project: string;
  readonly name: string;
  /** What was asked. */
  readonly question: {
    /** Id of the saved analysis; null without one. */
    readonly analysis: string | null;
    /** Empty for all runs of the project. */
    readonly sweeps: readonly string[];
    readonly where: string;
    readonly by: readonly string[];
  };
  /** Sealed runs of the project, and how many of them are looked at. */
  readonly sealed: number;
  readonly runs: number;
  /** Runs that are not looked at. */
  readonly leftOut: readonly LeftOutRuns[];
  readonly conditions: readonly ConditionReport[];
  readonly scaling: readonly ScalingReport[];
  /** Absent unless something is rescaled. */
  readonly collapse?: CollapseReport;
  /** Absent unless they are asked for. */
  readonly bands?: WrittenBands;
  /** Runs without the curves that collapse and bands need; absent unless curves are. */
  readonly withoutCurves?: readonly LeftOutRuns[];
}

/** What came out of the runs of one condition. */
export interface ConditionReport {
  readonly condition: string;
  /** Values of the grouping fields, by their ids. */
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly runs: number;
  readonly rates: Omit<OutcomeRates, 'condition'> | null;
  readonly finalLoss: FiveQuantiles;
  readonly escapes: readonly EscapeTimes[];
}

/** The law of the escape times of one landscape. */
export interface ScalingReport {
  readonly landscape: string;
  readonly flow: FlowSpec;
  readonly runs: number;
  /** Number of the escape that is timed. */
  readonly escape: number;
  /** What times are measured against. */
  readonly against: string;
  readonly model: ScalingAnswer['model'];
  /** Null where no law can be fitted: `statement` says why. */
  readonly fit: {
    readonly slope: number;
    readonly intercept: number;
    readonly interval: Interval;
    readonly level: number;
    readonly method: 'least-squares' | 'censored-likelihood';
    readonly intervalBy: ScalingRules['interval'];
    readonly estimator: ScalingRules['estimator'];
    readonly range: readonly [number, number];
  } | null;
  /** How it was fitted, or why it was not, in words. */
  readonly statement: string;
  readonly counts: ScalingCounts;
  /** Null without a prediction. */
  readonly predicted: PredictedScaling | null;
  /** Whether the interval holds what is predicted; null where nothing can be said. */
  readonly agrees: boolean | null;
  /** AIC of a power law minus that of a logarithmic one. */
  readonly preference: number | null;
  readonly verdict: string;
  readonly times: ScalingAnswer['times'];
  readonly leftOut: readonly LeftOutRuns[];
}

/** How conditions fall together when their times are rescaled. */
export interface CollapseReport {
  readonly quantity: string;
  readonly formula: string;
  /** The formula whose exponent is fitted. */
  readonly fittedFormula: string;
  readonly families: readonly {
    readonly family: string;
    readonly conditions: number;
    readonly score: CollapseScore | null;
    readonly unscaled: CollapseScore | null;
    readonly best: {
      readonly exponent: number;
      readonly interval: Interval | null;
      readonly score: number;
    } | null;
    readonly failure: string | null;
  }[];
  /** Runs that the formula cannot rescale. */
  readonly leftOut: readonly LeftOutRuns[];
}

/** A condition as it is reported. */
export function reportCondition(
  { label, values, runs, rates, finalLoss, escapes }: ConditionSummary,
  groupBy: readonly RunField[],
): ConditionReport {
  return {
    condition: label,
    values: Object.fromEntries(groupBy.map(({ id }, i) => [id, values[i] ?? null])),
    runs: runs.length,
    rates: rates && {
      runs: rates.runs,
      success: rates.success,
      trapped: rates.trapped,
      unfinished: rates.unfinished,
    },
    finalLoss,
    escapes,
  };
}

/** A scaling law as it is reported. */
export function reportScaling(
  landscape: LandscapeRuns,
  answer: ScalingAnswer,
  against: string,
): ScalingReport {
  const { escape, model, fit, predicted, comparison, preference, times, leftOut } = answer;
  return {
    landscape: landscape.name(),
    flow: landscape.flow,
    runs: landscape.runs.length,
    escape,
    against,
    model,
    fit:
      fit.kind === 'unfit'
        ? null
        : {
            slope: fit.line.slope,
            intercept: fit.line.intercept,
            interval: fit.slopeInterval,
            level: fit.rules.level,
            method: fit.method,
            intervalBy: fit.intervalBy,
            estimator: fit.rules.estimator,
            range: fit.range,
          },
    statement: fit.kind === 'unfit' ? fit.statement : methodInWords(fit),
    counts: fit.counts,
    predicted,
    agrees: comparison?.agrees ?? null,
    preference,
    verdict: verdictInWords(answer),
    times,
    leftOut,
  };
}

/** A family of conditions as it is reported. */
export function reportFamily({
  family,
  scores,
  best,
  failure,
}: FoundFamily): CollapseReport['families'][number] {
  return {
    family: family.label || 'all',
    conditions: family.members.length,
    score: scores?.after ?? null,
    unscaled: scores?.before ?? null,
    best: best && { exponent: best.exponent, interval: best.interval, score: best.score.score },
    failure,
  };
}
