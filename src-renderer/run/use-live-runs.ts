import { computed, watch, type Ref } from 'vue';
import { runKey } from '../stores/run-identity';
import type { Session } from '../stores/session';

/**
 * Runs the selected experiment again at once when a parameter changes, as long as `live` is set and there are curves
 * that the new ones can be compared with: the former ones fade, of many changes the last one counts.
 */
export function useLiveRuns(
  { project, runs, connection }: Pick<Session, 'project' | 'runs' | 'connection'>,
  live: Readonly<Ref<boolean>>,
): void {
  /** Thresholds among it: read off the samples, plateaus are known to within a sample only. */
  const asked = computed(() => runs.resolved.value?.specs?.map(runKey).join() ?? null);
  const compared = computed(
    () => runs.running.value || runs.stages.value.some(({ current, ghost }) => current ?? ghost),
  );

  /** What was asked last, whatever kept the experiment from running since. */
  let last: { readonly id: string; readonly asked: string } | null = null;
  watch(
    [asked, () => project.experiment.value?.id] as const,
    ([now, id]) => {
      if (now === null || id === undefined) return;
      const changed = last?.id === id && last.asked !== now;
      last = { id, asked: now };
      if (!changed || !live.value || !compared.value) return;
      if (project.editable.value && connection.value.kind === 'open') void runs.rerun();
    },
    { immediate: true },
  );
}
