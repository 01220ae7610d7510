/** Runs that take no part, and why. */
export interface LeftOutRuns {
  readonly why: string;
  readonly runIds: readonly string[];
}

/** Items by the reason given for each, in the order in which the reasons first occur. */
export function byReason<Item extends { readonly why: string }>(
  items: readonly Item[],
): readonly (readonly [why: string, items: readonly Item[]])[] {
  const reasons = new Map<string, Item[]>();
  for (const item of items) {
    const known = reasons.get(item.why) ?? [];
    known.push(item);
    reasons.set(item.why, known);
  }
  return [...reasons];
}

/** Runs that take no part, put together by the reason. */
export function leftOutRuns(
  runs: readonly { readonly why: string; readonly runId: string }[],
): readonly LeftOutRuns[] {
  return byReason(runs).map(([why, own]) => ({ why, runIds: own.map(({ runId }) => runId) }));
}
