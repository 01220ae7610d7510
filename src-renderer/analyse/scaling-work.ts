import type { RunRow } from '@shared/contract/run-listing';
import type { ScalingChoice } from '@shared/model/analysis-cards';
import type { FlowSpec } from '@shared/model/experiment';
import type { RunContext, RunField } from '../compare/run-fields';
import type { AskWorker, ReportProgress } from './ask-worker';
import type { ScalingAnswer, TimedRun } from './fit-scaling';
import type { LandscapeRuns } from './landscape-runs';

/** The scaling fit of one landscape. */
export interface FoundScaling {
  readonly landscape: LandscapeRuns;
  readonly answer: ScalingAnswer;
}

/** What scaling laws are fitted to. */
export interface ScalingInput {
  readonly landscapes: readonly LandscapeRuns[];
  readonly choice: ScalingChoice;
  /** The field that times are measured against; null where runs have no such field. */
  readonly against: RunField | null;
  readonly context: RunContext;
}

/** Fits one law for each landscape; those that differ in nothing but what time is measured against are one. */
export async function fitScalings(
  { landscapes, choice, against, context }: ScalingInput,
  ask: AskWorker,
  report: ReportProgress,
): Promise<readonly FoundScaling[]> {
  const merged = mergedOver(landscapes, choice.against);
  const found: FoundScaling[] = [];
  for (const landscape of merged) {
    const { key, link, flow, studentWidth } = landscape;
    const runs = landscape.runs.map((run) => timedRun(run, against, context));
    const question = { key, link, flow, studentWidth, runs };
    found.push({ landscape, answer: await ask((worker) => worker.fitScalingOf(question, choice)) });
    report(found.length, merged.length);
  }
  return found;
}

function timedRun(run: RunRow, against: RunField | null, context: RunContext): TimedRun {
  const { runId, spec, events, finalSingularValues, reached } = run;
  const x = against?.value(run, context) ?? null;
  return {
    runId,
    events,
    finalSingularValues,
    reached,
    thresholds: spec.thresholds,
    seed: spec.start.kind === 'haar' ? spec.start.seed : null,
    x: typeof x === 'number' ? x : null,
    ending: context.ending(runId),
  };
}

function mergedOver(landscapes: readonly LandscapeRuns[], field: string): readonly LandscapeRuns[] {
  const merged = new Map<string, LandscapeRuns>();
  for (const landscape of landscapes) {
    const { linkId, flow, studentWidth, runs } = landscape;
    const key = JSON.stringify([linkId, flowWithout(flow, field), field === 'q' ? null : studentWidth]);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, runs: [...known.runs, ...runs] } : landscape);
  }
  return [...merged.values()];
}

/** The flow without the parameter that a field of runs stands for. */
function flowWithout(flow: FlowSpec, field: string): object {
  if (field === 'epsilon' && flow.kind === 'joint') return { ...flow, epsilon: null };
  if (field === 'mu' && flow.kind === 'two-timescale' && flow.ridge) {
    return { ...flow, ridge: { ...flow.ridge, mu: null } };
  }
  return flow;
}
