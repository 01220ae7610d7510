import type { RunRow } from '@shared/contract/run-listing';
import type { FieldValue, RunContext, RunField } from '@shared/ensembles/run-fields';
import { compareLists } from '@shared/figure/ensemble-colours';

/** How a run table is sorted; `by` null for the order of the conditions. */
export interface RunOrder {
  readonly by: string | null;
  readonly descending: boolean;
}

/** The order after a click on the heading of a field: ascending, descending, then that of the conditions again. */
export function nextOrder(present: RunOrder, id: string): RunOrder {
  if (present.by !== id) return { by: id, descending: false };
  return present.descending ? { by: null, descending: false } : { by: id, descending: true };
}

/**
 * Runs in an order. Runs without a value come last either way; equal ones are in the order of their parameters, so that the
 * runs of a condition are together.
 */
export function sortRuns(
  runs: readonly RunRow[],
  { by, descending }: RunOrder,
  fields: readonly RunField[],
  context: RunContext,
): readonly RunRow[] {
  const field = fields.find(({ id }) => id === by);
  const parameters = fields.filter(({ role }) => role === 'parameter');
  const sign = descending ? -1 : 1;
  const keyed = runs.map((run) => ({
    run,
    value: field ? field.value(run, context) : null,
    parameters: parameters.map((parameter) => parameter.value(run, context)),
  }));
  keyed.sort((a, b) => compareValues(a.value, b.value, sign) || compareLists(a.parameters, b.parameters));
  return keyed.map(({ run }) => run);
}

function compareValues(a: FieldValue, b: FieldValue, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -sign : sign;
}
