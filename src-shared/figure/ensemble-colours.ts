import { CYCLE_ON_WHITE } from './colour-cycle';
import type { ColourRole, DashStyle } from './figure-spec';

/** How a condition is drawn wherever it appears. */
export interface ConditionStyle {
  readonly colour: ColourRole;
  readonly dash: DashStyle;
}

/** One value of a condition per grouping field; null where its runs have none. */
export type ConditionValues = readonly (number | string | null)[];

/** Dashes in the order in which conditions get them. */
export const DASHES: readonly DashStyle[] = ['solid', 'dashed', 'dotted', 'dash-dot'];

/** Fewer numbers than this are told apart like names; more are drawn in their order, from dark to light. */
const FEWEST_ORDERED = 3;

/** How conditions are drawn. */
type StyleOfCondition = (condition: ConditionValues) => ConditionStyle;

/**
 * A style for every condition of a project, whose `conditions` are given. Where a field has three or more numbers, such as
 * the dimension, the first of these is drawn in its order (see `stylesInOrder`), else all are told apart like names (see
 * `stylesByFields`). Places are counted among the values that occur anywhere in the project, so neither a filter nor the
 * order of runs changes how a condition looks. The answer takes the values of a condition.
 */
export function conditionStyles(conditions: readonly ConditionValues[]): StyleOfCondition {
  const width = conditions[0]?.length ?? 0;
  const ordered = Array.from({ length: width }, (_, field) => field).find((field) =>
    isOrdered(conditions.map((values) => values[field] ?? null)),
  );
  return ordered === undefined ? stylesByFields(conditions) : stylesInOrder(conditions, ordered);
}

/**
 * The numbers of a field decide the colour, from dark to light, and all other fields together the dash. Where these make
 * more conditions than there are dashes but no more than there are colours, it is the other way round. Where the field alone
 * groups, its neighbours differ in dash as well.
 */
function stylesInOrder(conditions: readonly ConditionValues[], field: number): StyleOfCondition {
  const rest = (values: ConditionValues): ConditionValues => values.filter((_, i) => i !== field);
  const numbers = placesOf(
    conditions.map((values) => [values[field] ?? null]).filter(([value]) => value !== null),
  );
  const others = placesOf(conditions.map(rest));
  const isAlone = conditions[0]?.length === 1;
  const isTurned = others.size > DASHES.length && others.size <= CYCLE_ON_WHITE.length;
  return (values) => {
    const value = values[field] ?? null;
    const number = value === null ? numbers.size : (numbers.get(keyOf([value])) ?? 0);
    const other = others.get(keyOf(rest(values))) ?? 0;
    if (isTurned) return { colour: other, dash: dashAt(number) };
    if (value === null) return { colour: 'muted', dash: dashAt(other) };
    return {
      colour: { map: number / Math.max(1, numbers.size - 1) },
      dash: dashAt(isAlone ? number % 2 : other),
    };
  };
}

/**
 * The first field decides the colour by the cycle and the others the dash; names beyond the colours repeat them with the next
 * dashes. Where dashes do not suffice for that but both cycles do, every condition has its own place in both.
 */
function stylesByFields(conditions: readonly ConditionValues[]): StyleOfCondition {
  const firsts = placesOf(conditions.map((values) => values.slice(0, 1)));
  const others = placesOf(conditions.map((values) => values.slice(1)));
  const places = placesOf(conditions);
  const rounds = Math.ceil(firsts.size / CYCLE_ON_WHITE.length);
  if (others.size * rounds > DASHES.length && places.size <= CYCLED_STYLES) {
    return (values) => styleInCycles(places.get(keyOf(values)) ?? 0);
  }
  return (values) => {
    const first = firsts.get(keyOf(values.slice(0, 1))) ?? 0;
    const other = others.get(keyOf(values.slice(1))) ?? 0;
    const round = Math.floor(first / CYCLE_ON_WHITE.length);
    return { colour: first % CYCLE_ON_WHITE.length, dash: dashAt(round * others.size + other) };
  };
}

/** How many styles `styleInCycles` tells apart. */
export const CYCLED_STYLES = CYCLE_ON_WHITE.length * DASHES.length;

/** The style at a place in the cycles of colours and of dashes, which both go on with every place. */
export function styleInCycles(place: number): ConditionStyle {
  const round = Math.floor(place / CYCLE_ON_WHITE.length);
  return { colour: place % CYCLE_ON_WHITE.length, dash: dashAt(place + round) };
}

function dashAt(position: number): DashStyle {
  return DASHES[position % DASHES.length] ?? 'solid';
}

function isOrdered(values: ConditionValues): boolean {
  const distinct = new Set(values.filter((value) => value !== null));
  return distinct.size >= FEWEST_ORDERED && [...distinct].every((value) => typeof value === 'number');
}

/** A condition as a key. */
export function keyOf(values: ConditionValues): string {
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
