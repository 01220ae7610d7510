import type { FlowSpec } from '@shared/model/experiment';
import type { HermiteTerm } from '@shared/model/link';
import type { RunOutcome } from '@shared/model/run';
import type { CriticalKind } from '@shared/numerics/critical/classify';
import { landscapeOf, type Landscape } from '@shared/numerics/critical/landscape';
import { ENDING_RULES, judgeRun } from '@shared/numerics/landscape/run-ending';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import type { RunEnding } from '@shared/numerics/statistics/outcome-rates';

/** Runs on one landscape, and what of each its ending is read from. */
export interface RunsToJudge {
  readonly link: { readonly r: number; readonly terms: readonly HermiteTerm[] };
  readonly flow: FlowSpec;
  readonly studentWidth: number;
  readonly runs: readonly (Pick<RunOutcome, 'finalLoss' | 'finalOverlap' | 'plateaus'> & {
    readonly runId: string;
  })[];
}

/** How a run ended, and what kind of critical point is near its last state; null when there is none. */
export interface Verdict {
  readonly runId: string;
  readonly ending: RunEnding;
  readonly kind: CriticalKind | null;
}

/** How runs ended. A run succeeds with at most `successFraction` of ½‖f*‖² above the least loss. */
export function judgeRuns(
  { link, flow, studentWidth, runs }: RunsToJudge,
  successFraction: number,
): readonly Verdict[] {
  const landscape = knownLandscape(link, flow, studentWidth);
  const rules = { ...ENDING_RULES, successFraction };
  return runs.map((run) => {
    const { ending, point } = judgeRun(landscape, run, rules);
    return { runId: run.runId, ending, kind: point?.kind ?? null };
  });
}

/** Landscapes are made once: compiling a link costs more than judging a run. */
const landscapes = new Map<string, Landscape>();
const MOST_LANDSCAPES = 64;

/** The landscape of a flow of a link. Throws InvalidInputError for links too dense. */
export function knownLandscape(link: RunsToJudge['link'], flow: FlowSpec, q: number): Landscape {
  const key = JSON.stringify([link, flow, q]);
  const landscape = landscapes.get(key) ?? landscapeOf(flow, hermiteTable(link.r, link.terms), q);
  landscapes.set(key, landscape);
  const [oldest] = landscapes.keys();
  if (landscapes.size > MOST_LANDSCAPES && oldest !== undefined) landscapes.delete(oldest);
  return landscape;
}
