import type { ListedLink } from '@shared/contract/run-listing';
import { nameOfLink, targetWithLink } from '@shared/ensembles/link-letters';
import type { RunContext } from '@shared/ensembles/run-fields';
import { tagsOfRuns } from '@shared/ensembles/run-marks';
import { InvalidInputError } from '@shared/model/input-problem';
import type { ProjectDocuments } from '@shared/model/project';
import type { TargetSpec } from '@shared/model/target';
import { expandLink } from '@shared/numerics/link/expand-link';
import type { RunEnding } from '@shared/numerics/statistics/outcome-rates';

/** What the fields of the runs of a project are read from; `endings` may be filled in later. */
export function projectContext(
  { targets, marks }: Pick<ProjectDocuments, 'targets' | 'marks'>,
  links: ReadonlyMap<string, ListedLink>,
  endings: ReadonlyMap<string, RunEnding>,
): RunContext {
  const tables = new Map<TargetSpec, ListedLink | null>();
  const names = new Map<string, string>();
  const starred = new Set(marks.starred);
  const tagsOf = tagsOfRuns(marks);

  function tableOf(target: TargetSpec): ListedLink | null {
    const known = tables.get(target);
    if (known !== undefined) return known;
    const table = expandedLink(target);
    tables.set(target, table);
    return table;
  }

  function nameOf(linkId: string): string {
    const link = links.get(linkId);
    return nameOfLink(link, link === undefined ? null : targetWithLink(link, targets, tableOf));
  }

  return {
    targetName(linkId) {
      const name = names.get(linkId) ?? nameOf(linkId);
      names.set(linkId, name);
      return name;
    },
    directions: (linkId) => links.get(linkId)?.r ?? NaN,
    ending: (runId) => endings.get(runId) ?? null,
    isStarred: (runId) => starred.has(runId),
    tags: (runId) => tagsOf.get(runId) ?? [],
  };
}

/** The table of a target; null for one that cannot be expanded, and so has no runs. */
function expandedLink({ link }: TargetSpec): ListedLink | null {
  try {
    return expandLink(link);
  } catch (error) {
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}
