import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { RunRow } from '@shared/contract/run-listing';
import type { MathText } from '@shared/figure/figure-spec';
import { upright, variable } from '@shared/figure/math-text';
import { rescaleTimes } from '@shared/numerics/statistics/rescaling';
import type { AnalysisStore } from '../stores/analysis';
import type { Session } from '../stores/session';
import { familyKey } from './collapse';
import { BAND_WORDS, bandKind, type GriddedBand } from './compare-bands';
import { composeComparison, type DrawnComparison } from './compose-comparison';
import { quantities, type Quantity } from './quantities';
import { problemOf, readRescaling, variablesOf, type ReadRescaling } from './rescaled-time';
import { groupRuns } from './run-groups';
import type { RunField } from './run-fields';

/** The comparison as the Compare place draws it. */
export interface ShownComparison {
  readonly drawn: ComputedRef<DrawnComparison>;
  readonly quantity: ComputedRef<Quantity>;
  readonly quantities: ComputedRef<readonly Quantity[]>;
  readonly groupFields: ComputedRef<readonly RunField[]>;
  readonly rescaling: ComputedRef<ReadRescaling>;
  /** What keeps the formula from rescaling these runs; null for nothing. */
  readonly rescalingProblem: ComputedRef<{ readonly cause: string; readonly remedy: string } | null>;
  /** The condition whose runs are shown; null for none. */
  readonly opened: ShallowRef<string | null>;
  readonly lines: Ref<boolean>;
  readonly xLog: Ref<boolean>;
  readonly yLog: Ref<boolean>;
  /** Fitted exponents of a formula with a free one, by family (`CollapseFamily.key`). */
  readonly exponents: ShallowRef<ReadonlyMap<string, number>>;
  /** Runs whose curves are asked for; fewer than the filter lets through where there are very many. */
  readonly asked: ComputedRef<readonly RunRow[]>;
  /** Runs without curves: kept as summaries, and not computed again unless the user asks. */
  readonly summaries: ComputedRef<number>;
  readonly withSummaries: ShallowRef<boolean>;
  /** How the bands are made, in words: "median, interquartile range". */
  readonly bandWords: ComputedRef<string>;
  askForMore(): void;
}

/** Runs whose curves are read without being asked for: a minute's reading at most. */
const FIRST_ASKED = 500;
/** Bands kept: enough to go back and forth. */
const KEPT_BANDS = 400;

