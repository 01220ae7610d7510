import type { EndingJudge } from '../ensembles/ending-judge';
import type { CriticalKind } from '../numerics/critical/classify';
import { describeTarget } from '../numerics/ladder/describe-target';
import { measuredTime } from './measured-time';
import { expectedNumber } from './expected-number';
import { deviationInWords, numberInWords } from './in-words';
import {
  absoluteTolerance,
  EXACT,
  openReport,
  relativeTolerance,
  verdictOf,
  type Report,
  type ValueOf,
} from './report';
import { ReferenceProblem, type StudyRuns } from './study-runs';

/** Digits of times: their tolerances are far below what six digits show. */
const TIME_DIGITS = 9;

/** A time in a run against a formula. */
export function reportEscapeTime(
  { run: reference, time, expected, tolerance }: ValueOf<'escape-time'>,
  study: StudyRuns,
): Report {
  const run = study.run(reference);
  const within = relativeTolerance(tolerance);
  if (run === null) return openReport(expected, within, 1, 0);
  const wanted = expectedNumber(expected, run);
  const measured = measuredTime(run, time);
  const words = numberInWords(wanted, TIME_DIGITS);
  if (measured === null || measured.censored) {
    const found = `not until t = ${numberInWords(run.reached)}`;
    return { verdict: 'missed', expected: words, found, tolerance: within, note: '' };
  }
  const deviation = Math.abs(measured.tau / wanted - 1);
  return {
    verdict: verdictOf(deviation <= tolerance),
    expected: words,
    found: numberInWords(measured.tau, TIME_DIGITS),
    tolerance: within,
    note: `deviation ${deviationInWords(deviation)}`,
  };
}

/** The loss on a plateau or at the end of a run against a formula. */
export function reportLoss(
  { run: reference, plateau, expected, tolerance }: ValueOf<'loss'>,
  study: StudyRuns,
): Report {
  const run = study.run(reference);
  const within = absoluteTolerance(tolerance);
  if (run === null) return openReport(expected, within, 1, 0);
  const wanted = expectedNumber(expected, run);
  const loss = plateau === null ? run.finalLoss : run.plateaus[plateau - 1]?.loss;
  return {
    verdict: verdictOf(loss !== undefined && Math.abs(loss - wanted) <= tolerance),
    expected: numberInWords(wanted),
    found: loss === undefined ? `${run.plateaus.length} plateaus only` : numberInWords(loss),
    tolerance: within,
    note: '',
  };
}

/** How a run ended against how it should. */
export function reportEnding(
  { run: reference, expected }: ValueOf<'ending'>,
  study: StudyRuns,
  endingOf: EndingJudge,
): Report {
  const run = study.run(reference);
  if (run === null) return openReport(expected, EXACT, 1, 0);
  const { ending, point } = endingOf(run);
  return {
    verdict: verdictOf(ending === expected),
    expected,
    found: ending,
    tolerance: EXACT,
    note: ending === 'trapped' && point !== null ? `rests at a ${KINDS_IN_WORDS[point.kind]}` : '',
  };
}

const KINDS_IN_WORDS: Readonly<Record<CriticalKind, string>> = {
  global_min: 'global minimum',
  spurious_min: 'strict local minimum',
  saddle: 'saddle',
  degenerate: 'degenerate critical point',
  underparametrised_min: 'minimum of a narrow student',
  other: 'point that is not critical',
};

/** The relative information exponents of a target against a list. */
export function reportExponents({ targetId, expected }: ValueOf<'exponents'>, study: StudyRuns): Report {
  const target = study.documents.targets.find(({ id }) => id === targetId);
  if (target === undefined) throw new ReferenceProblem(`There is no target “${targetId}”.`);
  const found = describeTarget(target.link).relativeExponents;
  return {
    verdict: verdictOf(exponentsInWords(found) === exponentsInWords(expected)),
    expected: exponentsInWords(expected),
    found: exponentsInWords(found),
    tolerance: EXACT,
    note: '',
  };
}

function exponentsInWords(exponents: readonly number[]): string {
  return `(${exponents.join(', ')})`;
}
