import { shallowRef, watch, type ShallowRef } from 'vue';
import type { ListedLink } from '@shared/contract/run-listing';
import { targetWithLink } from '@shared/ensembles/link-letters';
import type { TargetSpec } from '@shared/model/target';
import { describeInWorker } from '../links/start-link-worker';
import type { RunTable } from './run-table';
import type { Session } from './session';

/** The project's target with the link of a run; null where none has it. A new function whenever more is known. */
export type TargetsOfLinks = Readonly<ShallowRef<(linkId: string) => TargetSpec | null>>;

/** Finds the targets of a session's runs by their links, whatever they are called. */
export function findTargetsOfLinks({ project }: Pick<Session, 'project'>, table: RunTable): TargetsOfLinks {
  /** Tables of targets already expanded, by their link as it is written. */
  const expanded = new Map<string, ListedLink | null>();
  const found = shallowRef<(linkId: string) => TargetSpec | null>(() => null);
  let round = 0;

  async function findAll(targets: readonly TargetSpec[]): Promise<void> {
    const of = ++round;
    for (const { link } of targets) {
      const key = JSON.stringify(link);
      if (expanded.has(key)) continue;
      const { description } = await describeInWorker(link, new AbortController().signal);
      expanded.set(key, description?.table ?? null);
    }
    if (of !== round) return;
    const known = new Map<string, TargetSpec | null>();
    found.value = (linkId) => {
      const target = known.get(linkId) ?? find(linkId, targets);
      known.set(linkId, target);
      return target;
    };
  }

  function find(linkId: string, targets: readonly TargetSpec[]): TargetSpec | null {
    const link = table.link(linkId);
    return link
      ? targetWithLink(link, targets, (one) => expanded.get(JSON.stringify(one.link)) ?? null)
      : null;
  }

  watch(
    [() => project.documents.value?.targets, table.rows] as const,
    // Without a worker, as in tests, links go by their letters.
    ([targets]) => void findAll(targets ?? []).catch(() => undefined),
    { immediate: true },
  );
  return found;
}
