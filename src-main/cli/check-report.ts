import type { JobFailure } from '@shared/contract/job';
import type { ExpectationReport } from '@shared/expectations/report';

/** How a study fared. */
export interface StudyCheck {
  /** Id of the example, or path of the project, as it was named. */
  readonly study: string;
  readonly name: string;
  /** Runs that could not be computed. */
  readonly failures: readonly JobFailure[];
  readonly results: readonly (ExpectationReport & { readonly statement: string })[];
}

/** Whether something is not as expected, or could not be found out. */
export function checkFailed({ failures, results }: StudyCheck): boolean {
  return failures.length > 0 || results.some(({ verdict }) => verdict !== 'met');
}

const VERDICTS = { met: 'ok    ', missed: 'MISSED', open: 'OPEN  ' } as const;

/** A check as text for a terminal. */
export function formatCheck({ study, name, failures, results }: StudyCheck): string {
  const met = results.filter(({ verdict }) => verdict === 'met').length;
  return [
    `${study}: ${name}, ${met} of ${results.length} as expected`,
    ...failures.map(({ message, remedy }) => `  FAILED ${message} ${remedy}`.trimEnd()),
    ...results.flatMap(({ verdict, statement, expected, found, tolerance, note }) => [
      `  ${VERDICTS[verdict]} ${statement}`,
      `         expected ${expected || '–'}, found ${found || '–'}, tolerance ${tolerance || '–'}${note === '' ? '' : ` (${note})`}`,
    ]),
    '',
  ].join('\n');
}
