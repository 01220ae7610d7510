import { judgeRun, type JudgedRun } from '../numerics/landscape/run-ending';
import { landscapeOf, type Landscape } from '../numerics/critical/landscape';
import { hermiteTable } from '../numerics/link/hermite-table';
import type { StudyRun } from './study-runs';

/** Judges how runs ended; landscapes are made once for all runs of a link, flow and width. */
export type EndingJudge = (run: StudyRun) => JudgedRun;

/** A judge by the default rules (`ENDING_RULES`), which remembers its verdicts. */
export function createEndingJudge(): EndingJudge {
  const landscapes = new Map<StudyRun['link'], Map<string, Landscape>>();
  const verdicts = new Map<string, JudgedRun>();

  function landscapeOfRun({ link, spec }: StudyRun): Landscape {
    const ofLink = landscapes.get(link) ?? new Map<string, Landscape>();
    landscapes.set(link, ofLink);
    const key = JSON.stringify([spec.flow, spec.studentWidth]);
    const landscape =
      ofLink.get(key) ?? landscapeOf(spec.flow, hermiteTable(link.r, link.terms), spec.studentWidth);
    ofLink.set(key, landscape);
    return landscape;
  }

  return (run) => {
    const verdict = verdicts.get(run.runId) ?? judgeRun(landscapeOfRun(run), run);
    verdicts.set(run.runId, verdict);
    return verdict;
  };
}
