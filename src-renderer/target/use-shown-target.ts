import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { LinkSpec } from '@shared/model/link';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { resolveExperiment } from '../stores/resolved-experiment';
import type { Session } from '../stores/session';
import { describeLink, type DescribedLink } from './describe-link';

/** The target as the Target place shows it: the project's, or what it would be while a bar is dragged. */
export interface ShownTarget {
  /** The link under the pointer; null while nothing is dragged. Never saved. */
  readonly draft: ShallowRef<LinkSpec | null>;
  readonly link: ComputedRef<LinkSpec | null>;
  /** Null while the link is being worked out elsewhere. */
  readonly described: ComputedRef<DescribedLink | null>;
  /** Predicted escapes of each flow of the selected experiment. */
  readonly escapes: Readonly<ShallowRef<readonly (readonly PredictedEscape[])[]>>;
}

/** Predictions that take longer than this many milliseconds wait until what is quick has been drawn. */
const QUICK_PREDICTION = 12;

/** What the Target place of a session shows. */
export function useShownTarget({ project, described, runs }: Session): ShownTarget {
  const draft = shallowRef<LinkSpec | null>(null);
  const escapes = shallowRef<readonly (readonly PredictedEscape[])[]>([]);
  const link = computed(() => draft.value ?? project.target.value?.link ?? null);
  const shown = computed(() => (draft.value ? describeLink(draft.value) : described.value));
  let duration = 0;

  function predictDraft(): void {
    const [experiment, target] = [project.experiment.value, project.target.value];
    if (!draft.value || !experiment || !target || !shown.value) return;
    const started = performance.now();
    escapes.value = resolveExperiment(experiment, { ...target, link: draft.value }, shown.value).escapes;
    duration = performance.now() - started;
  }

  watch(
    [draft, () => runs.resolved.value] as const,
    ([dragged, resolved], _former, onCleanup) => {
      if (!dragged) {
        escapes.value = resolved?.escapes ?? [];
      } else if (duration <= QUICK_PREDICTION) {
        predictDraft();
      } else {
        const timer = setTimeout(predictDraft);
        onCleanup(() => clearTimeout(timer));
      }
    },
    { immediate: true },
  );

  return { draft, link, described: shown, escapes };
}
