import type { ListedLink } from '../contract/run-listing';
import type { RunSpec } from '../model/run';
import { ENDING_RULES, judgeRun, type EndedRun, type JudgedRun } from '../numerics/landscape/run-ending';
import { knownLandscape } from './judge-runs';

/** A run that can be judged by itself. */
export interface RunToJudge extends EndedRun {
  readonly runId: string;
  readonly spec: Pick<RunSpec, 'flow' | 'studentWidth'>;
  readonly link: ListedLink;
}

/** Judges how a run ended. Throws InvalidInputError for links too dense. */
export type EndingJudge = (run: RunToJudge) => JudgedRun;

/** A judge of single runs (`judgeRun`), which remembers its verdicts. */
export function createEndingJudge(successFraction = ENDING_RULES.successFraction): EndingJudge {
  const rules = { ...ENDING_RULES, successFraction };
  const verdicts = new Map<string, JudgedRun>();
  return (run) => {
    const { link, spec } = run;
    const verdict = verdicts.get(run.runId) ?? judgeRun(knownLandscape({ link, ...spec }), run, rules);
    verdicts.set(run.runId, verdict);
    return verdict;
  };
}
