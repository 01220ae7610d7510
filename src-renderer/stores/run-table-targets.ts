import { shallowRef, watch, type ShallowRef } from 'vue';
import type { HermiteTerm } from '@shared/model/link';
import type { TargetSpec } from '@shared/model/target';
import { linkInLetters, sameLink } from '../compare/link-letters';
import { describeInWorker } from '../target/describe-in-worker';
import type { ListedLink, RunTable } from './run-table';
import type { Session } from './session';

/** Names of the links of runs: of the project's target with that link, else the link in letters. */
export type TargetNames = Readonly<ShallowRef<(linkId: string) => string>>;

/** The target names of a session; a new function whenever more is known. */
export function createTargetNames({ project }: Pick<Session, 'project'>, table: RunTable): TargetNames {
  /** Tables of targets already expanded, by their link as it is written. */
  const expanded = new Map<string, { readonly r: number; readonly terms: readonly HermiteTerm[] } | null>();
  const names = shallowRef<(linkId: string) => string>((linkId) => inLetters(table.link(linkId)));
  let round = 0;

  async function nameAll(targets: readonly TargetSpec[]): Promise<void> {
    const of = ++round;
    for (const { link } of targets) {
      const key = JSON.stringify(link);
      if (expanded.has(key)) continue;
      const { description } = await describeInWorker(link, new AbortController().signal);
      expanded.set(key, description?.table ?? null);
    }
    if (of !== round) return;
    const known = new Map<string, string>();
    names.value = (linkId) => {
      const name = known.get(linkId) ?? nameOf(table.link(linkId), targets);
      known.set(linkId, name);
      return name;
    };
  }

  function nameOf(link: ListedLink | undefined, targets: readonly TargetSpec[]): string {
    const target = targets.find((one) => {
      const own = expanded.get(JSON.stringify(one.link));
      return own && link && sameLink(own, link);
    });
    return target?.name ?? inLetters(link);
  }

  watch(
    [() => project.documents.value?.targets, table.rows] as const,
    // Without a worker, as in tests, links go by their letters.
    ([targets]) => void nameAll(targets ?? []).catch(() => undefined),
    { immediate: true },
  );
  return names;
}

function inLetters(link: ListedLink | undefined): string {
  return link === undefined ? 'unknown link' : linkInLetters(link.terms);
}
