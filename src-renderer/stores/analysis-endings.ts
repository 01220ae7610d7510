import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { RunRow } from '@shared/contract/run-listing';
import { ENDING_RULES } from '@shared/numerics/landscape/run-ending';
import { startAnalysisWorker, type AnalysisHelper } from '../analyse/analysis-in-worker';
import type { RunsToJudge, Verdict } from '../analyse/judge-runs';
import type { RunTable } from './run-table';
import type { Session } from './session';

/** How the runs of the project ended, worked out beside the page. */
export interface EndingStore {
  /** What is known so far, by run id. A new map whenever there is more. */
  readonly verdicts: Readonly<ShallowRef<ReadonlyMap<string, Verdict>>>;
  /** Number of runs still to be judged. */
  readonly waiting: ComputedRef<number>;
  /** A run succeeds with at most this fraction of ½‖f*‖² above the least loss; user-set, kept with the window. */
  readonly successFraction: Ref<number>;
}

/** Runs judged at once: some tens of milliseconds of work. */
const BATCH = 50;
/** Milliseconds between two redraws while runs are being judged. */
const SHOW_REST = 200;

/** Judges the runs of `table` one after the other, again when the rule changes. */
export function createEndingStore(
  { view, notices }: Pick<Session, 'view' | 'notices'>,
  table: RunTable,
): EndingStore {
  const verdicts = shallowRef<ReadonlyMap<string, Verdict>>(new Map());
  const successFraction = view.remember<number>('analyse.successFraction', ENDING_RULES.successFraction);
  let found = new Map<string, Verdict>();
  let helper: AnalysisHelper | null = null;
  /** Number of the rule that is being applied: answers by a former one are dropped. */
  let round = 0;
  let working = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    let shown = performance.now();
    try {
      for (;;) {
        const of = round;
        const batch = nextBatch(table, found);
        if (batch === null) break;
        helper ??= startAnalysisWorker();
        const judged = await Promise.race([
          helper.remote.judgeRuns(batch, successFraction.value),
          helper.failed,
        ]);
        if (of !== round) continue;
        for (const verdict of judged) found.set(verdict.runId, verdict);
        if (performance.now() - shown > SHOW_REST) {
          verdicts.value = new Map(found);
          shown = performance.now();
        }
      }
    } catch (error) {
      notices.showError(error);
    } finally {
      working = false;
      verdicts.value = new Map(found);
      helper?.stop();
      helper = null;
    }
  }

  watch(successFraction, () => {
    round++;
    found = new Map();
    verdicts.value = found;
    void work();
  });
  watch(table.rows, () => void work(), { immediate: true });

  return {
    verdicts,
    waiting: computed(() => table.rows.value.length - verdicts.value.size),
    successFraction,
  };
}

/** Runs of one landscape that are not judged yet; null when all are. */
function nextBatch(table: RunTable, found: ReadonlyMap<string, Verdict>): RunsToJudge | null {
  const rows = table.rows.value;
  const first = rows.find(({ runId }) => !found.has(runId));
  const link = first && table.link(first.linkId);
  if (first === undefined || link === undefined) return null;
  const flow = JSON.stringify(first.spec.flow);
  const alike = (row: RunRow): boolean =>
    row.linkId === first.linkId &&
    row.spec.studentWidth === first.spec.studentWidth &&
    JSON.stringify(row.spec.flow) === flow;
  const runs: RunsToJudge['runs'][number][] = [];
  for (let i = rows.indexOf(first); i < rows.length && runs.length < BATCH; i++) {
    const row = rows[i];
    if (row === undefined || found.has(row.runId) || !alike(row)) continue;
    const { runId, finalLoss, finalOverlap, plateaus } = row;
    runs.push({ runId, finalLoss, finalOverlap, plateaus: plateaus.slice(-1) });
  }
  return { link, flow: first.spec.flow, studentWidth: first.spec.studentWidth, runs };
}
