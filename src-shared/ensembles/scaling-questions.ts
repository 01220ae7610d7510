import type { RunRow } from '../contract/run-listing';
import type { ScalingChoice } from '../model/analysis-cards';
import type { FlowSpec } from '../model/experiment';
import type { ScalingQuestion, TimedRun } from './fit-scaling';
import type { LandscapeRuns } from './landscape-runs';
import type { RunContext, RunField } from './run-fields';

/** What scaling laws are fitted to. */
export interface ScalingInput {
  readonly landscapes: readonly LandscapeRuns[];
  readonly choice: ScalingChoice;
  /** The field that times are measured against; null where runs have no such field. */
  readonly against: RunField | null;
  readonly context: RunContext;
}

/** One law to fit, and the runs it is of. */
export interface ScalingOfLandscape {
  readonly landscape: LandscapeRuns;
  readonly question: ScalingQuestion;
}

/** One law for each landscape; those that differ in nothing but what time is measured against are one. */
export function scalingQuestions({
  landscapes,
  choice,
  against,
  context,
}: ScalingInput): readonly ScalingOfLandscape[] {
  return mergedOver(landscapes, choice.against).map((landscape) => {
    const { key, link, flow, studentWidth } = landscape;
    const runs = landscape.runs.map((run) => timedRun(run, against, context));
    return { landscape, question: { key, link, flow, studentWidth, runs } };
  });
}

/** What of a run its times are read from; `against` null for times that are measured against nothing. */
export function timedRun(run: RunRow, against: RunField | null, context: RunContext): TimedRun {
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
    const key = JSON.stringify(identityWithout({ linkId, flow, studentWidth }, field));
    const known = merged.get(key);
    merged.set(key, known ? { ...known, runs: [...known.runs, ...runs] } : landscape);
  }
  return [...merged.values()];
}

/** What makes a landscape one of its own, without the parameter that a field of runs stands for; null for all of it. */
export function identityWithout(
  { linkId, flow, studentWidth }: Pick<LandscapeRuns, 'linkId' | 'flow' | 'studentWidth'>,
  field: string | null,
): readonly [linkId: string, flow: object, studentWidth: number | null] {
  return [linkId, flowWithout(flow, field), field === 'q' ? null : studentWidth];
}

/** The flow without the parameter that a field of runs stands for. */
function flowWithout(flow: FlowSpec, field: string | null): object {
  if (field === 'epsilon' && flow.kind === 'joint') return { ...flow, epsilon: null };
  if (field === 'mu' && flow.kind === 'two-timescale' && flow.ridge) {
    return { ...flow, ridge: { ...flow.ridge, mu: null } };
  }
  return flow;
}
