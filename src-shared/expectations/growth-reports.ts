import { fitScaling, SCALING_RULES } from '../numerics/statistics/scaling-fit';
import type { ScalingEstimator, ScalingPoint } from '../numerics/statistics/scaling-data';
import type { GrowthLaw } from '../model/expectation';
import { measuredTime } from './measured-time';
import { expectedNumber } from './expected-number';
import { numberInWords, runsInWords } from './in-words';
import { absoluteTolerance, openReport, verdictOf, type Report, type ValueOf } from './report';
import type { StudyRun, StudyRuns } from './study-runs';

/** Growth of a time with d over single runs against a slope. */
export function reportGrowth(value: ValueOf<'growth'>, study: StudyRuns): Report {
  const runs = value.runs.map((reference) => study.run(reference)).filter((run) => run !== null);
  return slopeReport(value, runs, value.runs.length, 'mean');
}

/** Growth with d of the median of a time over seeds against a slope. */
export function reportMedianGrowth(value: ValueOf<'median-growth'>, study: StudyRuns): Report {
  const { wanted, runs } = study.ensemble(value.ensemble);
  return slopeReport(value, runs, wanted, 'median');
}

function slopeReport(
  value: ValueOf<'growth'> | ValueOf<'median-growth'>,
  runs: readonly StudyRun[],
  wanted: number,
  estimator: ScalingEstimator,
): Report {
  const slope = expectedNumber(value.expected, null);
  const expected = slopeInWords(slope, value.law);
  const tolerance = absoluteTolerance(value.tolerance);
  if (runs.length < wanted) return openReport(expected, tolerance, wanted, runs.length);
  const points = runs.flatMap((run): ScalingPoint[] => {
    const measured = measuredTime(run, value.time);
    const { start, dimension: x } = run.spec;
    const seed = start.kind === 'haar' ? { seed: start.seed } : {};
    return measured === null ? [] : [{ x, ...measured, ...seed }];
  });
  const fit = fitScaling(points, { ...SCALING_RULES, model: value.law, estimator });
  if (fit.kind === 'unfit') {
    return { verdict: 'missed', expected, found: 'no slope', tolerance, note: fit.statement };
  }
  const { low, high } = fit.slopeInterval;
  const from = estimator === 'median' ? `medians of ${runsInWords(runs.length)}` : runsInWords(runs.length);
  return {
    verdict: verdictOf(Math.abs(fit.line.slope - slope) <= value.tolerance),
    expected,
    found: slopeInWords(fit.line.slope, value.law),
    tolerance,
    note: `${from}; 95 % interval ${numberInWords(low, 4)} … ${numberInWords(high, 4)}`,
  };
}

function slopeInWords(slope: number, law: GrowthLaw): string {
  const shown = numberInWords(slope, 4);
  return law === 'power' ? `d^${shown}` : `${shown} ln d`;
}
