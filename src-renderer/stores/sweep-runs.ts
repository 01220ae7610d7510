import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { Session } from './session';

/** Ids of the runs of chosen sweeps; null where none is chosen, or none of them is in the project. */
export function useSweepRuns(
  { workbench, project, notices }: Session,
  sweepIds: () => readonly string[],
): ComputedRef<ReadonlySet<string> | null> {
  const read = shallowRef<ReadonlySet<string> | null>(null);
  let round = 0;
  watch(
    [() => sweepIds().join(), () => project.documents.value?.sweeps, () => project.state.value?.path],
    async () => {
      const of = ++round;
      const known = project.documents.value?.sweeps ?? [];
      const ids = sweepIds().filter((id) => known.some((sweep) => sweep.id === id));
      if (ids.length === 0) {
        read.value = null;
        return;
      }
      try {
        await project.settled();
        const answers = await Promise.all(ids.map((sweepId) => workbench.readSweep({ sweepId })));
        if (of === round) read.value = new Set(answers.flatMap(({ runIds }) => runIds));
      } catch (error) {
        if (of === round) notices.showError(error);
      }
    },
    { immediate: true },
  );
  return computed(() => read.value);
}
