import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { RunRow } from '@shared/contract/run-listing';
import { firstAnalysis } from '@shared/ensembles/first-analysis';
import { nameOfLink } from '@shared/ensembles/link-letters';
import { runFields, type RunContext, type RunField } from '@shared/ensembles/run-fields';
import { parseFilter, passes, type RunFilter } from '@shared/ensembles/run-filter';
import { DEFAULT_CARDS, type AnalysisCards } from '@shared/model/analysis-cards';
import type { AnalysisDocument } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { createEndingStore, type EndingStore } from './analysis-endings';
import { freeId } from './documents';
import { oncePerSession } from './once-per-session';
import { createRunMarks, type RunMarkStore } from './run-marks';
import { createRunTable, type RunTable } from './run-table';
import { createCurveStore, type CurveStore } from './run-table-curves';
import { findTargetsOfLinks } from './run-table-targets';
import type { Session } from './session';
import { useSweepRuns } from './sweep-runs';

/** The analysis that Compare and Analyse look at, and the runs in it. */
export interface AnalysisStore extends Pick<RunMarkStore, 'star' | 'tag'> {
  readonly table: RunTable;
  readonly curves: CurveStore;
  readonly endings: EndingStore;
  /** The selected analysis; the one a new one begins with where the project has none. */
  readonly document: ComputedRef<AnalysisDocument>;
  /** What its cards are set to. */
  readonly cards: ComputedRef<AnalysisCards>;
  readonly fields: ComputedRef<readonly RunField[]>;
  /** Largest number of singular values of a run. */
  readonly directions: ComputedRef<number>;
  /** What fields are read from. One object for good: what is computed by it follows only what it has read. */
  readonly context: RunContext;
  readonly filter: ComputedRef<RunFilter>;
  /** Fields by which runs are grouped. */
  readonly groupFields: ComputedRef<readonly RunField[]>;
  /** Runs of the chosen sweeps that pass the filter. */
  readonly runs: ComputedRef<readonly RunRow[]>;
  /** Runs the user picked among them, by id. */
  readonly picked: ShallowRef<ReadonlySet<string>>;
  /** Whether Compare shows nothing but the picked runs. */
  readonly onlyPicked: Ref<boolean>;
  /** The runs that Compare shows. */
  readonly comparedRuns: ComputedRef<readonly RunRow[]>;
  /** The field with this id; null for none. */
  fieldOf(id: string | null): RunField | null;
  /** The project's target with this link; null where none has it. */
  targetOf(linkId: string): TargetSpec | null;
  /** Changes the analysis, undoable; makes it a document of the project with the first change. */
  edit(label: string, change: Partial<AnalysisDocument>, gesture?: string): void;
  /** Changes what its cards are set to. */
  editCards(label: string, change: Partial<AnalysisCards>, gesture?: string): void;
  /** Begins another analysis as a copy of the present one. */
  duplicate(): void;
}

/** The analysis store of this window's session. */
export const useAnalysis = oncePerSession(createAnalysisStore);

/** The analysis store of a session. */
export function createAnalysisStore(session: Session): AnalysisStore {
  const { project } = session;
  const table = createRunTable(session);
  const targets = findTargetsOfLinks(session, table);
  const marks = createRunMarks(session);
  const picked = shallowRef<ReadonlySet<string>>(new Set());
  const onlyPicked = shallowRef(false);
  const selectedId = project.selection.idOf('analysis');

  const kept = computed(
    () => project.documents.value?.analyses.find(({ id }) => id === selectedId.value) ?? null,
  );
  const cards = computed(() => kept.value?.cards ?? DEFAULT_CARDS);
  const endings = createEndingStore(session, table, () => cards.value.successFraction);

  const context: RunContext = {
    targetName: (linkId) => nameOfLink(table.link(linkId), targets.value(linkId)),
    directions: (linkId) => table.link(linkId)?.r ?? NaN,
    ending: (runId) => endings.judged.value.get(runId)?.ending ?? null,
    isStarred: (runId) => marks.starred.value.has(runId),
    tags: (runId) => marks.tagsOf.value.get(runId) ?? [],
  };

  const directions = computed(() =>
    table.rows.value.reduce((most, row) => Math.max(most, row.finalSingularValues.length), 0),
  );
  const fields = computed(() => runFields(directions.value));
  const fieldOf = (id: string | null): RunField | null =>
    fields.value.find((field) => field.id === id) ?? null;

  /** Unsaved until the user changes something. */
  const first = computed(() => firstAnalysis(fields.value, table.rows.value, context));
  const document = computed(() => kept.value ?? first.value);

  // By itself, so that another name or band does not filter ten thousand runs again.
  const filterText = computed(() => document.value.filter);
  const filter = computed(() => parseFilter(filterText.value, fields.value));
  const groupText = computed(() => document.value.groupBy.join());
  const groupFields = computed(() => groupText.value.split(',').flatMap((id) => fieldOf(id) ?? []));
  const sweepRuns = useSweepRuns(session, () => document.value.sweepIds);

  const runs = computed(() => {
    const chosen = sweepRuns.value;
    return table.rows.value.filter(
      (row) => (chosen === null || chosen.has(row.runId)) && passes(filter.value, row, context),
    );
  });

  const comparedRuns = computed(() =>
    onlyPicked.value && picked.value.size > 0
      ? runs.value.filter(({ runId }) => picked.value.has(runId))
      : runs.value,
  );

  function edit(label: string, change: Partial<AnalysisDocument>, gesture?: string): void {
    const next = { ...document.value, ...change };
    project.edit(label, [{ kind: 'analysis', id: next.id, document: next }], gesture);
  }

  watch(
    () => project.state.value?.path,
    () => {
      picked.value = new Set();
      onlyPicked.value = false;
    },
  );

  return {
    table,
    curves: createCurveStore(session),
    endings,
    document,
    cards,
    fields,
    directions,
    context,
    filter,
    groupFields,
    runs,
    picked,
    onlyPicked,
    comparedRuns,
    fieldOf,
    targetOf: (linkId) => targets.value(linkId),
    edit,
    editCards: (label, change, gesture) => edit(label, { cards: { ...cards.value, ...change } }, gesture),
    duplicate() {
      const analyses = project.documents.value?.analyses ?? [];
      const id = freeId('comparison', analyses);
      const copy = { ...document.value, id, name: `Comparison ${analyses.length + 1}` };
      project.edit('new comparison', [{ kind: 'analysis', id, document: copy }]);
      selectedId.value = id;
    },
    star: marks.star,
    tag: marks.tag,
  };
}
