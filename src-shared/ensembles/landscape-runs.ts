import type { ListedLink, RunRow } from '../contract/run-listing';
import { flowName } from '../figure/flow-name';
import type { LandscapeSpec } from './judge-runs';
import type { RunContext } from './run-fields';
import { compareStarts } from './start-order';

/** Runs that descend one landscape: one link, one flow, one width. */
export interface LandscapeRuns extends LandscapeSpec {
  readonly key: string;
  /** For example "Separable h₃, planted (embedded)": as its target is called now. */
  readonly name: () => string;
  readonly linkId: string;
  readonly runs: readonly RunRow[];
}

/** Runs by the landscape they descend, in the order of their names; its runs in that of their starts. */
export function byLandscape(
  runs: readonly RunRow[],
  linkOf: (linkId: string) => ListedLink | undefined,
  context: Pick<RunContext, 'targetName'>,
): readonly LandscapeRuns[] {
  const groups = new Map<string, RunRow[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.linkId, run.spec.flow, run.spec.studentWidth]);
    const group = groups.get(key) ?? [];
    group.push(run);
    groups.set(key, group);
  }
  const widths = new Set(runs.map(({ linkId, spec }) => `${linkId} ${spec.studentWidth}`));
  const links = new Set(runs.map(({ linkId }) => linkId));
  return [...groups]
    .flatMap(([key, own]): LandscapeRuns[] => {
      const [first] = own;
      const link = first && linkOf(first.linkId);
      if (!first || !link) return [];
      const { flow, studentWidth } = first.spec;
      const width = widths.size > links.size ? `, q = ${studentWidth}` : '';
      const name = (): string => `${context.targetName(first.linkId)}, ${flowName(flow)}${width}`;
      return [{ key, name, linkId: first.linkId, link, flow, studentWidth, runs: own.sort(compareStarts) }];
    })
    .sort((a, b) => (a.name() < b.name() ? -1 : 1));
}
