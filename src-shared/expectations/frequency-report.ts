import type { EndingJudge } from '../ensembles/ending-judge';
import type { EnsembleEvent } from '../model/expectation';
import { measuredTime } from './measured-time';
import { expectedNumber } from './expected-number';
import { deviationInWords, numberInWords, runsInWords } from './in-words';
import { EXACT, openReport, verdictOf, type Report, type ValueOf } from './report';
import type { StudyRun, StudyRuns } from './study-runs';

/** Fraction of the runs of an ensemble to which something happened against its probability. */
export function reportFrequency(
  { ensemble, event, expected: formula, tolerance: errors }: ValueOf<'frequency'>,
  study: StudyRuns,
  endingOf: EndingJudge,
): Report {
  const { wanted, runs } = study.ensemble(ensemble);
  const probability = expectedNumber(formula, runs[0] ?? null);
  const expected = Number.isNaN(probability) ? formula : numberInWords(probability, DIGITS);
  if (runs.length < wanted) return openReport(expected, errorsInWords(errors), wanted, runs.length);

  const trials = event.kind === 'strict-minimum' ? runs.filter((run) => isTrapped(run, endingOf)) : runs;
  const hits = trials.filter((run) => happened(event, run, endingOf)).length;
  const fraction = hits / trials.length;
  const margin = errors * Math.sqrt((probability * (1 - probability)) / trials.length);
  return {
    verdict: verdictOf(Math.abs(fraction - probability) <= margin + ROUNDING),
    expected,
    found: `${hits} of ${trials.length} = ${numberInWords(fraction, DIGITS)}`,
    tolerance: margin === 0 ? EXACT : `±${deviationInWords(margin)} (${errorsInWords(errors)})`,
    note: event.kind === 'ending' ? unfinishedInWords(event.ending, runs, endingOf) : '',
  };
}

const DIGITS = 3;

/** Far below one run in a million. */
const ROUNDING = 1e-12;

function errorsInWords(errors: number): string {
  return `${deviationInWords(errors)} standard errors`;
}

function isTrapped(run: StudyRun, endingOf: EndingJudge): boolean {
  return endingOf(run).ending === 'trapped';
}

function happened(event: EnsembleEvent, run: StudyRun, endingOf: EndingJudge): boolean {
  switch (event.kind) {
    case 'ending':
      return endingOf(run).ending === event.ending;
    case 'strict-minimum':
      return endingOf(run).point?.kind === 'spurious_min';
    case 'later-than': {
      const measured = measuredTime(run, event.time);
      return measured === null || measured.tau > expectedNumber(event.limit, run);
    }
  }
}

/** Runs that are neither success nor trap are never passed over in silence. */
function unfinishedInWords(ending: string, runs: readonly StudyRun[], endingOf: EndingJudge): string {
  if (ending === 'unfinished') return '';
  const count = runs.filter((run) => endingOf(run).ending === 'unfinished').length;
  return count === 0 ? '' : `${runsInWords(count)} had not come to rest at the horizon`;
}
