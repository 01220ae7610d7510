import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { RunRow } from '@shared/contract/run-listing';
import type { AnalysisDocument, RunMarks } from '@shared/model/project';
import { parseFilter, passes, type RunFilter } from '../compare/run-filter';
import { runFields, type RunContext, type RunField } from '../compare/run-fields';
import { createEndingStore, type EndingStore } from './analysis-endings';
import { freeId } from './documents';
import { oncePerSession } from './once-per-session';
import { createRunTable, type RunTable } from './run-table';
import { createCurveStore, type CurveStore } from './run-table-curves';
import { createTargetNames } from './run-table-targets';
import type { Session } from './session';

/** The comparison that Compare and Analyse look at, and the runs in it. */
export interface AnalysisStore {
  readonly table: RunTable;
  readonly curves: CurveStore;
  readonly endings: EndingStore;
  /** The selected analysis; the one a new one begins with where the project has none. */
  readonly document: ComputedRef<AnalysisDocument>;
  readonly fields: ComputedRef<readonly RunField[]>;
  readonly context: ComputedRef<RunContext>;
  readonly filter: ComputedRef<RunFilter>;
  /** Runs of the chosen sweeps that pass the filter. */
  readonly runs: ComputedRef<readonly RunRow[]>;
  /** Runs the user picked among them, by id. */
  readonly picked: ShallowRef<ReadonlySet<string>>;
  /** Changes the analysis, undoable; makes it a document of the project with the first change. */
  edit(label: string, change: Partial<AnalysisDocument>, gesture?: string): void;
  /** Begins another analysis as a copy of the present one. */
  duplicate(): void;
  star(runId: string, on: boolean): void;
  /** Gives runs a tag, or takes it off them. */
  tag(tag: string, runIds: readonly string[], on: boolean): void;
}

const FIRST_ANALYSIS: AnalysisDocument = {
  id: 'comparison',
  name: 'Comparison',
  sweepIds: [],
  filter: '',
  groupBy: [],
  band: 'iqr',
  centre: 'median',
  quantity: 'loss',
  abscissa: 't',
  facetBy: null,
};

/** The analysis store of this window's session. */
export const useAnalysis = oncePerSession(createAnalysisStore);

/** The analysis store of a session. */
export function createAnalysisStore(session: Session): AnalysisStore {
  const { project, workbench } = session;
  const table = createRunTable(session);
  const endings = createEndingStore(session, table);
  const targetNames = createTargetNames(session, table);
  const picked = shallowRef<ReadonlySet<string>>(new Set());
  const selectedId = project.selection.idOf('analysis');

  const document = computed(
    () => project.documents.value?.analyses.find(({ id }) => id === selectedId.value) ?? FIRST_ANALYSIS,
  );

  const fields = computed(() =>
    runFields(table.rows.value.reduce((most, row) => Math.max(most, row.finalSingularValues.length), 0)),
  );

  const starred = computed(() => new Set(project.documents.value?.marks.starred ?? []));
  const tagsOf = computed(() => {
    const tags = new Map<string, string[]>();
    for (const { tag, runIds } of project.documents.value?.marks.tags ?? []) {
      for (const runId of runIds) tags.set(runId, [...(tags.get(runId) ?? []), tag]);
    }
    return tags;
  });

  const context = computed((): RunContext => {
    const [names, verdicts, stars, tags] = [
      targetNames.value,
      endings.verdicts.value,
      starred.value,
      tagsOf.value,
    ];
    return {
      targetName: names,
      directions: (linkId) => table.link(linkId)?.r ?? NaN,
      ending: (runId) => verdicts.get(runId)?.ending ?? null,
      isStarred: (runId) => stars.has(runId),
      tags: (runId) => tags.get(runId) ?? [],
    };
  });

  const filter = computed(() => parseFilter(document.value.filter, fields.value));
  const sweepRuns = useSweepRuns(session, () => document.value.sweepIds);

  const runs = computed(() => {
    const chosen = sweepRuns.value;
    return table.rows.value.filter(
      (row) => (chosen === null || chosen.has(row.runId)) && passes(filter.value, row, context.value),
    );
  });

  function saveMarks(label: string, change: (marks: RunMarks) => RunMarks): void {
    const marks = project.documents.value?.marks;
    if (marks) project.edit(label, [{ kind: 'marks', id: 'marks', document: change(marks) }]);
  }

  function edit(label: string, change: Partial<AnalysisDocument>, gesture?: string): void {
    const next = { ...document.value, ...change };
    project.edit(label, [{ kind: 'analysis', id: next.id, document: next }], gesture);
  }

  watch(
    () => project.state.value?.path,
    () => (picked.value = new Set()),
  );

  return {
    table,
    curves: createCurveStore({ workbench, project, notices: session.notices }),
    endings,
    document,
    fields,
    context,
    filter,
    runs,
    picked,
    edit,
    duplicate() {
      const analyses = project.documents.value?.analyses ?? [];
      const id = freeId('comparison', analyses);
      const copy = { ...document.value, id, name: `Comparison ${analyses.length + 1}` };
      project.edit('New comparison', [{ kind: 'analysis', id, document: copy }]);
      selectedId.value = id;
    },
    star: (runId, on) =>
      saveMarks(on ? 'Star run' : 'Unstar run', (marks) => ({
        ...marks,
        starred: withOrWithout(marks.starred, [runId], on),
      })),
    tag: (tag, runIds, on) =>
      saveMarks(on ? `Tag ${tag}` : `Untag ${tag}`, (marks) => {
        const present = marks.tags.find((one) => one.tag === tag);
        const next = withOrWithout(present?.runIds ?? [], runIds, on);
        const others = marks.tags.filter((one) => one.tag !== tag);
        return { ...marks, tags: next.length === 0 ? others : [...others, { tag, runIds: next }] };
      }),
  };
}

function withOrWithout(list: readonly string[], ids: readonly string[], on: boolean): readonly string[] {
  const rest = list.filter((id) => !ids.includes(id));
  return on ? [...rest, ...ids] : rest;
}

/** Ids of the runs of the chosen sweeps; null for no choice. */
function useSweepRuns(
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
