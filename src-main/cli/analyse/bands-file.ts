import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically } from '@main/files/atomic-write';
import { csvNumber, csvText } from '@main/files/csv-cell';
import { BAND_WORDS, bandOver } from '@shared/ensembles/condition-bands';
import type { RunField } from '@shared/ensembles/run-fields';
import { InvalidInputError } from '@shared/model/input-problem';
import type { AnalysisChoice } from './analysis-choice';
import type { CurvedCondition } from './rescaled-conditions';
import type { WorkSteps } from './work-steps';

/** Bands written to a file. */
export interface WrittenBands {
  readonly file: string;
  readonly quantity: string;
  /** For example "median, interquartile range". */
  readonly band: string;
  /** What the bands are over: `t`, or the formula that rescales it. */
  readonly time: string;
  readonly conditions: readonly { readonly condition: string; readonly curves: number }[];
}

/** Refuses a file whose folder is not there, before hours of work. Throws InvalidInputError. */
export async function checkBandsFile(file: string): Promise<void> {
  try {
    await access(dirname(file));
  } catch {
    const problem = {
      field: '--bands',
      cause: `there is no folder ${dirname(file)}`,
      remedy: 'Make it first',
    };
    throw new InvalidInputError([problem]);
  }
}

/**
 * Writes the bands of conditions as one tidy CSV table: a column for each grouping field, then time, n (the curves recorded
 * there), centre, low and high. Conditions without a curve have no rows.
 */
export async function writeBands(
  file: string,
  conditions: readonly CurvedCondition[],
  { document, groupBy, quantity, bandKind }: AnalysisChoice,
  time: string,
  steps: WorkSteps,
): Promise<WrittenBands> {
  const band = `${document.centre}, ${BAND_WORDS[document.band]}`;
  const lines = [
    `# ${quantity.name} against ${time}: ${band}`,
    [...groupBy.map(({ id }) => id), 'time', 'n', document.centre, 'low', 'high'].join(','),
  ];
  for (const [done, { group, curves }] of conditions.entries()) {
    await steps.next('making bands', done, conditions.length);
    const made = bandOver(curves, bandKind);
    if (made === null) continue;
    const start = group.values.map((value, i) => cellOf(value, groupBy[i]));
    made.grid.forEach((t, j) => {
      const { count, centre, lower, upper } = made;
      const numbers = [t, count[j] ?? 0, centre[j] ?? NaN, lower[j] ?? NaN, upper[j] ?? NaN];
      lines.push([...start, ...numbers.map(csvNumber)].join(','));
    });
  }
  await writeFileAtomically(file, `${lines.join('\n')}\n`);
  return {
    file,
    quantity: quantity.id,
    band,
    time,
    conditions: conditions.map(({ group, curves }) => ({
      condition: group.label || 'all runs',
      curves: curves.length,
    })),
  };
}

function cellOf(value: CurvedCondition['group']['values'][number], field: RunField | undefined): string {
  if (value === null) return '';
  return field?.kind === 'number' ? csvNumber(Number(value)) : csvText(String(value));
}
