import { shallowRef } from 'vue';
import type { LinkSpec } from '@shared/model/link';
import { describeLink, isQuicklyDescribed, type DescribedLink } from '../links/describe-link';

/** Describes a link without holding up the page; rejects when the signal aborts. */
export type DescribeElsewhere = (link: LinkSpec, signal: AbortSignal) => Promise<DescribedLink>;

/** Descriptions of links, each worked out once. */
export interface LinkDescriptions {
  /** The description of a link; null while it has to be worked out elsewhere first. Reactive. */
  known(link: LinkSpec): DescribedLink | null;
  /** Works out the description of any link. Rejects when `signal` aborts. */
  find(link: LinkSpec, signal: AbortSignal): Promise<DescribedLink>;
}

/** Descriptions kept: enough to go back and forth through some edits. */
const KEPT = 32;

/** Descriptions of links; those that take long come from `describeElsewhere`. */
export function createLinkDescriptions(describeElsewhere: DescribeElsewhere): LinkDescriptions {
  const quick = new Map<string, DescribedLink>();
  const slow = shallowRef<ReadonlyMap<string, DescribedLink>>(new Map());

  function known(link: LinkSpec): DescribedLink | null {
    const key = JSON.stringify(link);
    const kept = slow.value.get(key) ?? quick.get(key);
    if (kept !== undefined || !isQuicklyDescribed(link)) return kept ?? null;
    const described = describeLink(link);
    quick.set(key, described);
    dropOldest(quick);
    return described;
  }

  return {
    known,
    async find(link, signal) {
      const before = known(link);
      if (before) return before;
      const described = await describeElsewhere(link, signal);
      const kept = new Map(slow.value).set(JSON.stringify(link), described);
      dropOldest(kept);
      slow.value = kept;
      return described;
    },
  };
}

function dropOldest(map: Map<string, DescribedLink>): void {
  const oldest = map.size > KEPT ? map.keys().next() : null;
  if (oldest && !oldest.done) map.delete(oldest.value);
}