/** The comparison of the selected analysis. */
export function useComparison({ view }: Pick<Session, 'view'>, analysis: AnalysisStore): ShownComparison {
  const { document, context, curves, table, picked } = analysis;
  const opened = shallowRef<string | null>(null);
  const lines = view.remember<boolean>('compare.lines', false);
  const xLog = view.remember<boolean>('compare.xLog', true);
  const yLog = view.remember<boolean>('compare.yLog', true);
  const room = shallowRef(FIRST_ASKED);
  const withSummaries = shallowRef(false);
  const exponents = shallowRef<ReadonlyMap<string, number>>(new Map());
  watch(
    () => document.value.abscissa,
    () => (exponents.value = new Map()),
  );

  const all = computed(() =>
    quantities(table.rows.value.reduce((most, row) => Math.max(most, row.finalSingularValues.length), 0)),
  );
  const quantity = computed((): Quantity => {
    const chosen = all.value.find(({ id }) => id === document.value.quantity) ?? all.value[0];
    if (chosen === undefined) throw new Error('there is always the loss');
    return chosen;
  });

  const fieldsOf = (ids: readonly string[]): readonly RunField[] =>
    ids.flatMap((id) => analysis.fields.value.find((field) => field.id === id) ?? []);
  const groupFields = computed(() => fieldsOf(document.value.groupBy));

  const asked = computed(() =>
    analysis.runs.value
      .filter(({ kept }) => withSummaries.value || kept === 'trajectory')
      .slice(0, room.value),
  );
  watch(asked, (runs) => curves.request(runs.map(({ runId }) => runId)), { immediate: true });

  const rescaling = computed(() => readRescaling(document.value.abscissa));

  /** Rescales times, an exponent for `a` given; null where the formula asks for nothing, or cannot be used. */
  const rescale = computed(() => {
    const read = rescaling.value;
    if (read.kind === 'problem' || read.rescaling.text.trim() === 't') return null;
    const { rescaling: own } = read;
    const direction = directionOf(quantity.value.id);
    return (run: RunRow, t: Float64Array, exponent: number | null): Float64Array => {
      const link = table.link(run.linkId);
      // Before its exponent is fitted, a formula leaves the curves where they are.
      if (!link || (own.hasFreeExponent && exponent === null)) return t;
      return rescaleTimes(own, variablesOf(run, link, direction), t, exponent);
    };
  });

  const rescalingProblem = computed(() => {
    if (rescaling.value.kind === 'problem') return rescaling.value;
    if (rescale.value === null) return null;
    const tried = new Set<string>();
    for (const run of asked.value) {
      const condition = `${run.linkId} ${run.spec.dimension} ${run.spec.studentWidth}`;
      if (tried.has(condition)) continue;
      tried.add(condition);
      try {
        rescale.value(run, Float64Array.of(0, 1, 10), 1);
      } catch (error) {
        return problemOf(error);
      }
    }
    return null;
  });

  const bands = new Map<string, GriddedBand | null>();
  function keptBand(key: string, make: () => GriddedBand | null): GriddedBand | null {
    const known = bands.get(key);
    if (known !== undefined) return known;
    const made = make();
    bands.set(key, made);
    const [oldest] = bands.keys();
    if (bands.size > KEPT_BANDS && oldest !== undefined) bands.delete(oldest);
    return made;
  }

  const drawn = computed(() => {
    // Samples are plain data outside of reactivity; this tells that there are more.
    void curves.version.value;
    const { facetBy, band, centre, abscissa, name } = document.value;
    const [facetField] = fieldsOf(facetBy === null ? [] : [facetBy]);
    const panels = facetField
      ? groupRuns(asked.value, [facetField], table.rows.value, context.value)
      : [{ label: null, runs: asked.value }];
    const times = rescalingProblem.value === null ? rescale.value : null;
    const fitted = exponents.value;
    return composeComparison({
      name,
      facets: panels.map(({ label, runs }) => ({
        heading: label,
        groups: groupRuns(runs, groupFields.value, table.rows.value, context.value),
      })),
      quantity: quantity.value,
      samples: curves.samples,
      times: (run, t, group, facet) =>
        times?.(run, t, fitted.get(familyKey(facet, group.values, groupFields.value)) ?? null) ?? t,
      timeLabel: times ? [upright(abscissa)] : TIME,
      xScale: xLog.value ? 'log' : 'linear',
      yScale: yLog.value ? 'log' : 'linear',
      drawn: lines.value ? 'lines' : 'bands',
      band: bandKind(centre, band),
      shaded: band !== 'none',
      keptBand: (key, make) =>
        keptBand(
          `${key} ${quantity.value.id} ${abscissa} ${[...fitted.values()].join()} ${band} ${centre}`,
          make,
        ),
      opened: opened.value,
      picked: picked.value,
    });
  });

  return {
    drawn,
    quantity,
    quantities: all,
    groupFields,
    rescaling,
    rescalingProblem,
    exponents,
    opened,
    lines,
    xLog,
    yLog,
    asked,
    summaries: computed(() => analysis.runs.value.filter(({ kept }) => kept === 'summary').length),
    withSummaries,
    bandWords: computed(() => `${document.value.centre}, ${BAND_WORDS[document.value.band]}`),
    askForMore: () => (room.value += FIRST_ASKED),
  };
}

const TIME: MathText = [upright('time '), variable('t')];

/** Number of the singular value a quantity is; null for another quantity. */
function directionOf(quantity: string): number | null {
  const match = /^lambda(\d+)$/.exec(quantity);
  return match ? Number(match[1]) : null;
}
