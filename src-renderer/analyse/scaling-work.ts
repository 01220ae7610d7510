import type { ScalingAnswer } from '@shared/ensembles/fit-scaling';
import type { LandscapeRuns } from '@shared/ensembles/landscape-runs';
import { scalingQuestions, type ScalingInput } from '@shared/ensembles/scaling-questions';
import type { AskWorker, ReportProgress } from './ask-worker';

/** The scaling fit of one landscape. */
export interface FoundScaling {
  readonly landscape: LandscapeRuns;
  readonly answer: ScalingAnswer;
}

/** Fits the laws of `scalingQuestions`. */
export async function fitScalings(
  input: ScalingInput,
  ask: AskWorker,
  report: ReportProgress,
): Promise<readonly FoundScaling[]> {
  const questions = scalingQuestions(input);
  const found: FoundScaling[] = [];
  for (const { landscape, question } of questions) {
    found.push({ landscape, answer: await ask((worker) => worker.fitScalingOf(question, input.choice)) });
    report(found.length, questions.length);
  }
  return found;
}
