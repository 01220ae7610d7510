import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { Job, JobFailure } from '@shared/contract/job';
import { collectRuns } from '@shared/expectations/collect-runs';
import type { ExpectationReport } from '@shared/expectations/report';
import { reproduceRuns } from '@shared/expectations/reproduce-runs';
import { judgeInWorker } from '../project/judge-in-worker';
import { isActive } from './jobs';
import { oncePerSession } from './once-per-session';
import { createLatestRequest } from './run-requests';
import type { Session } from './session';

/** What is going on in a check. */
export type CheckPhase = 'idle' | 'computing' | 'comparing';

/** How the open project compares with what it states. */
export interface StudyCheck {
  readonly phase: Readonly<ShallowRef<CheckPhase>>;
  /** One per expectation; empty until they were first compared. */
  readonly reports: Readonly<ShallowRef<readonly ExpectationReport[]>>;
  /** Why runs could not be computed. */
  readonly failures: Readonly<ShallowRef<readonly JobFailure[]>>;
  /** How much of the runs is computed, 0 to 1; null while nothing is. */
  readonly progress: ComputedRef<number | null>;
  /** Compares the runs that are there. */
  compare(): Promise<void>;
  /** Computes the runs and compares. */
  reproduce(): Promise<void>;
  /** Ends the computation; what is there is compared. */
  stop(): void;
}

/** The check of a session's project. */
export function createStudyCheck(session: Session): StudyCheck {
  const { workbench, project, notices, connection, tutorial } = session;
  const phase = shallowRef<CheckPhase>('idle');
  const reports = shallowRef<readonly ExpectationReport[]>([]);
  const failures = shallowRef<readonly JobFailure[]>([]);
  const jobs = shallowRef<readonly Job[]>([]);
  let halt = (): void => undefined;
  let giveUp = (): void => undefined;

  const compare = createLatestRequest(async () => {
    const documents = project.documents.value;
    if (!documents || documents.expectations.length === 0) {
      reports.value = [];
      return;
    }
    const before = phase.value;
    phase.value = 'comparing';
    try {
      await project.settled();
      const collected = await collectRuns(workbench, documents);
      const judged = await judgeInWorker(documents, collected);
      if (project.documents.value?.head.id !== documents.head.id) return;
      reports.value = judged;
      failures.value = collected.failures;
    } catch (error) {
      notices.showError(error);
    } finally {
      phase.value = before;
    }
  });

  async function reproduce(): Promise<void> {
    const documents = project.documents.value;
    if (!documents || phase.value === 'computing') return;
    phase.value = 'computing';
    reports.value = [];
    failures.value = [];
    const stopped = new Promise<void>((resolve) => (halt = resolve));
    const lost = new Promise<void>((resolve) => (giveUp = resolve));
    try {
      await project.settled();
      const ended = reproduceRuns(workbench, documents, stopped, (now) => (jobs.value = now));
      await Promise.race([ended, lost]);
      tutorial.tick('check-study');
    } catch (error) {
      notices.showError(error);
    } finally {
      jobs.value = [];
      phase.value = 'idle';
    }
    if (connection.value.kind === 'open') await compare();
  }

  // Of the jobs behind a lost connection nobody hears the end.
  watch(connection, ({ kind }) => {
    if (kind === 'lost') giveUp();
  });
  watch(
    () => project.state.value?.path,
    () => {
      halt();
      reports.value = [];
      failures.value = [];
    },
  );

  return {
    phase,
    reports,
    failures,
    progress: computed(() => {
      if (phase.value !== 'computing' || jobs.value.length === 0) return null;
      const parts = jobs.value.map((job) => {
        if (!isActive(job)) return 1;
        return job.kind === 'sweep' && job.runs > 0 ? job.sealed / job.runs : 0;
      });
      const weights = jobs.value.map((job) => (job.kind === 'sweep' ? Math.max(1, job.runs) : 1));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return parts.reduce((sum, part, i) => sum + part * (weights[i] ?? 1), 0) / total;
    }),
    compare,
    reproduce,
    stop: () => halt(),
  };
}

/** The check of the window's project. */
export const useStudyCheck = oncePerSession(createStudyCheck);
