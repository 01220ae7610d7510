import { flowHeadings } from '@shared/figure/flow-headings';
import type { FigureStage } from '@shared/figure/figure-stage';
import type { ExperimentSpec, FlowSpec } from '@shared/model/experiment';
import type { RunRecord, RunSpec } from '@shared/model/run';
import type { PredictedEscape } from '@shared/numerics/ladder/ladder';
import { predictFlowEscapes } from '@shared/numerics/ladder/predict-flow-escapes';
import { saddleLadder } from '@shared/numerics/ladder/saddle-ladder';
import { hermiteTable } from '@shared/numerics/link/hermite-table';
import { resolveFlow } from '@shared/numerics/run';
import { canonicalJson } from '../runs/canonical-json';

/** A stage with the run it shows. */
export interface RunStage extends FigureStage {
  readonly run: RunRecord;
}

/** Whether a run is one of the flow as an experiment states it. */
function isRunOf(flow: FlowSpec, { link, flow: resolved }: RunSpec): boolean {
  const table = hermiteTable(link.r, link.terms);
  return canonicalJson(resolveFlow(flow, table)) === canonicalJson(resolved);
}

/** What the ladder predicts for a run from its own start. */
function predictedEscapes({ meta: { spec }, samples }: RunRecord): readonly PredictedEscape[] {
  const { link, flow, studentWidth } = spec;
  const table = hermiteTable(link.r, link.terms);
  const start = samples.overlap.subarray(0, link.r * studentWidth);
  return predictFlowEscapes(table, saddleLadder(table), flow, start, studentWidth);
}

/** The stages of an experiment's figure, in the order of its flows; flows without a run are left out. */
export function figureStages(experiment: ExperimentSpec, runs: readonly RunRecord[]): RunStage[] {
  const headings = flowHeadings(experiment.flows);
  return experiment.flows.flatMap((flow, i) => {
    const run = runs.find(({ meta }) => isRunOf(flow, meta.spec));
    const heading = headings[i];
    if (run === undefined || heading === undefined) return [];
    const { samples, meta } = run;
    return { ...heading, samples, plateaus: meta.plateaus, escapes: predictedEscapes(run), ghost: null, run };
  });
}
