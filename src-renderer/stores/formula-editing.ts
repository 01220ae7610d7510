import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { DEFAULT_EXPANSION, type FormulaLink } from '@shared/model/link';
import {
  draftOf,
  formulaProblems,
  readFormula,
  type FormulaDraft,
  type FormulaProblem,
  type ReadFormula,
} from '../target/read-formula';
import type { LinkDescriptions } from './link-descriptions';
import type { ProjectStore } from './project';
import type { TargetChoice } from './target-choice';

/**
 * - `written`: the target's link, or not yet looked at since the last edit
 * - `expanding`: being expanded; takes seconds in three directions
 * - `unused`: looked at, and not the target's link
 */
export type FormulaStage = 'written' | 'expanding' | 'unused';

/** The formula being written for the selected target. What cannot be read or expanded stays a draft. */
export interface FormulaEditing {
  readonly draft: ComputedRef<FormulaDraft>;
  readonly reading: ComputedRef<ReadFormula>;
  readonly stage: ComputedRef<FormulaStage>;
  /** True while the draft is not what the target's link says. */
  readonly ahead: ComputedRef<boolean>;
  /** What is wrong with the draft; told once writing pauses. */
  readonly problems: ComputedRef<readonly FormulaProblem[]>;
  /** Changes the draft; it becomes the target's link after a pause, if it makes one. */
  write(changed: Partial<FormulaDraft>): void;
  /** Goes back to the formula of the target's link. */
  discard(): void;
  /** Makes the draft the target's link now, if it makes one. */
  use(): void;
  /** Resolves once what was written last is looked at; at once when nothing is under way. */
  settled(): Promise<void>;
}

const EMPTY: FormulaDraft = { text: '', r: null, ...DEFAULT_EXPANSION };

/** Pause in milliseconds after which a draft is looked at. */
const PAUSE = 150;

/** The formula editing of a session. `onReplaced` is called when a formula takes the place of another kind of link. */
export function createFormulaEditing(
  project: ProjectStore,
  descriptions: LinkDescriptions,
  choice: TargetChoice,
  onReplaced: () => void,
  showError: (error: unknown) => void,
): FormulaEditing {
  /** Drafts that are ahead of their target's link. */
  const drafts: ShallowRef<ReadonlyMap<string, FormulaDraft>> = shallowRef(new Map());
  /** The draft that was looked at last, and what came of it; null while that is being worked out. */
  const looked = shallowRef<{
    readonly draft: FormulaDraft;
    readonly problems: readonly FormulaProblem[] | null;
  } | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking: Promise<void> = Promise.resolve();
  let work = new AbortController();

  const key = computed(() => `${project.state.value?.path ?? ''}\n${project.target.value?.id ?? ''}`);
  const link = computed(() => project.target.value?.link ?? null);
  const ownDraft = computed(() => (link.value?.kind === 'formula' ? draftOf(link.value) : EMPTY));
  const draft = computed(() => drafts.value.get(key.value) ?? ownDraft.value);
  const reading = computed(() => readFormula(draft.value));
  const ahead = computed(
    () =>
      reading.value.kind !== 'readable' || JSON.stringify(reading.value.link) !== JSON.stringify(link.value),
  );

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    work.abort();
    work = new AbortController();
  }

  function setDraft(next: FormulaDraft | null): void {
    const changed = new Map(drafts.value);
    if (next) changed.set(key.value, next);
    else changed.delete(key.value);
    drafts.value = changed;
  }

  /** The target's link becomes `formula`, in the name and with a horizon of its own if it was another kind of link. */
  async function accept(formula: FormulaLink, signal: AbortSignal): Promise<void> {
    const target = project.target.value;
    const replaced = target?.link.kind !== 'formula';
    const name = replaced ? 'Formula' : target.name;
    const made = await choice.choose('write a formula', formula, name, { gesture: 'formula', signal });
    if (made && replaced) onReplaced();
  }

  async function look(): Promise<void> {
    stop();
    const { signal } = work;
    const [read, from] = [reading.value, draft.value];
    if (read.kind !== 'readable') {
      looked.value = { draft: from, problems: read.kind === 'faulty' ? [read.problem] : [] };
      return;
    }
    if (!ahead.value || !project.editable.value) return;
    looked.value = { draft: from, problems: null };
    const described = await descriptions.find(read.link, signal);
    if (signal.aborted) return;
    if (described.description) await accept(read.link, signal);
    if (!signal.aborted) looked.value = { draft: from, problems: formulaProblems(read.link, described) };
  }

  function use(): void {
    looking = look().catch((error: unknown) => {
      if (!isAbort(error)) showError(error);
    });
  }

  watch(
    [key, () => JSON.stringify(link.value)] as const,
    ([nextKey], [formerKey]) => {
      stop();
      // The formula of another step of the history, or of another program, takes the place of the draft.
      if (nextKey === formerKey && link.value?.kind === 'formula' && ahead.value) setDraft(null);
    },
    { flush: 'sync' },
  );

  return {
    draft,
    reading,
    ahead,
    stage: computed(() => {
      if (!ahead.value || looked.value?.draft !== draft.value) return 'written';
      return looked.value.problems === null ? 'expanding' : 'unused';
    }),
    problems: computed(() => {
      const read = reading.value;
      if (!ahead.value && read.kind === 'readable') {
        const described = descriptions.known(read.link);
        return described ? formulaProblems(read.link, described) : [];
      }
      return looked.value?.draft === draft.value ? (looked.value.problems ?? []) : [];
    }),
    write(changed) {
      stop();
      setDraft({ ...draft.value, ...changed });
      timer = setTimeout(use, PAUSE);
    },
    discard() {
      stop();
      setDraft(null);
    },
    use,
    settled() {
      if (timer !== undefined) use();
      return looking;
    },
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
