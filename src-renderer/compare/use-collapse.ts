import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { FamilyScores } from '@shared/ensembles/collapse';
import { collapseFamilies, type CollapseFamily } from '@shared/ensembles/collapse-families';
import { directionOf, fittedFormula, variablesOf } from '@shared/ensembles/rescaled-time';
import { isDrawn, type RunCurve } from '@shared/ensembles/run-curve';
import type { CollapseExponent } from '@shared/numerics/statistics/collapse-exponent';
import type { Interval } from '@shared/numerics/statistics/interval';
import { startAnalysisWorker, type AnalysisHelper } from '../analyse/analysis-in-worker';
import type { AnalysisStore } from '../stores/analysis';
import type { Session } from '../stores/session';
import { createCurveReader } from './curve-reader';
import type { ShownComparison } from './use-comparison';

/** How a family of conditions falls together. */
export interface FamilyCollapse {
  readonly family: CollapseFamily;
  /** Under the user's formula, and without; undefined while they are being worked out. */
  readonly scores: FamilyScores | undefined;
  /** The best exponent of `Collapse.fittedFormula`; undefined while it is being fitted, null where there is none. */
  readonly best: CollapseExponent | null | undefined;
  /** Its interval; undefined while it is being worked out, null where there are too few seeds. */
  readonly interval: Interval | null | undefined;
}

/** The collapse of a comparison. */
export interface Collapse {
  readonly families: ComputedRef<readonly FamilyCollapse[]>;
  /** The formula whose exponent is fitted: the user's own where it has one, else t/d^a. */
  readonly fittedFormula: ComputedRef<string>;
}

interface Found {
  readonly scores?: FamilyScores;
  readonly best?: CollapseExponent | null;
  readonly interval?: Interval | null;
}

/** Milliseconds without a change after which collapses are scored and exponents fitted. */
const REST = 300;

/** Scores the comparison under its formula and fits the exponent, beside the page; a later question ends an earlier one. */
export function useCollapse(
  { notices }: Pick<Session, 'notices'>,
  { document, table, curves }: AnalysisStore,
  { drawn, groupFields, rescaling, quantity, exponents }: ShownComparison,
): Collapse {
  const asked = computed(
    () => document.value.abscissa.trim() !== 't' && rescaling.value.kind === 'rescaling',
  );
  const hasFree = computed(
    () => rescaling.value.kind === 'rescaling' && rescaling.value.rescaling.hasFreeExponent,
  );
  const formulaToFit = computed(() =>
    rescaling.value.kind === 'rescaling' ? fittedFormula(rescaling.value.rescaling) : '',
  );

  const read = computed(() => createCurveReader(quantity.value, null, curves.state, String));
  function original(run: RunCurve['run']): RunCurve | null {
    const curve = read.value(run, null);
    return curve !== 'reading' && isDrawn(curve) ? curve : null;
  }

  const families = computed((): readonly CollapseFamily[] => {
    // Curves that are still coming would change the answer again and again.
    if (!asked.value || curves.waiting.value > 0) return [];
    const direction = directionOf(quantity.value.id);
    return collapseFamilies(drawn.value.conditions, groupFields.value, original, (run) => {
      const link = table.link(run.linkId);
      return link ? variablesOf(run, link, direction) : null;
    });
  });

  const found: ShallowRef<ReadonlyMap<string, Found>> = shallowRef(new Map());
  let helper: AnalysisHelper | null = null;
  let round = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function note(key: string, more: Found): void {
    found.value = new Map(found.value).set(key, { ...found.value.get(key), ...more });
  }

  async function lookInto(): Promise<void> {
    const of = ++round;
    helper?.stop();
    const own = (helper = startAnalysisWorker());
    const { abscissa } = document.value;
    const answer = <Value>(value: Promise<Value>): Promise<Value> => Promise.race([value, own.failed]);
    try {
      if (!hasFree.value) {
        for (const { key, members } of families.value) {
          const scores = await answer(own.remote.familyScores(members, abscissa, null));
          if (of !== round) return;
          note(key, { scores });
        }
      }
      for (const { key, members } of families.value) {
        const best = await answer(own.remote.fitFamily(members, formulaToFit.value, { withInterval: false }));
        if (of !== round) return;
        note(key, { best });
        if (!hasFree.value || best === null) continue;
        const scores = await answer(own.remote.familyScores(members, abscissa, best.exponent));
        if (of !== round) return;
        note(key, { scores });
        exponents.value = new Map(exponents.value).set(key, best.exponent);
      }
      for (const { key, members } of families.value) {
        const best = await answer(own.remote.fitFamily(members, formulaToFit.value, { withInterval: true }));
        if (of !== round) return;
        note(key, { interval: best?.interval ?? null });
      }
    } catch (error) {
      if (of === round) notices.showError(error);
    } finally {
      own.stop();
    }
  }

  /** What the answer depends on: not the exponents it finds itself. */
  const question = computed(() =>
    JSON.stringify([
      document.value.abscissa,
      quantity.value.id,
      families.value.map(({ key, members }) => [key, members.map((member) => member.curves.length)]),
    ]),
  );
  watch(
    question,
    () => {
      round++;
      helper?.stop();
      found.value = new Map();
      clearTimeout(rest);
      if (families.value.length > 0) rest = setTimeout(() => void lookInto(), REST);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(rest);
    helper?.stop();
  });

  return {
    families: computed(() =>
      families.value.map((family) => {
        const { scores, best, interval } = found.value.get(family.key) ?? {};
        return { family, scores, best, interval };
      }),
    ),
    fittedFormula: formulaToFit,
  };
}
