import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { InputProblem } from '@shared/model/input-problem';
import type { LinkSpec } from '@shared/model/link';
import type { DescribedLink } from '../links/describe-link';
import { createPredictions, predictionQuestion, type RunEscapes } from '../stores/predictions';
import { resolveExperiment } from '../stores/resolved-experiment';
import type { Session } from '../stores/session';
import { createLatestAnswer } from '../workers/latest-answer';

/** The target as the Target place shows it: the project's, or what it would be while it is being edited. */
export interface ShownTarget {
  /** The link of a bar that is dragged; null while none is. Never saved. */
  readonly dragged: ShallowRef<LinkSpec | null>;
  /** The link whose description is shown; null before the first. */
  readonly link: ComputedRef<LinkSpec | null>;
  /** Its description; null before the first. */
  readonly described: ComputedRef<DescribedLink | null>;
  /** Whether a newer link is still being worked out. */
  readonly pending: ComputedRef<boolean>;
  /** What keeps the selected experiment from running on that link; problems of the link itself are in `described`. */
  readonly problems: ComputedRef<readonly InputProblem[]>;
  /** Predicted escapes of each flow of the selected experiment on that link. */
  readonly escapes: ComputedRef<RunEscapes>;
  /** Whether they are still being worked out. */
  readonly predicting: Readonly<ShallowRef<boolean>>;
}

/** A link with what is known of it. */
interface KnownLink {
  readonly link: LinkSpec;
  readonly described: DescribedLink;
}

/** What the Target place of a session shows; `writesFormula` tells whether the user is at the formula. */
export function useShownTarget(session: Session, writesFormula: () => boolean): ShownTarget {
  const { project, descriptions, formula, predict, notices } = session;
  const dragged = shallowRef<LinkSpec | null>(null);

  /** A formula is shown as it is written, long before it becomes the target's link. */
  const wanted = computed((): LinkSpec | null => {
    const { reading, ahead } = formula;
    const readable = writesFormula() && ahead.value && reading.value.kind === 'readable';
    const written = readable ? reading.value.link : null;
    return dragged.value ?? written ?? project.target.value?.link ?? null;
  });
  const quick = computed((): KnownLink | null => {
    const described = wanted.value && descriptions.known(wanted.value);
    return wanted.value && described && { link: wanted.value, described };
  });
  const slow = createLatestAnswer(
    () => (wanted.value && !quick.value ? { link: wanted.value, key: JSON.stringify(wanted.value) } : null),
    async ({ link }, signal): Promise<KnownLink> => ({
      link,
      described: await descriptions.find(link, signal),
    }),
    notices.showError,
  );
  /** What was known last, which stays until the next one is. */
  const shown = shallowRef<{ readonly targetId: string; readonly known: KnownLink } | null>(null);
  watch(
    [() => project.target.value?.id, quick, slow.newest] as const,
    ([targetId, now, later]) => {
      const present = now ?? later?.answer;
      // A draft that cannot be expanded says so where it is written; the plots keep the target as it was.
      const usable =
        present && (present.described.description || present.link === project.target.value?.link);
      const unchanged =
        shown.value?.targetId === targetId && shown.value?.known.described === present?.described;
      if (targetId === undefined) shown.value = null;
      else if (unchanged) return;
      else if (present && usable) shown.value = { targetId, known: present };
      else if (shown.value?.targetId !== targetId) shown.value = null;
    },
    { immediate: true, flush: 'sync' },
  );
  const known = computed(() => shown.value?.known ?? null);

  const resolved = computed(() => {
    const [experiment, target] = [project.experiment.value, project.target.value];
    if (!experiment || !target || !known.value) return null;
    const { link, described } = known.value;
    return resolveExperiment(experiment, { ...target, link }, described);
  });
  const predictions = createPredictions(
    () => predictionQuestion(resolved.value, project.experiment.value),
    predict,
    notices.showError,
  );

  return {
    dragged,
    link: computed(() => known.value?.link ?? null),
    described: computed(() => known.value?.described ?? null),
    pending: computed(() => slow.pending.value && !quick.value),
    problems: computed(() => (resolved.value?.target ? resolved.value.problems : [])),
    escapes: predictions.escapes,
    predicting: predictions.pending,
  };
}
