import type { RunRow } from '@shared/contract/run-listing';
import type { ConditionEndings } from '@shared/ensembles/ending-rates';
import type { FieldValue, RunContext, RunField } from '@shared/ensembles/run-fields';
import { groupLabel, stylesOverGroups, type StyleOf } from '@shared/ensembles/run-groups';
import type { RateSeries } from '@shared/figure/rates-figure';
import type { RunEnding } from '@shared/numerics/statistics/outcome-rates';

/** Rates as they are drawn: against a number of the conditions, or side by side. */
export interface DrawnRates {
  /** Position of the grouping field on the abscissa; −1 for conditions side by side. */
  readonly abscissa: number;
  readonly series: readonly RateSeries[];
}

/**
 * The rates of one ending. The last grouping field of which conditions have several numbers, mostly the dimension, is the
 * abscissa; what differs in the others is a series, which looks as its conditions do among `all` runs of the project.
 */
export function drawnRates(
  conditions: readonly ConditionEndings[],
  ending: RunEnding,
  groupBy: readonly RunField[],
  all: readonly RunRow[],
  context: RunContext,
): DrawnRates {
  const abscissa = groupBy.findLastIndex(
    ({ kind }, i) => kind === 'number' && new Set(conditions.map(({ values }) => values[i])).size > 1,
  );
  const others = groupBy.filter((_, i) => i !== abscissa);
  const othersOf = (run: RunRow): readonly FieldValue[] => others.map((field) => field.value(run, context));
  const styleOf = stylesOverGroups(all, groupBy, othersOf, context);
  const series = new Map<string, RateSeries & { readonly rates: RateSeries['rates'][number][] }>();
  for (const condition of conditions) {
    const values = condition.values.filter((_, i) => i !== abscissa);
    const key = abscissa < 0 ? condition.key : JSON.stringify(values);
    const known = series.get(key) ?? newSeries(key, others, values, styleOf);
    const x = abscissa < 0 ? null : condition.values[abscissa];
    // A condition without a number has no place on the abscissa; the table names it.
    if (x !== null && typeof x !== 'number') continue;
    known.rates.push({ x, label: condition.label, rate: condition.rates[ending] });
    series.set(key, known);
  }
  return { abscissa, series: [...series.values()] };
}

function newSeries(
  key: string,
  fields: readonly RunField[],
  values: readonly FieldValue[],
  styleOf: StyleOf,
): RateSeries & { readonly rates: RateSeries['rates'][number][] } {
  return { key, label: groupLabel(fields, values) || 'all runs', ...styleOf(values), rates: [] };
}
