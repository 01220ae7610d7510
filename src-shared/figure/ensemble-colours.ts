import { CYCLE_ON_WHITE } from './colour-cycle';
import type { ColourRole, DashStyle } from './figure-spec';

/** How a condition is drawn wherever it appears. */
export interface ConditionStyle {
  readonly colour: ColourRole;
  readonly dash: DashStyle;
}

/** One value of a condition per grouping field; null where its runs have none. */
export type ConditionValues = readonly (number | string | null)[];

const DASHES: readonly DashStyle[] = ['solid', 'dashed', 'dotted', 'dash-dot'];

/** Fewer numbers than this are told apart like names; more are drawn in their order, from dark to light. */
const FEWEST_ORDERED = 3;

/**
 * A style for every condition of a project, whose `conditions` are given. The first field of which three or more numbers
 * occur, such as the dimension, decides the colour, from dark to light in the order of its values; without one the first
 * field does, by the colour cycle. All other fields together decide the dash. Places are counted among the values that occur
 * anywhere in the project, so neither a filter nor the order of runs changes how a condition looks. Where one field alone
 * groups, its neighbours differ in dash as well, and names beyond the colours repeat them with the next dash. The answer
 * takes the values of a condition.
 */
export function conditionStyles(
  conditions: readonly ConditionValues[],
): (condition: ConditionValues) => ConditionStyle {
  const width = conditions[0]?.length ?? 0;
  const ordered = Array.from({ length: width }, (_, field) => field).find((field) =>
    isOrdered(conditions.map((values) => values[field] ?? null)),
  );
  const field = ordered ?? 0;
  const rest = (values: ConditionValues): ConditionValues => values.filter((_, i) => i !== field);
  const colours = placesOf(
    conditions
      .map((values) => [values[field] ?? null])
      .filter(([value]) => !(ordered !== undefined && value === null)),
  );
  const dashes = placesOf(conditions.map(rest));
  return (values) => {
    const value = values[field] ?? null;
    const place = colours.get(keyOf([value])) ?? 0;
    const dash = dashes.get(keyOf(rest(values))) ?? 0;
    if (ordered === undefined) {
      const round = Math.floor(place / CYCLE_ON_WHITE.length);
      return { colour: place % CYCLE_ON_WHITE.length, dash: dashAt(dash + round) };
    }
    if (value === null) return { colour: 'muted', dash: dashAt(dash) };
    return {
      colour: { map: place / Math.max(1, colours.size - 1) },
      dash: dashAt(width === 1 ? place % 2 : dash),
    };
  };
}

function dashAt(position: number): DashStyle {
  return DASHES[position % DASHES.length] ?? 'solid';
}

function isOrdered(values: ConditionValues): boolean {
  const distinct = new Set(values.filter((value) => value !== null));
  return distinct.size >= FEWEST_ORDERED && [...distinct].every((value) => typeof value === 'number');
}

function keyOf(values: ConditionValues): string {
  return JSON.stringify(values);
}

/** Place of each distinct list of values in ascending order. */
function placesOf(lists: readonly ConditionValues[]): ReadonlyMap<string, number> {
  const distinct = new Map(lists.map((values) => [keyOf(values), values]));
  const sorted = [...distinct].sort(([, a], [, b]) => compareLists(a, b));
  return new Map(sorted.map(([key], position) => [key, position]));
}

/** Order of lists of field values, by their first difference: nothing, numbers by size, texts by letter. */
export function compareLists(a: ConditionValues, b: ConditionValues): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = compareValues(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: ConditionValues[number], b: ConditionValues[number]): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return String(a) < String(b) ? -1 : 1;
}
