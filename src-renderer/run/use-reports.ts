import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { RunJob } from '@shared/contract/job';
import type { JobStore } from '../stores/jobs';
import type { Reports } from './health';

/** The last two reports of a job, as steps taken between them tell how long a step is; null before the first. */
export function useReports(
  jobs: JobStore,
  job: Readonly<Ref<RunJob | null>>,
): Readonly<ShallowRef<Reports | null>> {
  const reports = shallowRef<Reports | null>(null);
  watch(
    [() => job.value?.id, () => jobs.progress.value.get(job.value?.id ?? '')?.progress] as const,
    ([id, progress], [formerId]) => {
      if (!progress) reports.value = null;
      else reports.value = [id === formerId ? (reports.value?.[1] ?? null) : null, progress];
    },
    { immediate: true },
  );
  return reports;
}
