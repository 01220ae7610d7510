import type { RunRow } from '../contract/run-listing';
import { compareLists, conditionStyles, type ConditionStyle } from '../figure/ensemble-colours';
import { keptStyles } from '../figure/kept-styles';
import { formatInput } from '../number-text/format-number';
import type { FieldValue, RunContext, RunField } from './run-fields';
import { compareStarts } from './start-order';

/** Runs that agree in the fields by which they are grouped: a condition. */
export interface RunGroup extends ConditionStyle {
  readonly key: string;
  /** One value per grouping field. */
  readonly values: readonly FieldValue[];
  /** For example "d = 1000, planted"; empty where nothing groups. */
  readonly label: string;
  readonly runs: readonly RunRow[];
}

/** Style of the condition with these values of the grouping fields. */
export type StyleOf = (values: readonly FieldValue[]) => ConditionStyle;

/** How the conditions of a project look that these fields make, among all its runs. */
export function groupStyles(
  all: readonly RunRow[],
  groupBy: readonly RunField[],
  context: RunContext,
): StyleOf {
  const distinct = new Map<string, readonly FieldValue[]>();
  for (const run of all) {
    const values = groupBy.map((field) => field.value(run, context));
    distinct.set(JSON.stringify(values), values);
  }
  return conditionStyles([...distinct.values()]);
}

/**
 * How the runs look that `wholeOf` makes one, for example over all dimensions, among all runs of a project that `groupBy`
 * makes conditions of: like these conditions, as far as they are alike (see `keptStyles`).
 */
export function stylesOverGroups(
  all: readonly RunRow[],
  groupBy: readonly RunField[],
  wholeOf: (run: RunRow) => readonly FieldValue[],
  context: RunContext,
): StyleOf {
  const styleOf = groupStyles(all, groupBy, context);
  return keptStyles(
    all.map((run) => ({
      whole: wholeOf(run),
      style: styleOf(groupBy.map((field) => field.value(run, context))),
    })),
  );
}

/** Groups runs by fields, in the order of their values; the runs of a group in that of their starts. */
export function groupRuns(
  runs: readonly RunRow[],
  groupBy: readonly RunField[],
  styleOf: StyleOf,
  context: RunContext,
): readonly RunGroup[] {
  const members = new Map<string, { values: readonly FieldValue[]; runs: RunRow[] }>();
  for (const run of runs) {
    const values = groupBy.map((field) => field.value(run, context));
    const key = JSON.stringify(values);
    const group = members.get(key) ?? { values, runs: [] };
    group.runs.push(run);
    members.set(key, group);
  }
  return [...members]
    .map(([key, { values, runs: own }]) => ({
      key,
      values,
      label: groupLabel(groupBy, values),
      runs: own.sort(compareStarts),
      ...styleOf(values),
    }))
    .sort((a, b) => compareLists(a.values, b.values));
}

/** The values of a condition in words: numbers with their field's name, texts by themselves. */
export function groupLabel(groupBy: readonly RunField[], values: readonly FieldValue[]): string {
  return groupBy
    .map(({ label, kind }, i) => {
      const value = values[i] ?? null;
      if (value === null) return `no ${label}`;
      return kind === 'number' ? `${label} = ${formatInput(Number(value))}` : String(value);
    })
    .join(', ');
}
