import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { CollapseExponent } from '@shared/numerics/statistics/collapse-exponent';
import type { CollapseScore } from '@shared/numerics/statistics/collapse-score';
import { startAnalysisWorker, type AnalysisHelper } from '../analyse/analysis-in-worker';
import type { AnalysisStore } from '../stores/analysis';
import type { Session } from '../stores/session';
import { collapseFamilies, familyScore, type CollapseFamily } from './collapse';
import { variablesOf } from './rescaled-time';
import type { ShownComparison } from './use-comparison';

/** How a family of conditions falls together. */
export interface FamilyCollapse {
  readonly family: CollapseFamily;
  /** Under the user's formula; null while its exponent is being fitted or where no two curves overlap. */
  readonly score: CollapseScore | null;
  /** The best exponent of `fitted.formula`; undefined while it is being fitted, null where there is none. */
  readonly best: CollapseExponent | null | undefined;
}

/** The collapse of a comparison. */
export interface Collapse {
  readonly families: ComputedRef<readonly FamilyCollapse[]>;
  /** The formula whose exponent is fitted: the user's own where it has one, else t/d^a. */
  readonly fittedFormula: ComputedRef<string>;
}

/** Milliseconds without a change after which exponents are fitted. */
const REST = 500;

/** Scores the comparison under its formula at once, and fits the exponent beside the page. */
export function useCollapse(
  { notices }: Pick<Session, 'notices'>,
  { document, table, curves }: AnalysisStore,
  { drawn, groupFields, rescaling, rescalingProblem, quantity, exponents }: ShownComparison,
): Collapse {
  const asked = computed(() => document.value.abscissa.trim() !== 't' && rescalingProblem.value === null);
  const hasFree = computed(
    () => rescaling.value.kind === 'rescaling' && rescaling.value.rescaling.hasFreeExponent,
  );
  const fittedFormula = computed(() => (hasFree.value ? document.value.abscissa : 't/d^a'));

  const found = computed((): readonly CollapseFamily[] => {
    if (!asked.value || rescaling.value.kind === 'problem') return [];
    const match = /^lambda(\d+)$/.exec(quantity.value.id);
    return collapseFamilies(drawn.value.conditions, groupFields.value, curves.samples, (run) => {
      const link = table.link(run.linkId);
      return link ? variablesOf(run, link, match ? Number(match[1]) : null) : null;
    });
  });

  const best: ShallowRef<ReadonlyMap<string, CollapseExponent | null>> = shallowRef(new Map());
  let helper: AnalysisHelper | null = null;
  let round = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  async function fitAll(): Promise<void> {
    const of = ++round;
    // A former fit that still goes on is of no more interest.
    helper?.stop();
    helper = startAnalysisWorker();
    const { remote, failed, stop } = helper;
    const fits = new Map<string, CollapseExponent | null>();
    try {
      for (const family of found.value) {
        const fit = await Promise.race([remote.fitFamily(family, fittedFormula.value), failed]);
        if (of !== round) return;
        fits.set(family.key, fit);
        best.value = new Map(fits);
        if (hasFree.value && fit) exponents.value = new Map(exponents.value).set(family.key, fit.exponent);
      }
    } catch (error) {
      notices.showError(error);
    } finally {
      stop();
    }
  }

  const identity = computed(() =>
    JSON.stringify([
      fittedFormula.value,
      quantity.value.id,
      found.value.map(({ key, conditions }) => [key, conditions.map(({ values }) => values.length)]),
    ]),
  );
  watch(
    identity,
    () => {
      best.value = new Map();
      clearTimeout(rest);
      if (found.value.length > 0) rest = setTimeout(() => void fitAll(), REST);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(rest);
    helper?.stop();
  });

  const families = computed(() =>
    found.value.map((family): FamilyCollapse => {
      const fit = best.value.get(family.key);
      const exponent = hasFree.value ? (fit?.exponent ?? null) : null;
      const ready = !hasFree.value || exponent !== null;
      const score = ready ? familyScore(family, document.value.abscissa, exponent) : null;
      return { family, score, best: fit };
    }),
  );
  return { families, fittedFormula };
}
