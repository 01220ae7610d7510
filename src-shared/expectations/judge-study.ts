import { createEndingJudge, type EndingJudge } from '../ensembles/ending-judge';
import type { Expectation, Expectations, ExpectedValue } from '../model/expectation';
import { reportFrequency } from './frequency-report';
import { reportGrowth, reportMedianGrowth } from './growth-reports';
import type { ExpectationReport, Report } from './report';
import { reportEnding, reportEscapeTime, reportExponents, reportLoss } from './run-reports';
import type { StudyRuns } from './study-runs';

/** Measures what each expectation of a study is about and compares, in the order of the expectations. */
export function judgeStudy(expectations: Expectations, study: StudyRuns): readonly ExpectationReport[] {
  const endingOf = createEndingJudge();
  return expectations.map((expectation) => judgeExpectation(expectation, study, endingOf));
}

/** An expectation that names what the project does not have, or holds a formula that cannot be read, is missed with the reason. */
function judgeExpectation(
  { id, value }: Expectation,
  study: StudyRuns,
  endingOf: EndingJudge,
): ExpectationReport {
  try {
    return { id, ...reportOn(value, study, endingOf) };
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return { id, verdict: 'missed', expected: '', found: '', tolerance: '', note };
  }
}

function reportOn(value: ExpectedValue, study: StudyRuns, endingOf: EndingJudge): Report {
  switch (value.kind) {
    case 'escape-time':
      return reportEscapeTime(value, study);
    case 'loss':
      return reportLoss(value, study);
    case 'ending':
      return reportEnding(value, study, endingOf);
    case 'exponents':
      return reportExponents(value, study);
    case 'growth':
      return reportGrowth(value, study);
    case 'median-growth':
      return reportMedianGrowth(value, study);
    case 'frequency':
      return reportFrequency(value, study, endingOf);
  }
}
