import type { ListedLink } from '../contract/run-listing';
import type { FlowSpec } from '../model/experiment';
import { landscapeOf, type Landscape } from '../numerics/critical/landscape';
import { ENDING_RULES, judgeRun, type EndedRun, type JudgedRun } from '../numerics/landscape/run-ending';
import { hermiteTable } from '../numerics/link/hermite-table';

/** What decides the landscape that runs descend. */
export interface LandscapeSpec {
  readonly link: ListedLink;
  readonly flow: FlowSpec;
  readonly studentWidth: number;
}

/** Runs on one landscape, and what of each its ending is read from. */
export interface RunsToJudge extends LandscapeSpec {
  readonly runs: readonly EndedRun[];
}

/**
 * How runs ended, in their order. A run succeeds with at most `successFraction` of ½‖f*‖² above the least loss. For a worker.
 */
export function judgeRuns({ runs, ...spec }: RunsToJudge, successFraction: number): readonly JudgedRun[] {
  const landscape = knownLandscape(spec);
  const rules = { ...ENDING_RULES, successFraction };
  return runs.map((run) => judgeRun(landscape, run, rules));
}

/** Landscapes are made once: compiling a link costs more than judging a run. */
const landscapes = new Map<string, Landscape>();
const MOST_LANDSCAPES = 64;

/** The landscape of a flow of a link. Throws InvalidInputError for links too dense. */
export function knownLandscape({ link, flow, studentWidth }: LandscapeSpec): Landscape {
  const key = JSON.stringify([link, flow, studentWidth]);
  const landscape = landscapes.get(key) ?? landscapeOf(flow, hermiteTable(link.r, link.terms), studentWidth);
  landscapes.set(key, landscape);
  const [oldest] = landscapes.keys();
  if (landscapes.size > MOST_LANDSCAPES && oldest !== undefined) landscapes.delete(oldest);
  return landscape;
}
