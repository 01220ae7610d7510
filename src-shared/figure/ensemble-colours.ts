import { CYCLE_ON_WHITE } from './colour-cycle';
import type { DashStyle } from './figure-spec';

/** How a condition is drawn wherever it appears. */
export interface ConditionStyle {
  /** Position in the colour cycle. */
  readonly colour: number;
  readonly dash: DashStyle;
}

const DASHES: readonly DashStyle[] = ['solid', 'dashed', 'dotted', 'dash-dot'];

/**
 * A style for every condition of a project: `conditions` are lists of values, one per grouping field. The first field
 * decides the colour, all others together the dash, by position among the values that occur anywhere in the project, in
 * their own order; so neither a filter nor the order of runs changes how a condition looks. When one field alone groups,
 * conditions beyond the colours repeat them with the next dash. The answer takes the values of a condition.
 */
export function conditionStyles(
  conditions: readonly (readonly (number | string | null)[])[],
): (condition: readonly (number | string | null)[]) => ConditionStyle {
  const firsts = ordered(conditions.map(([first = null]) => [first]));
  const rests = ordered(conditions.map(([, ...rest]) => rest));
  return ([first = null, ...rest]) => {
    const position = firsts.get(keyOf([first])) ?? 0;
    const round = Math.floor(position / CYCLE_ON_WHITE.length);
    const dash = (rests.get(keyOf(rest)) ?? 0) + round;
    return { colour: position % CYCLE_ON_WHITE.length, dash: DASHES[dash % DASHES.length] ?? 'solid' };
  };
}

function keyOf(values: readonly (number | string | null)[]): string {
  return JSON.stringify(values);
}

/** Position of each distinct list of values in ascending order: numbers by size before texts by letter, nothing first. */
function ordered(lists: readonly (readonly (number | string | null)[])[]): ReadonlyMap<string, number> {
  const distinct = new Map(lists.map((values) => [keyOf(values), values]));
  const sorted = [...distinct].sort(([, a], [, b]) => compareLists(a, b));
  return new Map(sorted.map(([key], position) => [key, position]));
}

/** Order of lists of field values: by their first difference. */
export function compareLists(
  a: readonly (number | string | null)[],
  b: readonly (number | string | null)[],
): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = compareValues(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: number | string | null, b: number | string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}
