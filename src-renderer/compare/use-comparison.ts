import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { RunRow } from '@shared/contract/run-listing';
import { familyKey } from '@shared/ensembles/collapse-families';
import { BAND_WORDS, bandKind } from '@shared/ensembles/condition-bands';
import { quantities, type Quantity } from '@shared/ensembles/quantities';
import {
  directionOf,
  problemOf,
  readRescaling,
  rescaleRun,
  type ReadRescaling,
} from '@shared/ensembles/rescaled-time';
import type { RunField } from '@shared/ensembles/run-fields';
import { groupRuns, groupStyles } from '@shared/ensembles/run-groups';
import type { MathText } from '@shared/figure/figure-spec';
import { labelOf } from '@shared/figure/label-tex';
import { upright, variable } from '@shared/figure/math-text';
import { startAnalysisWorker } from '../analyse/analysis-in-worker';
import type { AnalysisStore } from '../stores/analysis';
import type { Session } from '../stores/session';
import {
  composeComparison,
  conditionsOf,
  wantsBands,
  type ComparisonPanel,
  type DrawnComparison,
} from './compose-comparison';
import { createCurveReader } from './curve-reader';
import { useBands } from './use-bands';

/** The comparison as the Compare place draws it. */
export interface ShownComparison {
  readonly drawn: ComputedRef<DrawnComparison>;
  readonly quantity: ComputedRef<Quantity>;
  readonly quantities: ComputedRef<readonly Quantity[]>;
  readonly groupFields: ComputedRef<readonly RunField[]>;
  readonly rescaling: ComputedRef<ReadRescaling>;
  /** Fitted exponents of a formula with a free one, by family (`CollapseFamily.key`). */
  readonly exponents: ShallowRef<ReadonlyMap<string, number>>;
  /** Runs whose curves are asked for; fewer than the filter lets through where there are very many. */
  readonly asked: ComputedRef<readonly RunRow[]>;
  /** Number of bands that are being worked out. */
  readonly bandsWaiting: Readonly<ShallowRef<number>>;
  /** How the bands are made, in words: "median, interquartile range". */
  readonly bandWords: ComputedRef<string>;
  askForMore(): void;
}

/** How a comparison is shown; kept with the window. */
export interface ComparisonView {
  /** Single lines in place of bands. */
  readonly lines: Ref<boolean>;
  readonly xLog: Ref<boolean>;
  readonly yLog: Ref<boolean>;
  /** Whether curves that were not kept are computed again. */
  readonly withSummaries: Ref<boolean>;
  /** Key of the condition whose runs are shown beside its band; null for none. */
  readonly opened: Ref<string | null>;
}

/** The settings of the view, remembered. */
export function useComparisonView({ view }: Pick<Session, 'view'>): ComparisonView {
  return {
    lines: view.remember<boolean>('compare.lines', false),
    xLog: view.remember<boolean>('compare.xLog', true),
    yLog: view.remember<boolean>('compare.yLog', true),
    withSummaries: shallowRef(false),
    opened: shallowRef(null),
  };
}

/** Runs whose curves are read without being asked for: some seconds' reading at most. */
const FIRST_ASKED = 1000;

const TIME: MathText = [upright('time '), variable('t')];

/** The comparison of the selected analysis. */
export function useComparison(
  { notices }: Pick<Session, 'notices'>,
  analysis: AnalysisStore,
  shown: ComparisonView,
): ShownComparison {
  const { document, context, curves, table, picked, groupFields } = analysis;
  const room = shallowRef(FIRST_ASKED);
  const exponents = shallowRef<ReadonlyMap<string, number>>(new Map());
  watch(
    () => document.value.abscissa,
    () => (exponents.value = new Map()),
  );

  const all = computed(() => quantities(analysis.directions.value));
  const quantity = computed((): Quantity => {
    const chosen = all.value.find(({ id }) => id === document.value.quantity) ?? all.value[0];
    if (chosen === undefined) throw new Error('there is always the loss');
    return chosen;
  });

  const facetField = computed(() => analysis.fieldOf(document.value.facetBy));

  const asked = computed(() =>
    analysis.comparedRuns.value
      .filter(({ kept }) => shown.withSummaries.value || kept === 'trajectory')
      .slice(0, room.value),
  );
  watch(asked, (runs) => curves.request(runs.map(({ runId }) => runId)), { immediate: true });

  const rescaling = computed(() => readRescaling(document.value.abscissa));
  const timeLabel = computed((): MathText =>
    rescaling.value.kind === 'problem' || rescale.value === null
      ? TIME
      : labelOf(`$${rescaling.value.rescaling.tex}$`),
  );
  const rescale = computed(() =>
    rescaling.value.kind === 'problem'
      ? null
      : rescaleRun(rescaling.value.rescaling, directionOf(quantity.value.id), table.link),
  );
  const readCurve = computed(() =>
    createCurveReader(quantity.value, rescale.value, curves.state, (error) => problemOf(error).cause),
  );

  const styleOf = computed(() => groupStyles(table.rows.value, groupFields.value, context));
  const panels = computed((): readonly ComparisonPanel[] => {
    const facets = facetField.value
      ? groupRuns(asked.value, [facetField.value], styleOf.value, context)
      : [{ label: null, runs: asked.value }];
    return facets.map(({ label, runs }) => ({
      heading: label,
      groups: groupRuns(runs, groupFields.value, styleOf.value, context),
    }));
  });

  const conditions = computed(() => {
    // Samples are plain data outside of reactivity; this tells that there are more.
    void curves.version.value;
    const read = readCurve.value;
    const fitted = exponents.value;
    return conditionsOf(panels.value, (run, facet, group) =>
      read(run, fitted.get(familyKey(facet, group.values, groupFields.value)) ?? null),
    );
  });

  const drawnAs = computed(() => (shown.lines.value ? 'lines' : 'bands'));
  const kind = computed(() => bandKind(document.value.centre, document.value.band));
  const bands = useBands(
    computed(() =>
      wantsBands(drawnAs.value, conditions.value)
        ? conditions.value
            .filter((condition) => condition.curves.length > 0)
            .map(({ key, curves: own }) => ({ key, curves: own, kind: kind.value }))
        : [],
    ),
    startAnalysisWorker,
    notices.showError,
  );

  const drawn = computed(() =>
    composeComparison(panels.value, conditions.value, {
      name: document.value.name,
      quantity: quantity.value,
      timeLabel: timeLabel.value,
      xScale: shown.xLog.value ? 'log' : 'linear',
      yScale: shown.yLog.value ? 'log' : 'linear',
      drawn: drawnAs.value,
      bandOf: bands.of.value,
      shaded: document.value.band !== 'none',
      opened: shown.opened.value,
      picked: picked.value,
    }),
  );

  return {
    drawn,
    quantity,
    quantities: all,
    groupFields,
    rescaling,
    exponents,
    asked,
    bandsWaiting: bands.waiting,
    bandWords: computed(() => `${document.value.centre}, ${BAND_WORDS[document.value.band]}`),
    askForMore: () => (room.value += FIRST_ASKED),
  };
}
