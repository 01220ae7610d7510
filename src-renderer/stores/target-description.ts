import { computed, watch, type ComputedRef } from 'vue';
import type { DescribedLink } from '../links/describe-link';
import type { LinkDescriptions } from './link-descriptions';
import type { ProjectStore } from './project';

/** What is known of the selected target's link; null without a target and while it is being worked out. */
export function createTargetDescription(
  project: ProjectStore,
  descriptions: LinkDescriptions,
  showError: (error: unknown) => void,
): ComputedRef<DescribedLink | null> {
  const described = computed(() =>
    project.target.value ? descriptions.known(project.target.value.link) : null,
  );
  watch(
    () => JSON.stringify(project.target.value?.link),
    (_text, _former, onCleanup) => {
      const link = project.target.value?.link;
      if (!link || described.value) return;
      const work = new AbortController();
      onCleanup(() => work.abort());
      descriptions.find(link, work.signal).catch((error: unknown) => {
        if (!work.signal.aborted) showError(error);
      });
    },
    { immediate: true },
  );
  return described;
}
