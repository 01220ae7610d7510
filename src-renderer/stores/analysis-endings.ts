import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { RunRow } from '@shared/contract/run-listing';
import type { RunsToJudge } from '@shared/ensembles/judge-runs';
import type { JudgedRun } from '@shared/numerics/landscape/run-ending';
import { startAnalysisWorker, type AnalysisHelper } from '../analyse/analysis-in-worker';
import type { RunTable } from './run-table';
import type { Session } from './session';

/** How the runs of the project ended, worked out beside the page. */
export interface EndingStore {
  /** What is known so far, by run id. A new map whenever there is more. */
  readonly judged: Readonly<ShallowRef<ReadonlyMap<string, JudgedRun>>>;
  /** Number of runs still to be judged. */
  readonly waiting: ComputedRef<number>;
}

/** Runs judged at once: some tens of milliseconds of work. */
const BATCH = 50;
/** Milliseconds between two redraws while runs are being judged. */
const SHOW_REST = 250;
/** Milliseconds without work after which the worker goes: it keeps landscapes, which take a while to make. */
const IDLE = 10_000;

/** Judges the runs of `table` one after the other, and all again when the rule changes (see `judgeRuns`). */
export function createEndingStore(
  { notices }: Pick<Session, 'notices'>,
  table: RunTable,
  successFraction: () => number,
): EndingStore {
  const judged = shallowRef<ReadonlyMap<string, JudgedRun>>(new Map());
  let found = new Map<string, JudgedRun>();
  let helper: AnalysisHelper | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  /** Number of the rule that is being applied: answers by a former one are dropped. */
  let round = 0;
  let working = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    clearTimeout(idle);
    let shown = performance.now();
    try {
      for (let batch = nextBatch(table, found); batch !== null; batch = nextBatch(table, found)) {
        const of = round;
        helper ??= startAnalysisWorker();
        const answers = await Promise.race([
          helper.remote.judgeRuns(batch.question, successFraction()),
          helper.failed,
        ]);
        if (of !== round) continue;
        batch.runIds.forEach((runId, i) => {
          const answer = answers[i];
          if (answer) found.set(runId, answer);
        });
        if (performance.now() - shown < SHOW_REST) continue;
        judged.value = new Map(found);
        shown = performance.now();
      }
    } catch (error) {
      helper?.stop();
      helper = null;
      notices.showError(error);
    } finally {
      working = false;
      judged.value = new Map(found);
      idle = setTimeout(() => {
        helper?.stop();
        helper = null;
      }, IDLE);
    }
  }

  watch(successFraction, () => {
    round++;
    found = new Map();
    judged.value = found;
    void work();
  });
  watch(
    table.rows,
    (rows) => {
      // Another project: what is known is of no more interest.
      if (rows.length === 0) found = new Map();
      void work();
    },
    { immediate: true },
  );

  return { judged, waiting: computed(() => table.rows.value.length - judged.value.size) };
}

/** Runs of one landscape that are not judged yet; null when all are. */
function nextBatch(
  table: RunTable,
  found: ReadonlyMap<string, JudgedRun>,
): { readonly runIds: readonly string[]; readonly question: RunsToJudge } | null {
  const rows = table.rows.value;
  const begin = rows.findIndex(({ runId }) => !found.has(runId));
  const first = rows[begin];
  const link = first && table.link(first.linkId);
  if (first === undefined || link === undefined) return null;
  const { flow, studentWidth } = first.spec;
  const flowText = JSON.stringify(flow);
  const isAlike = (row: RunRow): boolean =>
    row.linkId === first.linkId &&
    row.spec.studentWidth === studentWidth &&
    JSON.stringify(row.spec.flow) === flowText;
  const batch: RunRow[] = [];
  for (let i = begin; i < rows.length && batch.length < BATCH; i++) {
    const row = rows[i];
    if (row !== undefined && !found.has(row.runId) && isAlike(row)) batch.push(row);
  }
  const runs = batch.map(({ finalLoss, finalOverlap, plateaus }) => ({
    finalLoss,
    finalOverlap,
    plateaus: plateaus.slice(-1),
  }));
  return { runIds: batch.map(({ runId }) => runId), question: { link, flow, studentWidth, runs } };
}
