import type { RunOutcome, RunSpec } from '../model/run';
import type { ScalingChoice } from '../model/analysis-cards';
import { hermiteTable } from '../numerics/link/hermite-table';
import {
  compareScaling,
  logarithmicPreference,
  type ScalingComparison,
} from '../numerics/statistics/compare-scaling';
import {
  escapeExponents,
  escapeTime,
  predictedEscapeScaling,
  type EscapeTime,
} from '../numerics/statistics/escape-times';
import type { RunEnding } from '../numerics/statistics/outcome-rates';
import type { PredictedScaling } from '../numerics/statistics/predicted-scaling';
import { quartiles } from '../numerics/statistics/quartiles';
import { distinct, type ScalingModel, type ScalingPoint } from '../numerics/statistics/scaling-data';
import {
  fitScaling,
  SCALING_RULES,
  type ScalingFit,
  type ScalingUnfit,
} from '../numerics/statistics/scaling-fit';
import type { LandscapeSpec } from './judge-runs';
import { leftOutRuns, type LeftOutRuns } from './left-out';

/** A run whose time is measured against something. */
export interface TimedRun extends Pick<RunOutcome, 'events' | 'finalSingularValues' | 'reached'> {
  readonly runId: string;
  readonly thresholds: RunSpec['thresholds'];
  /** Seed of its start; null for a given start. */
  readonly seed: number | null;
  /** What its time is measured against; null where it has no such value. */
  readonly x: number | null;
  readonly ending: RunEnding | null;
}

/** Runs on one landscape: one law is fitted through their times. */
export interface ScalingQuestion extends LandscapeSpec {
  readonly key: string;
  readonly runs: readonly TimedRun[];
}

/** Times at one x, put together: +Infinity where a quantile lies beyond the horizon. */
export interface TimesAtX {
  readonly x: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly observed: number;
  readonly censored: number;
  /** Smallest horizon of the censored ones; Infinity without any. */
  readonly bound: number;
}

/** What was found of one landscape. */
export interface ScalingAnswer {
  readonly key: string;
  /** Which escape was timed, from 1. */
  readonly escape: number;
  readonly model: ScalingModel;
  readonly fit: ScalingFit | ScalingUnfit;
  /** AIC of a power law minus that of a logarithmic one: positive where τ ∝ ln x fits better; null without both fits. */
  readonly preference: number | null;
  /** Predicted growth with d; null where there is no prediction, or time is not measured against d. */
  readonly predicted: PredictedScaling | null;
  readonly comparison: ScalingComparison | null;
  readonly times: readonly TimesAtX[];
  /** Run of every point of the fit (`fit.uses`), in their order. */
  readonly runIds: readonly string[];
  readonly points: readonly ScalingPoint[];
  readonly leftOut: readonly LeftOutRuns[];
}

/** Fits the law of one landscape's escape times. For a worker. */
export function fitScalingOf(question: ScalingQuestion, choice: ScalingChoice): ScalingAnswer {
  const { key, flow, studentWidth: q } = question;
  const link = hermiteTable(question.link.r, question.link.terms);
  const escapes = escapeExponents(link, flow, q).length;
  const escape = choice.time === 'last' ? Math.max(1, escapes) : choice.time;
  const { points, runIds, leftOut } = timesOf(question.runs, escape, choice);
  const predicted = choice.against === 'd' ? predictedEscapeScaling(link, flow, q, escape) : null;
  const model: ScalingModel =
    choice.model === 'auto'
      ? predicted?.growth.kind === 'logarithmic'
        ? 'logarithmic'
        : 'power'
      : choice.model;
  const { estimator, interval, level, range } = choice;
  const rules = { ...SCALING_RULES, estimator, interval, level, range, model };
  const fit = fitScaling(points, rules);
  // Only how well it fits is asked of the other law, not the interval of its slope.
  const rival = model === 'power' ? 'logarithmic' : 'power';
  const other = fitScaling(points, { ...rules, model: rival, interval: 'likelihood' });
  const both = fit.kind === 'fitted' && other.kind === 'fitted';
  return {
    key,
    escape,
    model,
    fit,
    preference: both
      ? model === 'power'
        ? logarithmicPreference(fit, other)
        : logarithmicPreference(other, fit)
      : null,
    predicted,
    comparison: fit.kind === 'fitted' && predicted !== null ? compareScaling(fit, predicted) : null,
    times: distinct(points).map((x) => timesAt(x, points)),
    runIds,
    points,
    leftOut,
  };
}

/** The points of a fit, and the runs that give none. */
function timesOf(
  runs: readonly TimedRun[],
  escape: number,
  { trapped }: ScalingChoice,
): Pick<ScalingAnswer, 'points' | 'runIds' | 'leftOut'> {
  const points: ScalingPoint[] = [];
  const runIds: string[] = [];
  const left: { why: string; runId: string }[] = [];
  for (const run of runs) {
    const time = countedTime(run, escape, trapped);
    if (run.x === null) left.push({ why: 'they have no such value on the abscissa', runId: run.runId });
    else if (time.kind === 'unknown') left.push({ why: time.why, runId: run.runId });
    else {
      const seed = run.seed === null ? {} : { seed: run.seed };
      points.push({ x: run.x, tau: time.tau, censored: time.kind === 'censored', ...seed });
      runIds.push(run.runId);
    }
  }
  return { points, runIds, leftOut: leftOutRuns(left) };
}

/** What a run says of the time of an escape, once it is settled whether a trapped run, which never escapes, counts. */
export function countedTime(run: TimedRun, escape: number, trapped: ScalingChoice['trapped']): EscapeTime {
  const time = escapeTime(run, run, escape);
  return time.kind === 'censored' && run.ending === 'trapped' && trapped === 'left-out'
    ? { kind: 'unknown', why: 'trapped: they never escape' }
    : time;
}

function timesAt(x: number, points: readonly ScalingPoint[]): TimesAtX {
  const own = points.filter((point) => point.x === x);
  const censored = own.filter((point) => point.censored);
  const { low, median, high } = quartiles(own.map((point) => (point.censored ? Infinity : point.tau)));
  return {
    x,
    low,
    median,
    high,
    observed: own.length - censored.length,
    censored: censored.length,
    bound: Math.min(...censored.map(({ tau }) => tau)),
  };
}
