import { computed, type ComputedRef } from 'vue';
import { tagsOfRuns } from '@shared/ensembles/run-marks';
import { NO_MARKS } from '@shared/model/analysis-schema';
import type { RunMarks } from '@shared/model/project';
import type { Session } from './session';

/** What the user marked runs with. */
export interface RunMarkStore {
  readonly starred: ComputedRef<ReadonlySet<string>>;
  /** Tags of each run that has any. */
  readonly tagsOf: ComputedRef<ReadonlyMap<string, readonly string[]>>;
  star(runId: string, on: boolean): void;
  /** Gives runs a tag, or takes it off them; one step of the history. */
  tag(tag: string, runIds: readonly string[], on: boolean): void;
}

/** The marks of the open project. */
export function createRunMarks({ project }: Pick<Session, 'project'>): RunMarkStore {
  function change(label: string, next: (marks: RunMarks) => RunMarks): void {
    const marks = project.documents.value?.marks;
    if (marks) project.edit(label, [{ kind: 'marks', id: 'marks', document: next(marks) }]);
  }

  return {
    starred: computed(() => new Set(project.documents.value?.marks.starred ?? [])),
    tagsOf: computed(() => tagsOfRuns(project.documents.value?.marks ?? NO_MARKS)),
    star: (runId, on) =>
      change(on ? 'star run' : 'unstar run', (marks) => ({
        ...marks,
        starred: withOrWithout(marks.starred, [runId], on),
      })),
    tag: (tag, runIds, on) =>
      change(on ? `tag ${tag}` : `untag ${tag}`, (marks) => {
        const present = marks.tags.find((one) => one.tag === tag);
        const next = withOrWithout(present?.runIds ?? [], runIds, on);
        const others = marks.tags.filter((one) => one.tag !== tag);
        return { ...marks, tags: next.length === 0 ? others : [...others, { tag, runIds: next }] };
      }),
  };
}

function withOrWithout(list: readonly string[], ids: readonly string[], on: boolean): readonly string[] {
  const changed = new Set(ids);
  const rest = list.filter((id) => !changed.has(id));
  return on ? [...rest, ...ids] : rest;
}
